"""Record a channel with MixMonitor: ARI has none, so it goes by AMI.

Two files of one recording stay in step (option S): `-in` is what the party behind the channel says, `-out`
what he hears. The recording's name stands on the channel, so that a restarted engine finds it.
"""

import asyncio
import struct
from pathlib import Path

from zuoxi.switch.ami import AmiClient, AmiRefused
from zuoxi.switch.ari_http import AriHttp, read_variable, together
from zuoxi.switch.port import SwitchRefused

VARIABLE = "ZUOXI_RECORDING"
HEADER = 44
POLL_S = 0.04


def files_of(spool: Path, recording: str) -> tuple[Path, Path]:
    """The files of a recording: what the party said, what he heard."""
    return spool / f"{recording}-in.wav", spool / f"{recording}-out.wav"


async def runs(http: AriHttp, channel: str, recording: str) -> bool:
    """Whether it has begun already: MixMonitor itself sets the variable with its id, also when the answer to
    its start was lost. Errors: SwitchRefused, SwitchSilent."""
    return bool(await read_variable(http, channel, _id_variable(recording)))


async def start(
    http: AriHttp, ami: AmiClient, spool: Path, channel: str, recording: str, running: str
) -> None:
    """Begin. `running`: all that run on the channel then, parted by spaces. Errors: SwitchRefused,
    SwitchSilent."""
    said, heard = files_of(spool, recording)
    options = f"r({said})t({heard})Si({_id_variable(recording)})"
    await together(
        http.post(f"/channels/{channel}/variable", variable=VARIABLE, value=running),
        _ask(ami, "MixMonitor", Channel=channel, Options=options),
    )


async def stop(http: AriHttp, ami: AmiClient, channel: str, recording: str, running: str) -> None:
    """End it. `running`: all that run on the channel then.

    Errors: SwitchRefused (gone: the channel is, and with it the recording), SwitchSilent.
    """
    monitor = await read_variable(http, channel, _id_variable(recording))
    if monitor:
        # Stopped first: as long as the id stands, a stop whose answer was lost can be repeated.
        await _ask(ami, "StopMixMonitor", Channel=channel, MixMonitorID=monitor)
        await http.post(f"/channels/{channel}/variable", variable=_id_variable(recording), value="")
        await http.post(f"/channels/{channel}/variable", variable=VARIABLE, value=running)


async def hush(http: AriHttp, ami: AmiClient, channel: str, recording: str, *, hushed: bool) -> None:
    """Silence goes into its files, or no more; ordered twice is ordered once. Errors: SwitchRefused (gone:
    the channel is; also where silence is wanted and the channel knows no such recording), SwitchSilent."""
    monitor = await read_variable(http, channel, _id_variable(recording))
    if monitor:
        state = "1" if hushed else "0"
        await _ask(
            ami, "MixMonitorMute", Channel=channel, Direction="both", State=state, MixMonitorID=monitor
        )
    elif hushed:
        raise SwitchRefused("no_such_recording")


async def complete(spool: Path, recording: str, quiet_s: float) -> bool:
    """Return once nobody writes to the files any more, however long that takes.

    They are closed then (a WAV header reads length 0 until it is), or nothing has been added to them for
    `quiet_s`: the node that wrote them has died, or there are none (False).
    """
    loop = asyncio.get_running_loop()
    files = files_of(spool, recording)
    size, since = -1, loop.time()
    while not all(_closed(file) for file in files):
        seen = sum(_size(file) for file in files)
        if seen != size:
            size, since = seen, loop.time()
        elif loop.time() - since > quiet_s:
            break
        await asyncio.sleep(POLL_S)
    return any(_size(file) for file in files)


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0


def _closed(file: Path) -> bool:
    try:
        with file.open("rb") as source:
            header = source.read(HEADER)
        size = file.stat().st_size
    except OSError:
        return False
    return len(header) == HEADER and 0 < struct.unpack("<I", header[40:44])[0] == size - HEADER


def _id_variable(recording: str) -> str:
    return "ZUOXI_MM_" + recording.replace("-", "_")


async def _ask(ami: AmiClient, action: str, **fields: str) -> None:
    try:
        await ami.action(action, **fields)
    except AmiRefused as refused:
        raise SwitchRefused(refused.message, gone="No such channel" in refused.message) from refused
