"""Who may keep the lists: they hold for the whole company, so only who manages all of it."""

from uuid import UUID

from django.http import HttpRequest

from zuoxi.compliance.models import BlacklistEntry, DoNotCall
from zuoxi.kernel.phone import mask
from zuoxi.organisation.doors import asker
from zuoxi.organisation.errors import NotAllowed, NotFound
from zuoxi.organisation.models import Person
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.selectors.access import may
from zuoxi.organisation.selectors.people import root_of


def require_manager(request: HttpRequest) -> Person:
    """Who asks, if he manages the company's compliance; raises `NotAllowed`."""
    return check_manager(asker(request))


def check_manager(person: Person) -> Person:
    """The person, if he manages the company's compliance; raises `NotAllowed`."""
    if not may(person, Permission.COMPLIANCE_MANAGE, root_of(person.tenant_id)):
        raise NotAllowed(permission=Permission.COMPLIANCE_MANAGE.value)
    return person


def require_collector(request: HttpRequest) -> Person:
    """Who asks, if customers tell him that they do not want to be called (agents do, all day: C8)."""
    person = asker(request)
    if not may(person, Permission.CALLS_TAKE):
        return require_manager(request)
    return person


def objection_of(person: Person, entry: UUID) -> DoNotCall:
    """An entry of his company's do-not-call list, removed or not."""
    found = DoNotCall.objects.filter(tenant_id=person.tenant_id, pk=entry).select_related("added_by").first()
    if found is None:
        raise NotFound
    return found


def blacklisted_of(person: Person, entry: UUID) -> BlacklistEntry:
    """An entry of his company's blacklist, removed or not."""
    rows = BlacklistEntry.objects.filter(tenant_id=person.tenant_id, pk=entry)
    found = rows.select_related("added_by").first()
    if found is None:
        raise NotFound
    return found


def shown(person: Person, number: str) -> str:
    """A number of the company's lists as this person may see it."""
    return number if may(person, Permission.NUMBERS_SEE, root_of(person.tenant_id)) else mask(number)
