"""What is kept, for how long, and when the house tidies.

ZUOXI_ARCHIVE_AFTER_MONTHS  facts of months that ended so long ago go into the archive (12; 0: never)
ZUOXI_ENCODE_AFTER_DAYS  recordings of so long ago are made small, as Ogg/Opus (30; 0: never)
ZUOXI_SPOOL_QUOTA_MB    what recordings that are not stored yet may take (20000), …
ZUOXI_SPOOL_DISK_PERCENT  … and of their disk (50): beyond the smaller one new conversations are not recorded
ZUOXI_NIGHT  when the bulk of that is done: hours and their time zone ("01:00-05:00 Asia/Shanghai")
"""

import re
from collections.abc import Mapping
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from zuoxi.assembly.environ import whole_number
from zuoxi.assembly.terminal import Trouble
from zuoxi.kernel.calendars import DAY_MINUTES, OpeningHours, Span
from zuoxi.kernel.record import Record
from zuoxi.live.spool import Quota

MB = 1_000_000
NIGHT = "01:00-05:00 Asia/Shanghai"
_HOURS = re.compile(r"(\d\d):(\d\d)-(\d\d):(\d\d)(?: (\S+))?")


class Keeping(Record):
    """How long what is kept."""

    archive_after_months: int
    encode_after_days: int
    night: OpeningHours
    spool: Quota


def keeping(environ: Mapping[str, str]) -> Keeping:
    """What the environment says; raises `Trouble` with the name of what makes no sense."""
    months = whole_number(environ, "ZUOXI_ARCHIVE_AFTER_MONTHS", 12, least=0)
    usual = Quota()
    reserve = whole_number(environ, "ZUOXI_JOURNAL_RESERVE_MB", usual.free_bytes // 2 // MB)
    return Keeping(
        archive_after_months=months,
        encode_after_days=whole_number(environ, "ZUOXI_ENCODE_AFTER_DAYS", 30, least=0),
        night=night(environ.get("ZUOXI_NIGHT") or NIGHT),
        spool=Quota(
            most_bytes=whole_number(environ, "ZUOXI_SPOOL_QUOTA_MB", usual.most_bytes // MB) * MB,
            disk_percent=whole_number(environ, "ZUOXI_SPOOL_DISK_PERCENT", usual.disk_percent),
            free_bytes=2 * reserve * MB,
        ),
    )


def night(told: str) -> OpeningHours:
    """`HH:MM-HH:MM` and a time zone (default: Asia/Shanghai) as the same hours of every day."""
    found = _HOURS.fullmatch(told.strip())
    zone = (found and found[5]) or "Asia/Shanghai"
    try:
        ZoneInfo(zone)
        if found is None:
            raise ValueError(told)
        start, end = (int(found[n]) * 60 + int(found[n + 1]) for n in (1, 3))
        if start >= DAY_MINUTES or end > DAY_MINUTES:
            raise ValueError(told)
    except (ValueError, ZoneInfoNotFoundError):
        raise Trouble(
            f"ZUOXI_NIGHT 应形如 {NIGHT!r}，现在是 {told!r}。",
            f"ZUOXI_NIGHT must look like {NIGHT!r}; it is {told!r}.",
        ) from None
    span = Span(start=start, end=end if end > start else end + DAY_MINUTES)
    return OpeningHours(timezone=zone, weekly=((span,),) * 7)
