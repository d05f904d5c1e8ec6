"""Legs that we make: devices, customers, leaders' ears, each dialled once, whatever is lost on the way."""

import asyncio
import re
from contextlib import suppress

from zuoxi.engine import commands as c
from zuoxi.switch.ari_desk import NAME, Desk, add, already, checked
from zuoxi.switch.ari_http import AriRefused, read_variable, together
from zuoxi.switch.phone_networks import is_phone
from zuoxi.switch.port import SwitchRefused

NUMBER = re.compile(r"[+*#0-9]{1,32}")
CHANNEL = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,149}")
FORMATS = "alaw,ulaw,opus"
"""What is offered to a dialled party, best first; its endpoint may know fewer."""
DIALLED = "ZUOXI_DIALLED"
"""Channel variable: this leg has been dialled; of a customer, his number (Asterisk shows it nowhere else)."""
A_DEVICE = "1"
"""… and of a device this, which is no customer's number."""
RINGING, RINGING_PLACES = "ZUOXI_RINGS_", 16
"""Shared variables of a caller's channel: the phones that ring for him, the last sixteen."""
START_S = 1.0
"""How long a new channel may take to start before it is dialled all the same."""
ABSENT = 20
"""Q.850: subscriber absent."""


async def dial_device(desk: Desk, command: c.DialDevice) -> None:
    target = f"PJSIP/{checked('endpoint', command.endpoint, NAME)}"
    if command.dial:
        if not is_phone(command.dial, desk.phones):
            raise SwitchRefused("bad_dial")
        target += f"/{command.dial}"
    extra = {"PJSIP_HEADER(add,X-Zuoxi-Line)": "standing"} if command.standing else {}
    if command.caller:
        # A mark on the caller's channel, in the same breath; the dialplan's end of him reads it. Whom we
        # called has none: the phone's end would be told before his, and look like a call that was missed.
        place = desk.ringing_place()
        extra[f"SHARED({RINGING}{place},{checked('caller', command.caller, CHANNEL)})"] = command.channel
    if await _create(desk, command.channel, target, command.call, command.caller_id, extra, device=True):
        await _dial(desk, command.channel, A_DEVICE, command.timeout_ms)


async def dial_customer(desk: Desk, command: c.DialCustomer) -> None:
    number, trunk = checked("number", command.number, NUMBER), checked("trunk", command.trunk, NAME)
    target = f"PJSIP/{number}@{trunk}"
    if await _create(desk, command.channel, target, command.call, command.caller_id, {}, device=False):
        if command.bridge:
            # Early media (ring-back, announcements) flows through the bridge before the answer.
            await add(desk, command.bridge, command.channel)
        await _dial(desk, command.channel, number, command.timeout_ms)


async def link_nodes(desk: Desk, command: c.LinkNodes) -> None:
    """Not built: an inventory names no node to which this one can be linked, so nobody orders it."""
    raise SwitchRefused("not_built")


async def snoop(desk: Desk, command: c.Snoop) -> None:
    desk.legs.listening(command.channel)
    started = desk.start_of(command.channel)
    path = f"/channels/{command.target}/snoop/{command.channel}"
    whisper = "out" if command.whisper else "none"
    try:
        await desk.http.post(path, spy="both", whisper=whisper, app=desk.app, appArgs="ear")
    except AriRefused:
        try:
            await desk.http.get(f"/channels/{command.channel}")
        except AriRefused:
            desk.legs.never_was(command.channel)
        else:
            return  # it listens already
        raise
    # Before it has come to us nobody can be put into a bridge with it.
    with suppress(TimeoutError):
        async with asyncio.timeout(START_S):
            await started.wait()
    await desk.http.post(f"/channels/{command.channel}/variable", variable="ZUOXI_CALL", value=command.call)


async def _create(
    desk: Desk, channel: str, target: str, call: str, caller_id: str, extra: dict[str, str], *, device: bool
) -> bool:
    """Make an outgoing channel; True when it still has to be dialled."""
    variables = {"ZUOXI_CALL": call, **extra}
    if caller_id:
        variables["CONNECTEDLINE(num,i)"] = caller_id
    query = {
        "endpoint": target,
        "app": desk.app,
        "appArgs": "dialled",
        "channelId": channel,
        "formats": FORMATS,
    }
    desk.legs.dialled(channel, device=device)
    started = desk.start_of(channel)
    try:
        await desk.http.post("/channels/create", {"variables": variables}, **query)
    except AriRefused as refused:
        # 409 says "already exists", also for a device that is not registered.
        if refused.status not in (409, 500):
            desk.legs.never_was(channel)
            raise
        try:
            found = await desk.http.get(f"/channels/{channel}")
        except AriRefused:
            desk.leg_failed(channel, ABSENT)
            return False
        if found["state"] != "Down" or await read_variable(desk.http, channel, DIALLED):
            return False
    # A command that comes before the channel has started can stay in its queue for ever.
    with suppress(TimeoutError):
        async with asyncio.timeout(START_S):
            await started.wait()
    return True


async def _dial(desk: Desk, channel: str, whom: str, timeout_ms: int) -> None:
    # Marked, for a leg that is dialled a second time before the far end has spoken would be ended by that. In
    # one breath, for we may die between two: a leg that is marked and not dialled would be waited for.
    await together(_order_dial(desk, channel, timeout_ms), _mark_dialled(desk, channel, whom))


async def _order_dial(desk: Desk, channel: str, timeout_ms: int) -> None:
    with already(409):  # it was dialled already
        await desk.http.post(f"/channels/{channel}/dial", timeout=str(max(1, round(timeout_ms / 1000))))


async def _mark_dialled(desk: Desk, channel: str, whom: str) -> None:
    with already(404):  # the dialling has ended it at once, which is told as its end
        await desk.http.post(f"/channels/{channel}/variable", variable=DIALLED, value=whom)
