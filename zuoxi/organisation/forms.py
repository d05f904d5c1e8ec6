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


class Form(Schema):
    """What somebody fills in: unknown fields are refused, spaces around text are dropped."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    def given(self) -> dict[str, Any]:
        """The fields that were sent, by name (the defaults of their own parts are filled in)."""
        whole = self.model_dump()
        return {name: whole[name] for name in self.model_fields_set}


class Done(Schema):
    """It is done, and there is nothing to show for it."""

    ok: bool = True
