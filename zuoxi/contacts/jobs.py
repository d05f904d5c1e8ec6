"""What the house does by itself for this area."""

import datetime as dt

from zuoxi.contacts.models import StandingEdition
from zuoxi.contacts.selectors.standings import companies
from zuoxi.contacts.services import standings
from zuoxi.organisation.services import editions
from zuoxi.outbox.jobs import HOUSE, Work


def forget_editions(work: Work) -> dict[str, int]:
    """Forget old editions of what is known of callers."""
    return {"editions": editions.forget(StandingEdition, work.progress)}


RENEW_EVERY = dt.timedelta(days=1)


def renew_standings(work: Work) -> dict[str, int]:
    """Look whether the floor knows what the customers are: of one company when other classes count as VIP, of
    all of them once a day (what changes with a release is found by that)."""
    mine = [work.job.tenant_id] if work.job.tenant_id != HOUSE else companies()
    return {"numbers": sum(standings.renew_company(one, work.progress) for one in mine)}
