"""The house's own Asterisk as something that can be kept."""

from pathlib import Path

from zuoxi.assembly import nodes
from zuoxi.assembly.serve.keeper import Kept
from zuoxi.switch.ami import AmiLost, AmiRefused
from zuoxi.switch.asterisk.config import write_config
from zuoxi.switch.asterisk.install import install_asterisk
from zuoxi.switch.asterisk.node import NodeSettings
from zuoxi.switch.asterisk.process import AsteriskProcess, connect_ami, wait_ready
from zuoxi.switch.asterisk.prompts import make_prompts


def house_settings(home: Path, cache: Path) -> NodeSettings:
    """Where the house's node lives and listens."""
    return NodeSettings(
        folder=home / "asterisk" / nodes.HOUSE,
        prompts=make_prompts(cache),
        name=nodes.HOUSE,
        address=nodes.addresses().house,
    )


def config_mark(folder: Path) -> str:
    """What stands in the command line of the node of `folder` and of no other."""
    return str(folder / "etc" / "asterisk.conf")


def pid_file(folder: Path) -> Path:
    """Asterisk writes its process id there."""
    return folder / "run" / "asterisk.pid"


def kept_house(home: Path, cache: Path) -> Kept:
    """The house's node: its configuration is written anew before each start."""
    settings = house_settings(home, cache)

    async def start() -> int:
        program = install_asterisk(cache)
        write_config(settings, program)
        process = AsteriskProcess(program, settings)
        await process.start()
        return process.pid

    async def talking() -> int:
        return await conversations(settings)

    async def ready() -> None:
        await wait_ready(settings)

    return Kept(
        name=nodes.HOUSE,
        home=home,
        pid_file=pid_file(settings.folder),
        mark=config_mark(settings.folder),
        start=start,
        talking=talking,
        ready=ready,
    )


async def conversations(settings: NodeSettings) -> int:
    """Bridges in which at least two speak; a node that does not answer has none."""
    try:
        ami = await connect_ami(settings)
    except (OSError, AmiLost, AmiRefused, TimeoutError):
        return 0
    try:
        bridges = await ami.listing("BridgeList")
    except (AmiLost, AmiRefused, TimeoutError):
        return 0
    finally:
        await ami.close()
    return sum(1 for bridge in bridges if int(bridge.get("BridgeNumChannels") or 0) > 1)
