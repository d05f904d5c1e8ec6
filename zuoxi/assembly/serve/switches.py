"""The two Asterisks of this installation as something that can be kept: the house's own, and the carrier."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from zuoxi.assembly import nodes
from zuoxi.assembly.serve.keeper import Kept
from zuoxi.switch.ami import AmiLost, AmiRefused
from zuoxi.switch.asterisk.carrier import Carrier, CarrierSettings
from zuoxi.switch.asterisk.config import write_config
from zuoxi.switch.asterisk.install import install_asterisk
from zuoxi.switch.asterisk.node import NodeSettings
from zuoxi.switch.asterisk.process import AsteriskProcess, connect_ami, wait_ready
from zuoxi.switch.asterisk.prompts import make_prompts


def house_settings(home: Path, cache: Path) -> NodeSettings:
    """Where the house's node lives and listens."""
    return _node(nodes.HOUSE, nodes.addresses().house, home, cache)


def carrier_settings(home: Path, cache: Path) -> CarrierSettings:
    """The carrier laboratory that is connected to the house."""
    places = nodes.addresses()
    node = _node(nodes.CARRIER, places.carrier, home, cache)
    return CarrierSettings(node=node, house_address=places.house, phones_address=places.phones)


def _node(name: str, address: str, home: Path, cache: Path) -> NodeSettings:
    return NodeSettings(
        folder=home / "asterisk" / name, prompts=make_prompts(cache), name=name, address=address
    )


def config_mark(home: Path, name: str) -> str:
    """What stands in the command line of this node and of no other process."""
    return str(home / "asterisk" / name / "etc" / "asterisk.conf")


def pid_file(home: Path, name: str) -> Path:
    """Asterisk writes its process id there."""
    return home / "asterisk" / name / "run" / "asterisk.pid"


def kept(name: str, home: Path, cache: Path) -> Kept:
    """The node `house` or `carrier`: its configuration is written anew before each start."""
    lab = carrier_settings(home, cache)
    settings = lab.node if name == nodes.CARRIER else house_settings(home, cache)

    async def start() -> int:
        program = install_asterisk(cache)
        if name == nodes.CARRIER:
            Carrier(program, lab).write()
        else:
            write_config(settings, program)
        process = AsteriskProcess(program, settings)
        await process.start()
        return process.pid

    return Kept(
        name=name,
        home=home,
        pid_file=pid_file(home, name),
        mark=config_mark(home, name),
        start=start,
        talking=_counts(settings),
        ready=_waits(settings),
        logs=settings.folder / "log",
    )


def _waits(settings: NodeSettings) -> Callable[[], Awaitable[None]]:
    return lambda: wait_ready(settings)


def _counts(settings: NodeSettings) -> Callable[[], Awaitable[int]]:
    return lambda: conversations(settings)


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
