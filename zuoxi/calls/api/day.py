"""From when on a day's figures are asked for."""

import datetime as dt

from zuoxi.organisation.forms import Moment
from zuoxi.organisation.paging import AddressQuery

LONGEST = dt.timedelta(days=2)
"""A day, in whatever time zone, and a shift past midnight: nobody has years counted by asking for a day."""


class DayQuery(AddressQuery):
    since: Moment
    """Usually the beginning of the asker's day; what is longer ago than two days counts as two days ago."""

    def begins(self, now: dt.datetime) -> dt.datetime:
        """The moment from which on it is counted."""
        return max(self.since, now - LONGEST)
