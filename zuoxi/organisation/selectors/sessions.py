"""Who stands behind a session, for doors that are not HTTP requests."""

from importlib import import_module
from uuid import UUID

from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest

from zuoxi.organisation.models import Person


def person_of_session(session_key: str) -> Person | None:
    """The person who is signed in by this session; None when it is over or he may no longer sign in."""
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(session_key)
    person = get_user(request)
    return person if isinstance(person, Person) and person.is_active else None


def active_person(id: UUID) -> Person | None:
    """The person with this id, if he may sign in."""
    return Person.objects.select_related("org_unit").filter(id=id, hidden_at__isnull=True).first()
