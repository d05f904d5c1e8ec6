"""The people of this installation, as the gateway asks for them."""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from zuoxi.compliance.services import permits
from zuoxi.contacts.selectors.customers import number_to_dial
from zuoxi.engine.gate import DialPermit
from zuoxi.gateway.errors import NotAllowed
from zuoxi.gateway.viewer import Viewer
from zuoxi.kernel.clock import utc_now
from zuoxi.kernel.phone import InvalidNumber, parse
from zuoxi.organisation.actor import Actor
from zuoxi.organisation.models import Person
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.selectors.access import reach
from zuoxi.organisation.selectors.people import home_area
from zuoxi.organisation.selectors.sessions import (
    active_person,
    ends_of_sessions,
    people_of_sessions,
)
from zuoxi.organisation.services.lookups import look_up
from zuoxi.organisation.services.session import keep_sessions_working


class Installation:
    """Answers from the database (see `house.House`)."""

    def viewers(self, session_keys: Sequence[str]) -> dict[str, Viewer]:
        """Who is signed in by each session, and where each of his permissions holds."""
        found = people_of_sessions(session_keys)
        return {key: _viewer(one.person, locked=one.locked) for key, one in found.items()}

    def ends(self, session_keys: Sequence[str], working: Sequence[str], now: dt.datetime) -> dict[str, int]:
        """When each session ends; whoever works stays signed in."""
        if working:
            keep_sessions_working(working, now)
        return ends_of_sessions(session_keys)

    def number_of(self, person: str, customer_number: str) -> str:
        """A number of a customer whom this person may see, to be dialled: he need not see it whole."""
        asker = active_person(UUID(person))
        if asker is None:
            raise NotAllowed
        return number_to_dial(asker, customer_number)

    def look_up(self, person: str, number: str) -> None:
        """Count a typed number as any other search for one; raises `TooManyLookUps`. Calls for help are not
        counted."""
        asker = active_person(UUID(person))
        if asker is None:
            raise NotAllowed
        try:
            known = parse(number, home_area(asker.tenant_id))
        except InvalidNumber:
            return
        if known.kind != "emergency":
            look_up(Actor(person=asker, now=utc_now()), known.national)

    def permit(self, person: str, number: str, *, confirmed: bool = False) -> DialPermit:
        """Ask the dial gate in this person's name."""
        asker = active_person(UUID(person))
        if asker is None:
            raise NotAllowed
        return permits.ask(asker, number, confirmed=confirmed)

    def gate_now(self, attempt: str) -> str:
        """Ask the gate once more about an attempt that has its permit."""
        return permits.ask_again(UUID(attempt))

    def let_go(self, attempt: str) -> None:
        """The attempt's permit was not used."""
        permits.let_go(UUID(attempt))


def _viewer(person: Person, *, locked: bool) -> Viewer:
    places = {permission.value: reach(person, permission) for permission in Permission}
    return Viewer(
        person=str(person.id),
        tenant=str(person.tenant_id),
        name=person.name,
        number=person.number,
        reach={permission: paths for permission, paths in places.items() if paths},
        locked=locked,
    )
