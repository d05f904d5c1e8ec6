"""Runs the centre of this home folder until it is told to stop."""

import asyncio
import os
from collections.abc import Callable

from zuoxi.assembly import nodes
from zuoxi.assembly.bootstrap.port import must_be_free
from zuoxi.assembly.places import CHECKOUT, home
from zuoxi.assembly.privacy import private_home
from zuoxi.assembly.publish.published import read_published
from zuoxi.assembly.serve import lock
from zuoxi.assembly.serve.centre import Centre
from zuoxi.assembly.serve.keeper import standing
from zuoxi.assembly.serve.supervisor import Supervisor
from zuoxi.assembly.serve.switches import config_mark, pid_file
from zuoxi.assembly.terminal import line, pick


def serve(
    host: str, port: int, *, sample: bool, greeting: Callable[[Centre], None] = lambda centre: None
) -> int:
    """Supervise the parts; `greeting` is called once people can work. Exit code 0 after a clean stop."""
    here = home()
    published = read_published(here)
    if published is not None:
        host, port = "0.0.0.0", published.port  # noqa: S104  (that is what publishing means)
        os.environ.setdefault("ZUOXI_SWITCH_ADDRESS", published.address)
    if _own_switch():  # one that others run may have to reach its files here under an account of its own
        private_home(here)
    held = lock.supervise(here)
    try:
        must_be_free(host, port)
        addresses = nodes.choose(here, standing=_standing())
        centre = Centre(here, host, port, addresses, sample, _own_switch(), published)
        held.tell(url=centre.url)
        asyncio.run(_supervise(centre, greeting))
    finally:
        held.release()
    line(pick("✓ 已停止。", "✓ Stopped."))
    return 0


async def _supervise(centre: Centre, greeting: Callable[[Centre], None]) -> None:
    async def when_up(supervisor: Supervisor) -> None:
        missing = await centre.up()
        for name in missing:
            log = supervisor.log_of(name)
            line(pick(f"! {name} 还没有就绪；记录：{log}", f"! {name} is not ready yet; log: {log}"))
        greeting(centre)

    supervisor = Supervisor(centre.parts(), checkout=CHECKOUT, logs=centre.home / "log")
    await supervisor.run(when_up)


def _standing() -> frozenset[str]:
    """Nodes of this home that a killed supervisor left with their conversations."""
    names = (nodes.HOUSE, nodes.CARRIER)
    return frozenset(name for name in names if standing(pid_file(home(), name), config_mark(home(), name)))


def _own_switch() -> bool:
    return os.environ.get("ZUOXI_SWITCH_OWN", "1") != "0"
