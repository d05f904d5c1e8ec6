"""The list of calls as an Excel workbook, written row by row: many calls take no more memory than few."""

import datetime as dt
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import IO, Any
from zoneinfo import ZoneInfo

import xlsxwriter
from django.db.models import Q, QuerySet

from zuoxi.calls.models import Call
from zuoxi.calls.rules import spoken_ms, waited_ms
from zuoxi.calls.selectors.calls import with_row_parts
from zuoxi.calls.selectors.dispositions import named_results
from zuoxi.calls.selectors.numbers import number_of_call
from zuoxi.contacts.selectors.customers import names_by_number
from zuoxi.kernel.phone import home_region
from zuoxi.organisation.actor import Actor
from zuoxi.organisation.selectors.people import tenant_timezone
from zuoxi.organisation.services import audit

MOST = 100_000
"""Rows of one workbook; the filters make smaller ones."""
AT_ONCE = 500

Cell = str | float | dt.datetime | None
Column = tuple[str, str, int, Callable[[Call, "View"], Cell]]


class View:
    """For whom a workbook is written: what he may see, his language and his company's time."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self.language = "en" if actor.who.language.startswith("en") else "zh"
        self._results = named_results(actor.who.tenant_id)
        self._names: dict[str, str] = {}
        self._zone = ZoneInfo(tenant_timezone(actor.who.tenant_id))

    def time(self, moment: dt.datetime | None) -> dt.datetime | None:
        """A moment as a clock on the wall shows it."""
        return moment.astimezone(self._zone).replace(tzinfo=None) if moment else None

    def name(self, row: Any) -> str:
        """The name of a line or queue."""
        if row is None:
            return ""
        return str((row.name_en or row.name) if self.language == "en" else row.name)

    def result(self, code: str) -> str:
        """What came of a call, by the name that the agent chose."""
        return self.name(self._results.get(code)) if code else ""

    def customer(self, call: Call) -> str:
        """Whose number it is, as far as he may see customers."""
        return self._names.get(call.customer_number, "")

    def learn(self, calls: Sequence[Call]) -> None:
        """Look the customers of the next rows up, all at once."""
        self._names = names_by_number(self.actor.who, {call.customer_number for call in calls})

    def word(self, code: str) -> str:
        """A code as a word."""
        zh, en = WORDS.get(code, (code, code))
        return en if self.language == "en" else zh


WORDS = {
    "inbound": ("呼入", "Inbound"),
    "outbound": ("呼出", "Outbound"),
    "answered": ("已接通", "Answered"),
    "abandoned": ("客户放弃", "Abandoned"),
    "queue_timeout": ("排队超时", "Queue timeout"),
    "queue_full": ("队列已满", "Queue full"),
    "blacklisted": ("黑名单", "Blacklisted"),
    "not_in_service": ("未开通号码", "Not in service"),
    "closed": ("非服务时间", "Closed"),
    "busy": ("忙", "Busy"),
    "no_answer": ("无人接听", "No answer"),
    "unreachable": ("无法接通", "Unreachable"),
    "cancelled": ("已取消", "Cancelled"),
    "failed": ("失败", "Failed"),
    "switch_lost": ("交换机中断", "Switch lost"),
    "customer": ("客户", "Customer"),
    "agent": ("坐席", "Agent"),
    "system": ("系统", "System"),
    "switch": ("交换机", "Switch"),
}

COLUMNS: tuple[Column, ...] = (
    ("开始时间", "Started", 19, lambda call, view: view.time(call.started_at)),
    ("方向", "Direction", 9, lambda call, view: view.word(call.direction)),
    ("客户", "Customer", 14, lambda call, view: view.customer(call)),
    ("号码", "Number", 16, lambda call, view: number_of_call(view.actor.who, call, view.actor.now)),
    ("归属地", "Region", 14, lambda call, view: home_region(call.customer_number)[view.language]),
    ("业务线", "Service line", 16, lambda call, view: view.name(call.service_line)),
    ("队列", "Queue", 16, lambda call, view: view.name(call.queue)),
    ("坐席", "Agent", 12, lambda call, view: call.person.name if call.person else ""),
    ("工号", "Agent number", 10, lambda call, view: call.person.number if call.person else ""),
    ("接通状态", "Outcome", 12, lambda call, view: view.word(call.outcome)),
    ("挂机方", "Ended by", 10, lambda call, view: view.word(call.ended_by)),
    ("小结", "Result", 16, lambda call, view: view.result(call.disposition)),
    ("等待（秒）", "Waited (s)", 10, lambda call, view: waited_ms(call.queue_ms, call.ring_ms) / 1000),
    ("通话（秒）", "Talk (s)", 10, lambda call, view: spoken_ms(call.talk_ms, call.hold_ms) / 1000),
    ("其中保持（秒）", "Of it on hold (s)", 10, lambda call, view: call.hold_ms / 1000),
    ("话后（秒）", "Wrap-up (s)", 10, lambda call, view: call.wrap_up_ms / 1000),
    ("结束时间", "Ended", 19, lambda call, view: view.time(call.ended_at)),
)
"""(Chinese head, English head, width, what stands in the cell)."""


def workbook(actor: Actor, calls: QuerySet[Call], filters: Mapping[str, Any]) -> IO[bytes]:
    """Write the calls (at most `MOST`, the latest first) into a file that is gone once it is closed."""
    view = View(actor)
    target = tempfile.TemporaryFile()  # noqa: SIM115 (the response closes it)
    count = _write(target, view, calls)
    target.seek(0)
    told = {name: audit.plain(value) for name, value in filters.items()}
    audit.note(actor, "calls.exported", after={"rows": count, "filters": told})
    return target


def _write(target: IO[bytes], view: View, calls: QuerySet[Call]) -> int:
    book = xlsxwriter.Workbook(target, {"constant_memory": True, "strings_to_formulas": False})
    head = book.add_format({"bold": True, "bottom": 1})
    moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
    sheet = book.add_worksheet("Calls" if view.language == "en" else "通话")
    sheet.freeze_panes(1, 0)
    for column, (zh, en, width, _) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, en if view.language == "en" else zh, head)
    row = 0
    for call in _learned(view, with_row_parts(calls)):
        row += 1
        for column, (_, _, _, cell) in enumerate(COLUMNS):
            value = cell(call, view)
            if isinstance(value, dt.datetime):
                sheet.write_datetime(row, column, value, moment)
            elif isinstance(value, str):
                # never as a formula: a customer may be called "=1+1"
                sheet.write_string(row, column, value)
            elif value is not None:
                sheet.write_number(row, column, value)
    book.close()
    return row


def _learned(view: View, calls: QuerySet[Call]) -> Iterator[Call]:
    """The calls, the latest first, a page at a time, with the names of their customers.

    Each page is a question of its own: one long read would keep the write-ahead log from being emptied.
    """
    ordered, before = calls.order_by("-started_at", "-pk"), Q()
    for left in range(MOST, 0, -AT_ONCE):
        page = list(ordered.filter(before)[: min(AT_ONCE, left)])
        view.learn(page)
        yield from page
        if len(page) < AT_ONCE:
            return
        last = page[-1]
        before = Q(started_at__lt=last.started_at) | Q(started_at=last.started_at, pk__lt=last.pk)


def file_name(actor: Actor) -> str:
    """The name that the browser saves it under, in the person's language and his company's time."""
    view = View(actor)
    return f"{'Calls' if view.language == 'en' else '通话'} {view.time(actor.now):%Y-%m-%d %H.%M}.xlsx"
