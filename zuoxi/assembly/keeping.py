"""What is kept, for how long, and when the house tidies.

ZUOXI_ARCHIVE_AFTER_MONTHS  facts of months that ended so long ago go into the archive (12; 0: never)
ZUOXI_ENCODE_AFTER_DAYS  recordings of so long ago are made small, as Ogg/Opus (30; 0: never)
ZUOXI_SPOOL_QUOTA_MB    what recordings that are not stored yet may take (20000), …
ZUOXI_SPOOL_DISK_PERCENT  … and of their disk (50): beyond the smaller one new conversations are not recorded
ZUOXI_RECORDINGS_IN     where recordings lie in the end: local (a folder of this machine) or s3 (local)
ZUOXI_MOVE_AFTER_DAYS   recordings of so long ago are moved there (1; 0: as soon as they are checked)
ZUOXI_S3_BUCKET         and ZUOXI_S3_ENDPOINT (empty: Amazon's own), ZUOXI_S3_REGION, ZUOXI_S3_PREFIX,
                        ZUOXI_S3_ACCESS_KEY, ZUOXI_S3_SECRET_KEY (empty: as the machine's role says)
ZUOXI_HANDOVER_FOLDER   where a second medium is mounted, to which recordings are handed over each month
ZUOXI_HANDOVER_S3_BUCKET  or a bucket for it, with _ENDPOINT, _REGION, _PREFIX, _ACCESS_KEY, _SECRET_KEY
ZUOXI_NIGHT  when the bulk of that is done: hours and their time zone ("01:00-05:00 Asia/Shanghai")
"""

import re
from collections.abc import Mapping
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from zuoxi.assembly.environ import whole_number
from zuoxi.assembly.terminal import Trouble
from zuoxi.calls.services.recordings.s3 import S3Place
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
    recordings_in: str
    move_after_days: int
    s3: S3Place | None
    hand_over_folder: Path | None
    hand_over_s3: S3Place | None
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
        recordings_in=_recordings_in(environ),
        move_after_days=whole_number(environ, "ZUOXI_MOVE_AFTER_DAYS", 1, least=0),
        s3=_s3(environ, "ZUOXI_S3"),
        hand_over_folder=_folder(environ),
        hand_over_s3=_second_s3(environ),
        night=night(environ.get("ZUOXI_NIGHT") or NIGHT),
        spool=Quota(
            most_bytes=whole_number(environ, "ZUOXI_SPOOL_QUOTA_MB", usual.most_bytes // MB) * MB,
            disk_percent=whole_number(environ, "ZUOXI_SPOOL_DISK_PERCENT", usual.disk_percent),
            free_bytes=2 * reserve * MB,
        ),
    )


def _recordings_in(environ: Mapping[str, str]) -> str:
    told = environ.get("ZUOXI_RECORDINGS_IN") or "local"
    if told not in ("local", "s3"):
        raise Trouble(
            f"ZUOXI_RECORDINGS_IN 只能是 local 或 s3，现在是 {told!r}。",
            f"ZUOXI_RECORDINGS_IN is local or s3; it is {told!r}.",
        )
    if told == "s3" and not environ.get("ZUOXI_S3_BUCKET"):
        raise Trouble(
            "ZUOXI_RECORDINGS_IN 是 s3，但没有设置 ZUOXI_S3_BUCKET（存储桶名）。",
            "ZUOXI_RECORDINGS_IN is s3, but ZUOXI_S3_BUCKET (the bucket's name) is not set.",
        )
    return told


def _s3(environ: Mapping[str, str], name: str) -> S3Place | None:
    if not (bucket := environ.get(f"{name}_BUCKET", "")):
        return None
    return S3Place(
        bucket=bucket,
        endpoint=environ.get(f"{name}_ENDPOINT", ""),
        region=environ.get(f"{name}_REGION") or "us-east-1",
        prefix=environ.get(f"{name}_PREFIX", ""),
        access_key=environ.get(f"{name}_ACCESS_KEY", ""),
        secret_key=environ.get(f"{name}_SECRET_KEY", ""),
    )


def _second_s3(environ: Mapping[str, str]) -> S3Place | None:
    first, second = _s3(environ, "ZUOXI_S3"), _s3(environ, "ZUOXI_HANDOVER_S3")
    if first and second and (first.endpoint, first.bucket) == (second.endpoint, second.bucket):
        raise Trouble(
            "ZUOXI_HANDOVER_S3_BUCKET 与存放录音的 ZUOXI_S3_BUCKET 是同一个桶：移交要用另一个介质。",
            "ZUOXI_HANDOVER_S3_BUCKET is the bucket in which recordings lie (ZUOXI_S3_BUCKET): "
            "a hand-over needs another medium.",
        )
    return second


def _folder(environ: Mapping[str, str]) -> Path | None:
    if not (told := environ.get("ZUOXI_HANDOVER_FOLDER", "")):
        return None
    if not Path(told).is_absolute():
        raise Trouble(
            f"ZUOXI_HANDOVER_FOLDER 要写完整路径，现在是 {told!r}。",
            f"ZUOXI_HANDOVER_FOLDER is a whole path, from /; it is {told!r}.",
        )
    return Path(told)


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
