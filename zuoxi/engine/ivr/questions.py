"""The questions of conditions: time, caller, data."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from msgspec.structs import replace

from zuoxi.engine.ivr import flow as f
from zuoxi.engine.ivr.record import Here, Ivr
from zuoxi.kernel.calendars import Span

_NUMBER: Final = re.compile(r"-?[0-9]{1,18}")


def holds(question: f.AnyQuestion, ivr: Ivr, here: Here) -> bool:
    """Whether the answer is yes."""
    return _HOLDS[type(question)](question, ivr, here)


def _time(question: f.TimeQuestion, ivr: Ivr, here: Here) -> bool:
    weekly = tuple(tuple(Span(start=start, end=end) for start, end in day) for day in question.weekly)
    if len(weekly) != 7:
        return False
    days = here.calendar.days if question.holidays else ()
    return replace(here.calendar, weekly=weekly, days=days).is_open(here.wall)


def _caller(question: f.CallerQuestion, ivr: Ivr, here: Here) -> bool:
    number = ivr.variables.get("caller", "")
    match question.what:
        case "vip":
            return ivr.vip
        case "returning":
            return bool(ivr.agent)
        case "withheld":
            return not number
        case "starts_with":
            return number.startswith(tuple(filter(None, question.prefixes)))


def _data(question: f.DataQuestion, ivr: Ivr, here: Here) -> bool:
    return _COMPARE[question.is_](ivr.variables.get(question.variable, ""), question.value)


def _numbers(value: str, other: str) -> tuple[int, int] | None:
    return (int(value), int(other)) if _NUMBER.fullmatch(value) and _NUMBER.fullmatch(other) else None


def _at_least(value: str, other: str) -> bool:
    pair = _numbers(value, other)
    return pair is not None and pair[0] >= pair[1]


def _at_most(value: str, other: str) -> bool:
    pair = _numbers(value, other)
    return pair is not None and pair[0] <= pair[1]


_COMPARE: Final[Mapping[str, Callable[[str, str], bool]]] = {
    "equal": lambda value, other: value == other,
    "one_of": lambda value, other: value in [one.strip() for one in other.split(",")],
    "starts_with": lambda value, other: value.startswith(other),
    "at_least": _at_least,
    "at_most": _at_most,
    "set": lambda value, other: bool(value),
}
_HOLDS: Final[Mapping[type[Any], Callable[[Any, Ivr, Here], bool]]] = {
    f.TimeQuestion: _time,
    f.CallerQuestion: _caller,
    f.DataQuestion: _data,
}
