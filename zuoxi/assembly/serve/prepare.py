"""What has to be there before the parts can run: Asterisk, prompts, the database's tables."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from zuoxi.assembly.places import cache, home
from zuoxi.assembly.sample import mark_sample
from zuoxi.assembly.terminal import Progress, Trouble, line, pick, step
from zuoxi.switch.asterisk.progress import Step as SwitchStep

if TYPE_CHECKING:
    from zuoxi.simulator.sample import SampleSignIn


def switch() -> None:
    """Asterisk: the machine's own or a private one (first time: a download)."""
    from zuoxi.switch.asterisk.install import install_asterisk

    with step("准备 Asterisk", "Asterisk") as progress:
        install_asterisk(cache(), progress=_shown(progress))


def prompts() -> None:
    """The spoken announcements (first time: spoken and kept)."""
    from zuoxi.switch.asterisk.prompts import make_prompts

    with step("准备提示音", "Announcements") as progress:
        make_prompts(cache(), progress=_shown(progress))


def tables() -> bool:
    """Bring the database up to date, with this machine's switch node in it; True when it was empty before."""
    import django
    from django.conf import settings

    django.setup()
    from zuoxi.outbox.away import AWAY

    _not_lost(settings.DATABASES["default"]["NAME"])
    try:
        return _up_to_date()
    except AWAY as problem:
        said = str(problem).split("\n")[0]
        raise Trouble(
            f"数据库无法访问：{said}。请先恢复数据库；急需接听电话时，可用 zuoxi serve 按上次的配置运行。",
            f"The database does not answer: {said}. Bring it back first; if calls cannot wait, "
            "`zuoxi serve` runs with the last configuration.",
        ) from problem


def _not_lost(file: object) -> None:
    """A house that has worked here has a database: an empty one must not take the place of one moved away."""
    if isinstance(file, Path) and not file.exists() and any(home().glob("live/*/epoch")):
        raise Trouble(
            f"数据库文件 {file} 不见了，而这里曾经运行过。请把它放回原处；"
            f"若要从头开始，请先移走 {home() / 'live'}。",
            f"The database file {file} is missing, and this house has worked before. Put it back; "
            f"to begin anew, move {home() / 'live'} away first.",
        )


def _up_to_date() -> bool:
    from django.core.management import call_command
    from django.db import connection

    from zuoxi.assembly.long_writes import LONG_WRITES

    new = not connection.introspection.table_names()
    with step("更新数据库", "Database"), LONG_WRITES.nobody_waits():
        call_command("migrate", interactive=False, verbosity=0)
        from zuoxi.assembly.nodes import HOUSE
        from zuoxi.telephony.services.nodes import ensure_node

        ensure_node(HOUSE)  # trunks and devices are put on it, also in a company that starts empty
    return new


def sample() -> "tuple[SampleSignIn, ...]":
    """The sample company; its sign-ins when it was made just now."""
    from zuoxi.assembly.long_writes import LONG_WRITES
    from zuoxi.kernel.clock import utc_now
    from zuoxi.simulator.sample import build

    with step("建立示例公司", "Sample company"), LONG_WRITES.nobody_waits():
        sign_ins = build(utc_now())
    mark_sample(home())
    return sign_ins


def setup_word() -> str | None:
    """What the first administrator is asked for in the browser; None when somebody exists."""
    from django.conf import settings

    from zuoxi.organisation.selectors.people import anybody_here

    return None if anybody_here() else str(settings.ZUOXI_SETUP_TOKEN)


def _shown(progress: Progress) -> Callable[[SwitchStep], None]:
    def show(done: SwitchStep) -> None:
        progress.detail = pick(done.zh, done.en) + (f" {done.done}/{done.total}" if done.total else "")
        if done.warning:
            line(f"! {pick(done.zh, done.en)}")

    return show
