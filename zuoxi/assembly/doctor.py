"""What a running house is looked over for, beyond what it says of itself (`health`): one row per check.

Each looks for itself and says what to do; one that cannot be made says so as well.
"""

import ctypes
import datetime as dt
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor

from zuoxi.assembly.health import Finding
from zuoxi.kernel.clock import utc_now
from zuoxi.outbox.models import Job
from zuoxi.telephony.models import AccessNumber, Trunk

LEAST_FREE = 2_000_000_000
LEAST_FREE_PERCENT = 10
WAITS_LONG = dt.timedelta(minutes=15)
LATELY = dt.timedelta(days=1)
UNSYNCHRONISED = 5
"""What Linux answers (`adjtimex`) when nobody keeps the clock's time."""


@dataclass(frozen=True)
class Check:
    """One thing that is looked at."""

    zh: str
    en: str
    look: Callable[[], Finding | None]


def database() -> Finding | None:
    """It answers, and has the tables of this release."""
    try:
        plan = MigrationExecutor(connection).loader
        waiting = set(plan.disk_migrations) - set(plan.applied_migrations)
    except Error as trouble:
        return Finding(
            "database",
            f"数据库没有回答：{trouble}。请检查 ZUOXI_DATABASE_URL 和数据库服务。",
            f"The database does not answer: {trouble}. Look at ZUOXI_DATABASE_URL and the server.",
        )
    if not waiting:
        return None
    return Finding(
        "tables",
        f"数据库结构不是这个版本的（缺 {len(waiting)} 步）。请停止后重新运行 ./start。",
        f"The database's tables are not of this release ({len(waiting)} steps lack). "
        "Stop, and run ./start again.",
    )


def disk() -> Finding | None:
    """There is room where the house keeps its data."""
    return room(settings.ZUOXI_HOME)


def room(folder: Path) -> Finding | None:
    """Whether a folder's disk has room."""
    total, _, free = shutil.disk_usage(folder)
    if free >= LEAST_FREE and free * 100 >= total * LEAST_FREE_PERCENT:
        return None
    return Finding(
        "room",
        f"{folder} 所在磁盘只剩 {free / 1e9:.1f} GB（{free * 100 // total}%）。请腾出空间，或把录音移到 S3"
        "（ZUOXI_RECORDINGS_IN=s3），或设置保存期限。",
        f"The disk of {folder} has {free / 1e9:.1f} GB ({free * 100 // total} %) left. Make room, move "
        "recordings into S3 (ZUOXI_RECORDINGS_IN=s3), or set how long they are kept.",
    )


def clock() -> Finding | None:
    """Somebody keeps this machine's time."""
    if _clock_state() != UNSYNCHRONISED:
        return None
    return Finding(
        "clock",
        "这台机器的时钟没有校时。请启用 NTP（例如 systemctl enable --now systemd-timesyncd）。",
        "Nobody keeps this machine's time. Switch NTP on (such as systemctl enable --now systemd-timesyncd).",
    )


def _clock_state() -> int:
    """As Linux says it; -1 where it cannot be asked."""
    try:
        return int(ctypes.CDLL(None, use_errno=True).adjtimex(ctypes.create_string_buffer(512)))
    except (AttributeError, OSError):
        return -1


def trunks() -> Finding | None:
    """Calls can come in and go out: there is a trunk, and a number on it."""
    if not Trunk.objects.filter(hidden_at__isnull=True).exists():
        return Finding(
            "trunks",
            "还没有中继：打不进来也打不出去。请在“话务设置 → 中继”里新增。",
            "There is no trunk: nobody can call in or out. Add one under Telephony → Trunks.",
        )
    if AccessNumber.objects.filter(hidden_at__isnull=True).exists():
        return None
    return Finding(
        "numbers",
        "还没有接入号：客户打不进来。请在“话务设置 → 接入号”里新增。",
        "There is no access number: customers cannot call in. Add one under Telephony → Access numbers.",
    )


def jobs() -> Finding | None:
    """Jobs are done when they are due."""
    now = utc_now()
    waiting = Job.objects.filter(state=Job.State.WAITING, due_at__lt=now - WAITS_LONG).count()
    if not waiting:
        return None
    return Finding(
        "jobs",
        f"有 {waiting} 个后台任务到期 15 分钟以上还没有做。请看 log/jobs.log，jobs 进程是否在运行。",
        f"{waiting} jobs have been due for more than 15 minutes. "
        "Look at log/jobs.log: does the jobs process run?",
    )


def failed_jobs() -> Finding | None:
    """No job was given up."""
    failed = Job.objects.filter(state=Job.State.FAILED, ended_at__gte=utc_now() - LATELY)
    if not (count := failed.count()):
        return None
    kinds = ", ".join(sorted(set(failed.order_by().values_list("kind", flat=True))))
    return Finding(
        "failed_jobs",
        f"过去一天有 {count} 个后台任务失败（{kinds}）。原因见“后台任务”页面和 log/jobs.log。",
        f"{count} jobs failed within the last day ({kinds}). The jobs page and log/jobs.log say why.",
    )


CHECKS: tuple[Check, ...] = (
    Check("数据库", "Database", database),
    Check("磁盘", "Disk", disk),
    Check("时钟", "Clock", clock),
    Check("中继和接入号", "Trunks and numbers", trunks),
    Check("后台任务按时进行", "Jobs on time", jobs),
    Check("后台任务没有失败", "No failed jobs", failed_jobs),
)


def looked(check: Check) -> Finding | None:
    """What a check finds; one that breaks is a finding too."""
    try:
        return check.look()
    except (Error, OSError) as trouble:
        return Finding(
            "not_looked",
            f"无法检查：{trouble}。请先解决上面的问题。",
            f"It could not be looked at: {trouble}. Mend what is said above first.",
        )
