"""A supposed day as a workbook: what was supposed, what came of it, and each half hour."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter

from zuoxi.measures.registry import measures
from zuoxi.organisation.errors import Sentence
from zuoxi.organisation.sheets import Reader
from zuoxi.simulator.whatif.plan import SLOT_S
from zuoxi.simulator.whatif.planned import Asked, Found
from zuoxi.simulator.whatif.told import OF_A_HALF_HOUR, WHOLE, told

PLANNED: Sentence = ("按计划", "As planned")
FEWER: Sentence = ("少 {n} 名", "{n} fewer")
MORE: Sentence = ("多 {n} 名", "{n} more")
SHEETS: dict[str, Sentence] = {
    "figures": ("结果", "Figures"),
    "half_hours": ("半小时", "Half hours"),
    "queues": ("队列", "Queues"),
    "teams": ("班组", "Teams"),
}
HEADS: dict[str, Sentence] = {
    "figure": ("指标", "Figure"),
    "staffing": ("人力", "Staffing"),
    "time": ("时间", "Time"),
    "calls": ("每天来电", "Calls a day"),
    "wait": ("平均等待（秒）", "Mean wait (s)"),
    "longest": ("最长等待（秒）", "Longest wait (s)"),
    "agents": ("坐席员", "Agents"),
    "half_width": ("服务水平的 95% 区间（±）", "95 % interval of the service level (±)"),
    "name": ("名称", "Name"),
    "talk": ("平均通话（秒）", "Mean talk (s)"),
    "patience": ("平均耐心（秒）", "Mean patience (s)"),
    "wrap_up": ("话后处理（秒）", "Wrap-up (s)"),
    "timeout": ("排队超时（秒）", "Queue time-out (s)"),
    "level": ("技能级别", "Level"),
    "shift": ("班次", "Shift"),
}


def written(reader: Reader, name: str, asked: Asked, found: Found) -> bytes:
    """The file, in the reader's language."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"constant_memory": True, "strings_to_formulas": False})
    head = book.add_format({"bold": True})

    def sheet(title: str, rows: Iterable[Sequence[Any]]) -> None:
        page = book.add_worksheet(reader.pick(SHEETS[title]))
        page.set_column(0, 0, 28)
        page.set_column(1, 20, 18)
        for number, row in enumerate(rows):
            page.write_row(number, 0, row, head if number == 0 else None)
        page.freeze_panes(1, 0)

    staffings = told(found)
    sheet("figures", _figures(reader, name, staffings))
    sheet("half_hours", _half_hours(reader, staffings))
    sheet("queues", _queues(reader, asked))
    sheet("teams", _teams(reader, asked))
    book.close()
    return target.getvalue()


def _figures(reader: Reader, name: str, staffings: list[dict[str, Any]]) -> Iterable[Sequence[Any]]:
    yield [name, *(_named(reader, one["more"]) for one in staffings)]
    yield [_head(reader, "agents"), *(one["agents"] for one in staffings)]
    yield [_head(reader, "calls"), *(round(one["calls_a_day"], 1) for one in staffings)]
    for place, code in enumerate(WHOLE):
        yield [_measure(reader, code), *(_value(one["figures"][place].value) for one in staffings)]
    yield [_head(reader, "half_width"), *(_value(one["half_width"]) for one in staffings)]
    yield [_head(reader, "wait"), *(_seconds(one["mean_wait_ms"]) for one in staffings)]
    yield [_head(reader, "longest"), *(_seconds(one["longest_ms"]) for one in staffings)]


def _half_hours(reader: Reader, staffings: list[dict[str, Any]]) -> Iterable[Sequence[Any]]:
    yield [
        *(_head(reader, key) for key in ("time", "staffing", "calls", "wait")),
        *(_measure(reader, code) for code in OF_A_HALF_HOUR),
    ]
    for one in staffings:
        for slot, some in enumerate(one["half_hours"]):
            if not some["calls_a_day"]:
                continue
            values = [_value(figure.value) for figure in some["figures"]]
            wait = _seconds(some["mean_wait_ms"])
            yield [
                clock(slot),
                _named(reader, one["more"]),
                round(some["calls_a_day"], 2),
                wait,
                *values,
            ]


def _queues(reader: Reader, asked: Asked) -> Iterable[Sequence[Any]]:
    yield [_head(reader, key) for key in ("name", "talk", "patience", "wrap_up", "timeout")]
    for queue in asked.plan.queues:
        yield [queue.name, queue.talk_s, queue.patience_s, queue.wrap_up_s, queue.timeout_s]


def _teams(reader: Reader, asked: Asked) -> Iterable[Sequence[Any]]:
    yield [_head(reader, key) for key in ("name", "agents", "level", "shift")]
    for team in asked.plan.teams:
        goes = asked.plan.slots if team.goes is None else team.goes
        yield [team.name, team.agents, team.level, f"{clock(team.comes)}–{clock(goes)}"]


def clock(slot: int) -> str:
    """When a half hour of the day begins."""
    minutes = slot * SLOT_S // 60
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _named(reader: Reader, more: int) -> str:
    if not more:
        return reader.pick(PLANNED)
    return reader.pick(FEWER if more < 0 else MORE).format(n=abs(more))


def _head(reader: Reader, key: str) -> str:
    return reader.pick(HEADS[key])


def _measure(reader: Reader, code: str) -> str:
    measure = measures()[code]
    unit = {"ms": ("（毫秒）", " (ms)"), "share": ("", ""), "count": ("", "")}[measure.unit]
    return reader.pick(measure.names) + reader.pick(unit)


def _value(value: float | None) -> float | str:
    return "" if value is None else round(value, 5)


def _seconds(ms: float | None) -> float | str:
    return "" if ms is None else round(ms / 1000, 1)
