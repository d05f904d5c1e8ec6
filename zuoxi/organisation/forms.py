"""The base of every form that comes in, and the kinds of fields that many forms have."""

import datetime as dt
from typing import Annotated, Any

from ninja import Schema
from pydantic import AwareDatetime, ConfigDict, Field

Name = Annotated[str, Field(min_length=1, max_length=100)]
OptionalName = Annotated[str, Field(max_length=100)]
Milliseconds = Annotated[int, Field(ge=0, le=86_400_000)]
Moment = Annotated[
    AwareDatetime,
    Field(ge=dt.datetime(1970, 1, 2, tzinfo=dt.UTC), lt=dt.datetime(2200, 1, 1, tzinfo=dt.UTC)),
]

HOURS: dict[str, tuple[str, str]] = {
    "form": (
        "每个时段要有开始和结束，结束晚于开始；过夜的时段最长 24 小时。",
        "Each span has a start and a later end; a span over midnight lasts 24 hours at most.",
    ),
    "order": ("时段不能重叠。", "Spans must not overlap."),
    "overnight": ("过夜的时段与第二天的时段重叠。", "The night reaches into the next day's hours."),
}
"""What can be wrong with the hours of a day (`kernel.calendars.wrong_with_day`)."""


class Form(Schema):
    """What somebody fills in: unknown fields are refused, spaces around text are dropped."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    def given(self) -> dict[str, Any]:
        """The fields that were sent, by name (the defaults of their own parts are filled in)."""
        whole = self.model_dump()
        return {name: whole[name] for name in self.model_fields_set}


class Both(Schema):
    """Words for a person, in both languages."""

    zh: str
    en: str


class Done(Schema):
    """It is done, and there is nothing to show for it."""

    ok: bool = True
