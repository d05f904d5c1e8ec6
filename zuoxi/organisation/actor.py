"""Who does something, from where, and when: what every service that changes rows is told."""

import datetime as dt
from dataclasses import dataclass

from zuoxi.organisation.models import Person


@dataclass(frozen=True)
class Actor:
    """A person at work (None: the house itself)."""

    person: Person | None
    now: dt.datetime
    address: str = ""
    again: bool = False
    """It is done for him now (by a job), and what he asked for by it was noted when he asked."""

    @property
    def who(self) -> Person:
        """The person; only for what nobody but a person can do."""
        assert self.person is not None
        return self.person
