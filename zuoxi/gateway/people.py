"""The people of this installation, as the gateway asks for them."""

import datetime as dt
from uuid import UUID

from zuoxi.compliance.services import permits
from zuoxi.engine.gate import DialPermit
from zuoxi.gateway.errors import NotAllowed
from zuoxi.gateway.viewer import Viewer
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.selectors.access import reach
from zuoxi.organisation.selectors.sessions import active_person, person_of_session


class Installation:
    """Answers from the database (see `house.House`)."""

    def viewer(self, session_key: str) -> Viewer | None:
        """Who is signed in, and where each of his permissions holds."""
        person = person_of_session(session_key)
        if person is None:
            return None
        places = {permission.value: reach(person, permission) for permission in Permission}
        return Viewer(
            person=str(person.id),
            tenant=str(person.tenant_id),
            name=person.name,
            number=person.number,
            reach={permission: paths for permission, paths in places.items() if paths},
        )

    def permit(self, person: str, number: str, now: dt.datetime) -> DialPermit:
        """Ask the dial gate in this person's name."""
        asker = active_person(UUID(person))
        if asker is None:
            raise NotAllowed
        return permits.ask(asker, number, now)
