"""What stands in a node now: channels with the call they belong to, our bridges, the node's boot identity."""

from dataclasses import dataclass
from typing import Any

from zuoxi.engine.events import ChannelSeen
from zuoxi.switch.ari_commands import BRIDGE_NAME
from zuoxi.switch.ari_http import AriHttp
from zuoxi.switch.port import SwitchRefused
from zuoxi.switch.translate import CUSTOMER, STATES


@dataclass(frozen=True)
class StandingLeg:
    """One channel; `seen` is what the floor is told of it."""

    channel: str
    seen: ChannelSeen
    inbound: bool
    recording: str


@dataclass(frozen=True)
class Inventory:
    legs: tuple[StandingLeg, ...]
    bridges: tuple[str, ...]
    boot: str


async def take(http: AriHttp) -> Inventory:
    """Look around. Errors: SwitchRefused."""
    info = await http.get("/asterisk/info")
    bridges = [b for b in await http.get("/bridges") if str(b.get("name", "")).startswith(BRIDGE_NAME)]
    channels = await http.get("/channels")
    within = {channel: str(b["id"]) for b in bridges for channel in b["channels"]}
    try:
        return Inventory(
            legs=tuple(_leg(channel, within, http.address.app) for channel in channels),
            bridges=tuple(sorted(str(b["id"]) for b in bridges)),
            boot=str(info["status"]["startup_time"]),
        )
    except (KeyError, TypeError, AttributeError) as odd:
        raise SwitchRefused("odd_answer") from odd


def _leg(channel: dict[str, Any], within: dict[str, str], app: str) -> StandingLeg:
    name, where = str(channel["id"]), channel["dialplan"]
    variables = channel.get("channelvars") or {}
    in_app = where.get("app_name") == "Stasis" and str(where.get("app_data", "")).split(",")[0] == app
    return StandingLeg(
        channel=name,
        seen=ChannelSeen(
            channel=name,
            state=STATES.get(str(channel["state"]), "other"),
            bridge=within.get(name, ""),
            ours=in_app or bool(variables.get("ZUOXI_CALL")),
        ),
        inbound=f",{CUSTOMER}," in str(where.get("app_data", "")),
        recording=str(variables.get("ZUOXI_RECORDING", "")),
    )
