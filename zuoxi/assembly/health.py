"""How the house is, in words that say what to do: one row per question about live's answer to a ping."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from zuoxi.assembly.long_writes import LongWrite
from zuoxi.kernel.clock import to_ms
from zuoxi.outbox.channel.messages import Pong

CLOCKS_APART_MS = 1_000
"""A difference between two clocks of the house that an administrator has to know of."""

TOO_LONG_MS = 1_000
"""A write of this length: a permit to dial, which lives two seconds, has hardly time left."""


SOON_MS = 30 * 86_400_000
"""A certificate that ends within this span has to be renewed."""


@dataclass(frozen=True)
class Finding:
    """What is not as it should be."""

    code: str
    zh: str
    en: str


Question = Callable[[Pong, int], Finding | None]


def switches(pong: Pong, wall: int) -> Finding | None:
    """Every switch node can be commanded."""
    away = ", ".join(sorted(node for node, there in pong.switch.items() if not there))
    if not away:
        return None
    return Finding(
        "switch",
        f"交换机 {away} 现在无法指挥：新来电排不了队，正在进行的通话不受影响。"
        "请查看 log/live.log 和交换机日志。",
        f"Switch {away} cannot be commanded: calls that are up go on, new ones are not served. "
        "Look at log/live.log and the switch's own log.",
    )


def database(pong: Pong, wall: int) -> Finding | None:
    """Facts reach the database."""
    if pong.database:
        return None
    return Finding(
        "database",
        "话务事实暂时写不进数据库（不会丢，恢复后自动补写）。请检查数据库和 recorder 进程。",
        "Facts do not reach the database; none is lost, they follow by themselves. "
        "Look at the database and at the recorder.",
    )


def breaks(pong: Pong, wall: int) -> Finding | None:
    """No step of the floor has broken."""
    if not pong.breaks:
        return None
    return Finding(
        "breaks",
        f"话务进程有 {pong.breaks} 步处理出错，最近一次：{pong.broke}。"
        "相关通话已道歉释放；请把 log/live.log 交给开发方。",
        f"{pong.breaks} steps of the floor broke, the last: {pong.broke}. "
        "The calls concerned were released with an apology; give log/live.log to the developers.",
    )


def clocks(pong: Pong, wall: int) -> Finding | None:
    """This machine and the telephone process show the same time."""
    apart = pong.wall - wall
    if not pong.wall or abs(apart) <= CLOCKS_APART_MS:
        return None
    return Finding(
        "clocks",
        f"话务进程的时间与这台机器相差 {apart / 1000:.1f} 秒。请在每台机器上启用 NTP 校时。",
        f"The telephone process's time is {apart / 1000:.1f} s off this machine's. "
        "Keep every machine's time by NTP.",
    )


def clock_steps(pong: Pong, wall: int) -> Finding | None:
    """The telephone machine's clock has not been set while people worked."""
    if abs(pong.clock_moved) <= CLOCKS_APART_MS:
        return None
    return Finding(
        "clock_moved",
        f"话务机器的时钟被调整了 {pong.clock_moved / 1000:+.1f} 秒；通话和时限不受影响，"
        "此前记录的时刻按旧时钟。请启用 NTP 平滑校时。",
        f"The telephone machine's clock was set by {pong.clock_moved / 1000:+.1f} s. "
        "Calls and deadlines go on; moments recorded before are the old clock's. Let NTP slew it.",
    )


DISK = {
    "full": (
        "日志盘写不进去：现场暂停处理，通话不断，新来电在等。请立即腾出空间或检查磁盘。",
        "The journal cannot be written: the floor stands still, conversations go on, new calls wait. "
        "Free space or look at the disk now.",
    ),
    "low": (
        "磁盘已满，正在使用预留空间。请尽快腾出空间（见 ZUOXI_HOME 所在磁盘）。",
        "The disk is full and the journal works in its reserve. Free space soon (the disk of ZUOXI_HOME).",
    ),
    "unsynced": (
        "日志无法落盘：断电会丢失最近的处理。请检查磁盘。",
        "The journal cannot be forced to the disk: a loss of power would cost the latest steps. "
        "Look at the disk.",
    ),
}
"""State of the journal's disk -> what is said."""


def disk(pong: Pong, wall: int) -> Finding | None:
    """The journal can be written, and has room left."""
    if pong.disk not in DISK:
        return None
    return Finding("disk", *DISK[pong.disk])


def unread(pong: Pong, wall: int) -> Finding | None:
    """All that an earlier process left could be read."""
    if not pong.unread:
        return None
    return Finding(
        "unread",
        f"话务进程启动时有 {pong.unread} 处日志读不出来；其余照常，缺的由交换机盘点补上。"
        "请查看 log/live.log 中的 recover.not_read。",
        f"{pong.unread} lines or rows could not be read when the telephone process started; "
        "the rest goes on, the switch's inventory shows what is missing. "
        "See recover.not_read in log/live.log.",
    )


def unsaid(pong: Pong, wall: int) -> Finding | None:
    """The telephone process can write its log."""
    if not pong.unsaid:
        return None
    return Finding(
        "unsaid",
        f"话务进程有 {pong.unsaid} 行日志写不进去（通话不受影响）。请检查 log/ 所在磁盘。",
        f"{pong.unsaid} lines of the telephone process's log could not be written; calls go on. "
        "Look at the disk of log/.",
    )


def loaded(pong: Pong, wall: int) -> Finding | None:
    """The switches have loaded the newest devices, passwords and trunks."""
    if pong.loaded:
        return None
    return Finding(
        "loaded",
        "交换机还没有载入最新的话机、密码和中继：已收回的密码可能仍然有效。系统会不断重试；"
        "若持续如此，请查看 log/live.log 中的 provision.failed。",
        "A switch has not loaded the newest devices, passwords and trunks: a withdrawn password may still be "
        "valid. It is tried again and again; if it stays so, see provision.failed in log/live.log.",
    )


def guesses(pong: Pong, wall: int) -> Finding | None:
    """Nobody guesses at the passwords of devices."""
    if not pong.shut_out:
        return None
    return Finding(
        "guesses",
        f"有 {pong.shut_out} 个地址在猜话机密码，暂时被挡在门外。地址见审计记录或 log/live.log 中的 "
        "guesses.shut_out；若是自己的话机，请核对它的密码。",
        f"{pong.shut_out} addresses guessed at devices' passwords and are shut out for a while. See the "
        "audit trail, or guesses.shut_out in log/live.log, for which; if one is a phone of yours, check "
        "its password.",
    )


ARCHIVE = {
    "altered": (
        "话务事实归档有缺卷或与校验值不符的卷。请运行 python -m zuoxi archive --check 查看，"
        "并从备份恢复 recordings/store/facts。",
        "A volume of the archive of facts is gone or does not match its checksum. "
        "See python -m zuoxi archive --check; bring recordings/store/facts back from a backup.",
    ),
    "behind": (
        "到期的话务事实一周以上没有移入归档。请看 log/jobs.log，或在空闲时运行 python -m zuoxi archive。",
        "Facts have been due for the archive for more than a week. See log/jobs.log, or run "
        "python -m zuoxi archive when there is little to do.",
    ),
}
"""State of the archive -> what is said."""


def archive(pong: Pong, wall: int) -> Finding | None:
    """Facts of long ago are in the archive, and it is whole."""
    if pong.archive not in ARCHIVE:
        return None
    return Finding("archive", *ARCHIVE[pong.archive])


def stores(pong: Pong, wall: int) -> Finding | None:
    """Every store of recordings answers."""
    if not pong.stores_away:
        return None
    return Finding(
        "store",
        f"录音存储 {pong.stores_away} 连接不上：那里的录音暂时听不了，也没有丢失；新录音照常。"
        "请检查网络、桶和密钥（ZUOXI_S3_…），原因见 log/jobs.log。",
        f"The store of recordings {pong.stores_away} does not answer: what lies there cannot be heard for "
        "now, nothing is lost, and recording goes on. Look at the network, the bucket and its keys "
        "(ZUOXI_S3_…); log/jobs.log says why.",
    )


def recordings(pong: Pong, wall: int) -> Finding | None:
    """No recording is missing or altered without somebody knowing."""
    if not pong.lost:
        return None
    return Finding(
        "recordings",
        f"有 {pong.lost} 段录音丢失或被改动。请在“通话”中按录音“丢失”“被改动”查看，从备份恢复文件；"
        "在现场的告警里确认后不再提示。",
        f"{pong.lost} recordings are missing or altered. See them among the calls (recording: missing, "
        "altered) and bring the files back from a backup; once seen among the floor's alarms this is not "
        "said again.",
    )


SPOOL = {
    "full": (
        "录音暂存区已满（{mb:,} MB）：新的通话照常进行，但不录音。请查看 log/jobs.log（录音为何没有入库）"
        "和 ZUOXI_HOME 所在磁盘；腾出空间后自动恢复录音。",
        "The spool of recordings is full ({mb:,} MB): new conversations go on unrecorded. See log/jobs.log "
        "(why recordings are not stored) and the disk of ZUOXI_HOME; once there is room it records again.",
    ),
    "filling": (
        "录音暂存区快满了（{mb:,} MB）。请查看 log/jobs.log：录音为何没有及时入库。",
        "The spool of recordings is filling ({mb:,} MB). See log/jobs.log: why are recordings not stored?",
    ),
}
"""State of the spool -> what is said."""


def spool(pong: Pong, wall: int) -> Finding | None:
    """There is room to record."""
    if pong.spool not in SPOOL:
        return None
    zh, en = (text.format(mb=pong.spool_bytes // 1_000_000) for text in SPOOL[pong.spool])
    return Finding("spool", zh, en)


QUESTIONS: tuple[Question, ...] = (
    switches,
    loaded,
    guesses,
    database,
    breaks,
    disk,
    unread,
    unsaid,
    spool,
    stores,
    recordings,
    archive,
    clocks,
    clock_steps,
)


def certificate(end: dt.datetime | None, wall: int) -> Finding | None:
    """The certificate of a published house is good for a while yet. `end`: until when; None: not readable."""
    if end is None:
        return Finding(
            "certificate",
            "网页用的证书读不出来：其他电脑打不开页面。请重新运行 zuoxi publish 主机名，再重启。",
            "The certificate of the pages cannot be read: other PCs have none. Run zuoxi publish HOST again, "
            "then start anew.",
        )
    if to_ms(end) - wall > SOON_MS:
        return None
    return Finding(
        "certificate",
        f"网页用的证书有效期至 {end:%Y-%m-%d}，过期后其他电脑打不开页面。请重新运行 zuoxi publish 主机名"
        "（自备的证书先续期），再重启。",
        f"The certificate of the pages is good until {end:%Y-%m-%d}; then other PCs have none. Run zuoxi "
        "publish HOST again (with a certificate of your own, renew it first), then start anew.",
    )


NOBODY = Finding(
    "live",
    "话务进程没有回答。请运行 ./start，并查看 log/live.log。",
    "The telephone process does not answer. Run ./start and look at log/live.log.",
)


def findings(pong: Pong | None, wall: int, longest: LongWrite | None = None) -> tuple[Finding, ...]:
    """All that is not as it should be (nothing: all is well). `wall` is this machine's clock (ms), `longest`
    the longest write of the day."""
    if pong is None:
        return (NOBODY,)
    found = [*(question(pong, wall) for question in QUESTIONS), long_write(longest)]
    return tuple(one for one in found if one is not None)


def long_write(longest: LongWrite | None) -> Finding | None:
    """Nobody has kept others from writing for so long that a permit to dial could grow too old."""
    if longest is None or longest.ms < TOO_LONG_MS:
        return None
    return Finding(
        "long_write",
        f"过去一天最长的一次数据库写入占用 {longest.ms} 毫秒（{longest.process}：{longest.by}），"
        "其间别人无法写入，外呼可能被拒。若反复出现，请把 log/ 中的 database.long_write 交给开发方。",
        f"The longest write of the last day held the database for {longest.ms} ms "
        f"({longest.process}: {longest.by}); nobody else could write, calls out may have been refused. "
        "If it comes again, give database.long_write in log/ to the developers.",
    )


def trail(broken: int) -> Finding | None:
    """The audit trail is as it was written; `broken` places were not at the last look."""
    if not broken:
        return None
    return Finding(
        "trail",
        f"审计记录有 {broken} 处与写下时不一致。请勿改动数据库，在“审计”页查看详情并联系安全负责人。",
        f"{broken} places of the audit trail are not as they were written. Change nothing in the database, "
        "see the audit page and tell who is in charge of security.",
    )
