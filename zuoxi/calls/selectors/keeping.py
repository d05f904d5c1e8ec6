"""What of the keeping of recordings asks for somebody: what is lost, a store that is away, a full spool."""

import datetime as dt
from uuid import UUID

from django.db.models import Count, Max, QuerySet

from zuoxi.calls.models import KeepingTrouble, Recording
from zuoxi.kernel.record import Record
from zuoxi.measures.selectors.watching import last_seen
from zuoxi.organisation.models import OrgUnit, Person
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.selectors.access import LAST_STEP, reach, require
from zuoxi.organisation.selectors.people import root_of

State = Recording.State
LOST = (State.MISSING, State.ALTERED)
MS = dt.timedelta(milliseconds=1)


class KeepingAlarm(Record):
    """Something that asks for a leader until he says that he knows."""

    of: str
    """`missing`, `altered`, `store` or `spool`."""
    subject: str
    """Which store; how full the spool is; else as `of`."""
    path: str
    """Where it lies: what of it is seen there is not shown there again."""
    since: dt.datetime
    """When it began; of recordings: when the last one was found."""
    count: int
    """Recordings that were found since somebody looked last."""
    why: str = ""


class Known(Record):
    """What the recorder tells the house of the keeping."""

    archive: str = ""
    stores_away: str = ""
    """By comma."""
    lost: int = 0
    """Recordings missing or altered, of which nobody who watches their whole company has said he knows."""


def keeping_alarms(person: Person) -> list[KeepingAlarm]:
    """Those of his floor that nobody has seen there; raises `NotAllowed`."""
    require(person, Permission.FLOOR_WATCH)
    tops = reach(person, Permission.FLOOR_WATCH)
    found = [one for top in tops for state in LOST if (one := _lost(person.tenant_id, state, top))]
    root = next((top for top in tops if len(top) == OrgUnit.steplen), "")
    return [*found, *(_of_the_house(person.tenant_id, root) if root else ())]


def lost_unseen() -> int:
    """Recordings that are missing or altered, as `Known.lost` says."""
    companies = _lost_rows().order_by().values_list("tenant_id", flat=True).distinct()
    found = [_lost(tenant, state, root_of(tenant).path) for tenant in companies for state in LOST]
    return sum(one.count for one in found if one)


def stores_away() -> str:
    """The stores that do not answer, by comma."""
    return ",".join(
        KeepingTrouble.objects.filter(of="store").order_by("subject").values_list("subject", flat=True)
    )


def _lost_rows() -> QuerySet[Recording]:
    return Recording.objects.filter(state__in=LOST, checked_at__isnull=False)


def _lost(tenant: UUID, state: State, top: str) -> KeepingAlarm | None:
    rows = _lost_rows().filter(tenant_id=tenant, state=state, path__gte=top, path__lte=top + LAST_STEP)
    if seen := last_seen(tenant, state, state, top):
        rows = rows.filter(checked_at__gte=seen)
    found = rows.aggregate(count=Count("id"), last=Max("checked_at"))
    if not found["count"]:
        return None
    # who sees it says so to the millisecond: all that was found before is seen with it
    since = found["last"].replace(microsecond=found["last"].microsecond // 1000 * 1000) + MS
    return KeepingAlarm(of=state, subject=state, path=top, since=since, count=found["count"])


def _of_the_house(tenant: UUID, root: str) -> list[KeepingAlarm]:
    alarms = []
    for one in KeepingTrouble.objects.order_by("since"):
        since = one.since.replace(microsecond=one.since.microsecond // 1000 * 1000)
        if last_seen(tenant, one.of, one.subject, root) != since:
            alarms.append(
                KeepingAlarm(of=one.of, subject=one.subject, path=root, since=since, count=0, why=one.why)
            )
    return alarms
