"""The audit trail as an Excel workbook, written row by row."""

import json
import tempfile
from collections.abc import Callable, Iterator, Mapping
from typing import IO, Any
from zoneinfo import ZoneInfo

import xlsxwriter
from django.db.models import Q, QuerySet

from zuoxi.organisation.actor import Actor
from zuoxi.organisation.models import AuditEvent
from zuoxi.organisation.selectors.people import tenant_timezone
from zuoxi.organisation.services import audit

MOST = 100_000
"""Rows of one workbook; the filters make smaller ones."""
AT_ONCE = 500
COLUMNS: tuple[tuple[str, str, int, Callable[[AuditEvent], str]], ...] = (
    ("人员", "Person", 16, lambda row: row.person_name),
    ("操作", "Action", 24, lambda row: row.action),
    ("对象类别", "Kind", 16, lambda row: row.subject_type),
    ("对象", "Subject", 24, lambda row: row.subject_name),
    ("原值", "Before", 40, lambda row: _said(row.before)),
    ("新值", "After", 40, lambda row: _said(row.after)),
    ("网络地址", "Address", 18, lambda row: row.address),
)
"""(Chinese, English, width, what it says); the moment comes before them."""


def workbook(actor: Actor, rows: QuerySet[AuditEvent], filters: Mapping[str, Any]) -> IO[bytes]:
    """The lines, the latest first, in the reader's language and his company's time; noted in the trail."""
    audit.note(actor, "audit.exported", after=json.loads(json.dumps(filters, default=str)))
    english = actor.who.language.startswith("en")
    zone = ZoneInfo(tenant_timezone(actor.who.tenant_id))
    file = tempfile.TemporaryFile()  # noqa: SIM115  (whoever sends it closes it)
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "in_memory": False,
    }
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet()
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        sheet.set_column(0, 0, 20)
        sheet.write_string(0, 0, "Time" if english else "时间")
        for column, (zh, en, width, _) in enumerate(COLUMNS, start=1):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, en if english else zh)
        for line, row in enumerate(_latest_first(rows), start=1):
            sheet.write_datetime(line, 0, row.at.astimezone(zone).replace(tzinfo=None), moment)
            for column, (_, _, _, said) in enumerate(COLUMNS, start=1):
                sheet.write_string(line, column, said(row))
    file.seek(0)
    return file


def _latest_first(rows: QuerySet[AuditEvent]) -> Iterator[AuditEvent]:
    """At most `MOST` lines, a page at a time.

    Each page is a question of its own: one long read would keep the database from tidying behind it.
    """
    ordered, before = rows.order_by("-at", "-id"), Q()
    for left in range(MOST, 0, -AT_ONCE):
        page = list(ordered.filter(before)[: min(AT_ONCE, left)])
        yield from page
        if len(page) < AT_ONCE:
            return
        last = page[-1]
        before = Q(at__lt=last.at) | Q(at=last.at, id__lt=last.id)


def _said(values: Mapping[str, Any] | None) -> str:
    return "; ".join(f"{name}: {value}" for name, value in (values or {}).items())[:32_000]
