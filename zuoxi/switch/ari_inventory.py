"""What stands in a node now: channels with the call they belong to, our bridges, the node's boot identity."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

import msgspec

from zuoxi.engine.events import ChannelSeen
from zuoxi.switch.ari_commands import BRIDGE_NAME, MUSIC
from zuoxi.switch.ari_dialling import A_DEVICE, DIALLED
from zuoxi.switch.ari_http import AriHttp
from zuoxi.switch.lag import came_at
from zuoxi.switch.port import SwitchSilent
from zuoxi.switch.translate import CUSTOMER, STATES, plain_number

DOOR = "from-carrier"
"""Context of the dialplan in which carriers' calls come in."""
EAR = "Snoop/"
"""Begins Asterisk's name of a channel that listens to another."""
T = TypeVar("T")


class _Party(msgspec.Struct):
    number: str = ""


class _Dialplan(msgspec.Struct):
    context: str = ""
    app_name: str = ""
    app_data: str = ""


class _Channel(msgspec.Struct):
    """The part of Asterisk's `Channel` that we read."""

    id: str
    name: str
    state: str
    caller: _Party
    dialplan: _Dialplan
    channelvars: dict[str, str] = {}
    creationtime: str = ""


class _Bridge(msgspec.Struct):
    id: str
    name: str = ""
    channels: tuple[str, ...] = ()


class _Status(msgspec.Struct):
    startup_time: str


class _Info(msgspec.Struct):
    status: _Status


@dataclass(frozen=True)
class Inventory:
    channels: tuple[ChannelSeen, ...]
    bridges: tuple[str, ...]
    boot: str
    came: Mapping[str, int | None] = field(default_factory=dict)
    """Channel -> when it was made, by the switch's clock (ms)."""


async def take(http: AriHttp) -> Inventory:
    """Look around. Errors: SwitchRefused, SwitchSilent."""
    info = await _read(http, "/asterisk/info", _Info)
    bridges = [b for b in await _read(http, "/bridges", list[_Bridge]) if b.name.startswith(BRIDGE_NAME)]
    within = {channel: bridge.id for bridge in bridges for channel in bridge.channels}
    channels = await _read(http, "/channels", list[_Channel])
    return Inventory(
        channels=tuple(_seen(channel, within.get(channel.id, ""), http.address.app) for channel in channels),
        bridges=tuple(sorted(bridge.id for bridge in bridges)),
        boot=info.status.startup_time,
        came={channel.id: came_at({"creationtime": channel.creationtime}) for channel in channels},
    )


async def _read(http: AriHttp, path: str, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(await http.read(path), type=kind)
    except msgspec.DecodeError as odd:
        raise SwitchSilent("odd_answer") from odd


def _seen(channel: _Channel, bridge: str, app: str) -> ChannelSeen:
    where, variables = channel.dialplan, channel.channelvars
    said = where.app_data.split(",") if where.app_name == "Stasis" else []
    in_app = said[:1] == [app]
    call, mark = variables.get("ZUOXI_CALL", ""), variables.get(DIALLED, "")
    # A carrier's line has its context whichever way it is used: whom we dialled did not come by it.
    spies = channel.name.startswith(EAR)
    inbound = where.context == DOOR and not spies and not mark and not (call and channel.state == "Down")
    trunk, dialled = said[2:4] if in_app and len(said) >= 4 and said[1] == CUSTOMER else ("", "")
    endpoint = "" if inbound or spies else channel.name.partition("/")[2].rpartition("-")[0]
    if mark not in ("", A_DEVICE):  # a customer whom we called: what he was called by is no device
        trunk, dialled, endpoint = endpoint, mark, ""
    # A customer who is not in our application is on his way in or out: the dialplan has him.
    ours = in_app or (bool(call) and not inbound)
    state = STATES.get(channel.state, "other")
    if spies:
        state = "up"
    elif state == "down" and ours and not inbound and not mark:
        state = "created"
    return ChannelSeen(
        channel=channel.id,
        state=state,
        bridge=bridge,
        ours=ours,
        direction="inbound" if inbound else "outbound",
        trunk=trunk,
        dialled=dialled,
        caller=plain_number(channel.caller.number) if inbound else "",
        call=call,
        recording=variables.get("ZUOXI_RECORDING", ""),
        sound=f"music {music}" if (music := variables.get(MUSIC)) else None,
        endpoint=endpoint,
        spies=spies,
    )
