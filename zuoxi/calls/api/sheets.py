"""Calls and calls owed as workbooks."""

from collections.abc import Sequence

from zuoxi.calls.api.callbacks import SORTABLE as CALLBACKS_SORTABLE
from zuoxi.calls.api.callbacks import CallbackQuery, wanted_callbacks
from zuoxi.calls.api.calls import SORTABLE, CallQuery, wanted_calls
from zuoxi.calls.api.words import (
    BY_THE_HOUSE,
    CLOSED,
    DIRECTIONS,
    ENDED_BY,
    OUTCOMES,
    OWED,
    hindered_said,
)
from zuoxi.calls.models import Call, CallbackTask
from zuoxi.calls.rules import spoken_ms, waited_ms
from zuoxi.calls.selectors.calling_back import by_the_house
from zuoxi.calls.selectors.calls import with_row_parts
from zuoxi.calls.selectors.dispositions import named_results
from zuoxi.calls.selectors.numbers import number_of_call, number_of_callback
from zuoxi.contacts.selectors.customers import names_by_number
from zuoxi.kernel.phone import home_region
from zuoxi.organisation.sheets import Column, Reader, Sheet


def _learn_calls(reader: Reader, rows: Sequence[Call]) -> None:
    reader.known["names"] = names_by_number(reader.who, {row.customer_number for row in rows})
    reader.known["results"] = named_results(reader.who.tenant_id)


def _learn_callbacks(reader: Reader, rows: Sequence[CallbackTask]) -> None:
    reader.known["names"] = names_by_number(reader.who, {row.number for row in rows})


def _customer(number: str, reader: Reader) -> str:
    return str(reader.known["names"].get(number, ""))


def _region(number: str, reader: Reader) -> str:
    return home_region(number)["en" if reader.english else "zh"]


def _score(row: Call) -> int | str:
    """The latest score; empty: nobody was asked, or there was no answer."""
    return next((one.score for one in reversed(row.ratings.all()) if one.score is not None), "")


def _hindered(row: CallbackTask, reader: Reader) -> str:
    said = hindered_said(row.hindered)
    return said[reader.english] if said else ""


CALLS = Sheet[Call](
    name="calls",
    title=("通话", "Calls"),
    query=CallQuery,
    rows=wanted_calls,
    whole=with_row_parts,
    learn=_learn_calls,
    sortable=SORTABLE,
    default="-started_at",
    columns=(
        Column(("开始时间", "Started"), 19, lambda row, by: by.time(row.started_at)),
        Column(("方向", "Direction"), 9, lambda row, by: by.word(DIRECTIONS, row.direction)),
        Column(("客户", "Customer"), 14, lambda row, by: _customer(row.customer_number, by)),
        Column(("号码", "Number"), 16, lambda row, by: number_of_call(by.who, row, by.actor.now)),
        Column(("归属地", "Region"), 14, lambda row, by: _region(row.customer_number, by)),
        Column(("业务线", "Service line"), 16, lambda row, by: by.name(row.service_line)),
        Column(("队列", "Queue"), 16, lambda row, by: by.name(row.queue)),
        Column(("坐席员", "Agent"), 12, lambda row, by: row.person.name if row.person else ""),
        Column(("工号", "Agent number"), 10, lambda row, by: row.person.number if row.person else ""),
        Column(("被叫同事", "Colleague"), 12, lambda row, by: row.colleague.name if row.colleague else ""),
        Column(("接通状态", "Outcome"), 12, lambda row, by: by.word(OUTCOMES, row.outcome)),
        Column(("挂机方", "Ended by"), 10, lambda row, by: by.word(ENDED_BY, row.ended_by)),
        Column(
            ("小结", "Result"),
            16,
            lambda row, by: by.name(by.known["results"].get(row.disposition)),
        ),
        Column(("评分", "Rating"), 8, lambda row, by: _score(row)),
        Column(("等待（秒）", "Waited (s)"), 10, lambda row, by: waited_ms(row.queue_ms, row.ring_ms) / 1000),
        Column(("通话（秒）", "Talk (s)"), 10, lambda row, by: spoken_ms(row.talk_ms, row.hold_ms) / 1000),
        Column(("其中保持（秒）", "Of it on hold (s)"), 10, lambda row, by: row.hold_ms / 1000),
        Column(("话后（秒）", "Wrap-up (s)"), 10, lambda row, by: row.wrap_up_ms / 1000),
        Column(("结束时间", "Ended"), 19, lambda row, by: by.time(row.ended_at)),
    ),
)

CALLBACKS = Sheet[CallbackTask](
    name="callbacks",
    title=("回拨", "Callbacks"),
    query=CallbackQuery,
    rows=wanted_callbacks,
    learn=_learn_callbacks,
    sortable=CALLBACKS_SORTABLE,
    default="first_at",
    columns=(
        Column(("最早来电", "First call"), 19, lambda row, by: by.time(row.first_at)),
        Column(("最近来电", "Last call"), 19, lambda row, by: by.time(row.last_at)),
        Column(("来电次数", "Calls"), 10, lambda row, by: row.calls),
        Column(("客户", "Customer"), 14, lambda row, by: _customer(row.number, by)),
        Column(("号码", "Number"), 16, lambda row, by: number_of_callback(by.who, row, by.actor.now)),
        Column(("归属地", "Region"), 14, lambda row, by: _region(row.number, by)),
        Column(("业务线", "Service line"), 16, lambda row, by: by.name(row.service_line)),
        Column(("队列", "Queue"), 16, lambda row, by: by.name(row.queue)),
        Column(("原因", "Reason"), 14, lambda row, by: by.word(OWED, row.reason)),
        Column(("最长等待（秒）", "Longest wait (s)"), 12, lambda row, by: row.waited_ms / 1000),
        Column(("由谁回拨", "Called by"), 16, lambda row, by: by.word(BY_THE_HOUSE, by_the_house(row))),
        Column(("自动回呼次数", "Automatic tries"), 10, lambda row, by: row.tries),
        Column(("自动回呼情况", "What hindered it"), 24, lambda row, by: _hindered(row, by)),
        Column(("处理人", "Taken by"), 12, lambda row, by: row.claimed_by.name if row.claimed_by else ""),
        Column(("结果", "Result"), 14, lambda row, by: by.word(CLOSED, row.result)),
        Column(("关闭时间", "Closed"), 19, lambda row, by: by.time(row.closed_at)),
    ),
)

SHEETS = (CALLS, CALLBACKS)
