"""What carries out commands on Asterisk: the connections of the moment, and how its answers are read."""

import asyncio
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from zuoxi.switch.ami import AmiClient
from zuoxi.switch.ari_http import AriHttp, AriRefused
from zuoxi.switch.phone_networks import Network
from zuoxi.switch.port import SwitchRefused

if TYPE_CHECKING:
    from zuoxi.switch.legs import Legs

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}")


class Desk(Protocol):
    """What a command needs: the connections of the moment and what is known of the node."""

    http: AriHttp
    ami: AmiClient
    legs: "Legs"
    app: str
    prompts: Path
    own_prompts: Path
    spool: Path
    phones: tuple[Network, ...]
    """Where phones may be dialled."""
    bridge_of: dict[str, str]
    """Channel -> the bridge that it was last put into."""

    def leg_failed(self, channel: str, cause: int) -> None:
        """A dialled leg never came to be."""

    def start_of(self, channel: str) -> asyncio.Event:
        """Set once a channel that is about to be made is in our application."""

    def ringing_place(self) -> int:
        """Where the next phone that rings for a caller is noted with him."""

    def may_be_recorded(self, recording: str, channel: str) -> bool:
        """Whether this recording may run already: it was begun before, perhaps by an earlier process."""

    def recording_begins(self, recording: str, channel: str) -> None:
        """A recording runs on a channel, or may run."""

    def recordings_on(self, channel: str, *, but: str = "") -> str:
        """All recordings that run on a channel, or may run, parted by spaces."""

    def recording_never_was(self, recording: str) -> None:
        """Asterisk would not record."""

    def recording_ends(self, recording: str) -> None:
        """A recording's files will be complete soon."""

    async def take_inventory(self, asked: int) -> None:
        """Look around and tell what stands in the node."""


@contextmanager
def already(*statuses: int) -> Iterator[None]:
    """Pass over the answers of Asterisk that say: what was ordered holds already."""
    try:
        yield
    except AriRefused as refused:
        if refused.status not in statuses:
            raise


def checked(what: str, value: str, pattern: re.Pattern[str]) -> str:
    """Nothing that could change the meaning of a dial string or a path reaches Asterisk."""
    if not pattern.fullmatch(value):
        raise SwitchRefused(f"bad_{what}")
    return value


async def add(desk: Desk, bridge: str, *channels: str) -> None:
    # A bridge tells its members who the others are, and would overwrite the caller id of one not dialled yet.
    query = {"channel": ",".join(channels), "inhibitConnectedLineUpdates": "true"}
    await desk.http.call("POST", f"/bridges/{bridge}/addChannel", query)
    desk.bridge_of.update(dict.fromkeys(channels, bridge))
