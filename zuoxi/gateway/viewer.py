"""Who looks at a page, and how far he may see."""

from zuoxi.engine.events import Leader
from zuoxi.engine.view import AgentView
from zuoxi.gateway.protocol import Myself, Topic
from zuoxi.gateway.scope import ColleaguesScope, DeskScope, FloorScope, Paths, Scope, covers
from zuoxi.kernel.record import Record

NUMBERS_SEE = "numbers.see"
FLOOR_WATCH = "floor.watch"
FLOOR_LEAD = "floor.lead"
AT_THE_PHONE = ("calls.take", "calls.dial")
"""Whoever takes or makes calls works at the phone."""


class Viewer(Record):
    """A signed-in person as the gateway knows him; looked up again while he is connected."""

    person: str
    tenant: str
    name: str
    number: str
    reach: dict[str, Paths]
    """Permission -> organisation paths at and below which it holds; a missing one holds nowhere."""
    locked: bool = False
    """His page is covered: it keeps the phone, and is shown nothing beyond its own calls."""

    def may(self, permission: str) -> bool:
        """Whether the permission holds anywhere."""
        return bool(self.reach.get(permission))

    def myself(self) -> Myself:
        """What the page is told of him."""
        return Myself(
            id=self.person,
            tenant=self.tenant,
            name=self.name,
            number=self.number,
            permissions=tuple(sorted(self.reach)),
            locked=self.locked,
        )

    def leader(self) -> Leader | None:
        """What he may ask about others' calls and states; None: nothing."""
        paths = self.reach.get(FLOOR_LEAD, ())
        return Leader(name=self.name, tenant=self.tenant, paths=tuple(paths)) if paths else None

    def leads(self, agent: AgentView) -> bool:
        """Whether he leads this agent now."""
        return agent.tenant == self.tenant and covers(self.reach.get(FLOOR_LEAD, ()), agent.path)

    def scope(self, topic: Topic) -> Scope | None:
        """What he may see of a topic; None: nothing."""
        numbers = self.reach.get(NUMBERS_SEE, ())
        if topic == "desk":
            seen = () if self.locked else numbers
            return DeskScope(tenant=self.tenant, numbers=seen, person=self.person)
        if self.locked:
            return None
        if topic == "colleagues":
            works = any(self.may(permission) for permission in AT_THE_PHONE)
            scope = ColleaguesScope(tenant=self.tenant, numbers=numbers, watch=("",))
            return scope if works else None
        watch = self.reach.get(FLOOR_WATCH, ())
        lead = self.reach.get(FLOOR_LEAD, ())
        return FloorScope(tenant=self.tenant, numbers=numbers, watch=watch, lead=lead) if watch else None
