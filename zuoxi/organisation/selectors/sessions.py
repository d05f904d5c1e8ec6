"""Who stands behind sessions, for doors that are not HTTP requests."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils.crypto import constant_time_compare

from zuoxi.kernel.clock import to_ms, utc_now
from zuoxi.organisation.models import Person, RoleAssignment, WebSession
from zuoxi.organisation.selectors.access import remember_roles
from zuoxi.organisation.selectors.web_sessions import held_of
from zuoxi.organisation.signing_in import Held


class Present(NamedTuple):
    """Somebody who is signed in. `locked`: his page is covered."""

    person: Person
    locked: bool


def people_of_sessions(session_keys: Sequence[str]) -> dict[str, Present]:
    """Session key -> the person who is signed in by it, with what he may do; four queries for all of them.

    A session that is over, or whose person may no longer sign in or has to do something first, is missing.
    """
    rows = Session.objects.filter(session_key__in=session_keys, expire_date__gt=utc_now())
    store = SessionStore()
    said = {row.session_key: store.decode(row.session_data) for row in rows}
    ids = {UUID(data[SESSION_KEY]) for data in said.values() if SESSION_KEY in data}
    people = Person.objects.select_related("org_unit").filter(hidden_at__isnull=True).in_bulk(list(ids))
    remember_roles(people.values(), RoleAssignment.objects.filter(person__in=people))
    noted = WebSession.objects.filter(session_key__in=session_keys)
    held = {row.session_key: held_of(row) for row in noted.only("session_key", "needs", "locked_at")}
    found: dict[str, Present] = {}
    for key, data in said.items():
        person = people.get(UUID(data[SESSION_KEY])) if SESSION_KEY in data else None
        if held.get(key) not in (None, Held.LOCKED):
            continue
        if person is not None and person.is_active and _is_his(person, data.get(HASH_SESSION_KEY, "")):
            found[key] = Present(person, held.get(key) is Held.LOCKED)
    return found


def ends_of_sessions(session_keys: Sequence[str]) -> dict[str, int]:
    """Session key -> when it ends unless its person works on (ms since the epoch)."""
    rows = Session.objects.filter(session_key__in=session_keys)
    return {key: to_ms(end) for key, end in rows.values_list("session_key", "expire_date")}


def _is_his(person: Person, told: str) -> bool:
    """A session ends with the password that it began with; keys of the house may have been renewed since."""
    hashes = (person.get_session_auth_hash(), *person.get_session_auth_fallback_hash())
    return any(constant_time_compare(told, one) for one in hashes)


def active_person(id: UUID) -> Person | None:
    """The person with this id, if he may sign in."""
    return Person.objects.select_related("org_unit").filter(id=id, hidden_at__isnull=True).first()
