"""The web process's own copy of the floor, kept up by the channel."""

from typing import Any, Final, Literal, get_args

import msgspec

from zuoxi.engine.view import AgentView, AnyView, CallView, LeadView
from zuoxi.gateway.protocol import as_text
from zuoxi.kernel.phone import mask, masked_in
from zuoxi.outbox.channel import Views

Cover = Literal["nothing", "words", "all"]
"""What of a view is kept from somebody: what leaders told an agent, or all that is not for everybody."""
COVERS: Final = get_args(Cover)

HOW_HE_WORKS: dict[str, Any] = {
    "session": "",
    "reason": "",
    "since": 0,
    "next_reason": "",
    "desktop": "",
    "call": "",
    "missed": 0,
    "wrap_up_until": 0,
    "help_since": 0,
    "supervises": None,
    "words": (),
}
"""What of an agent is his own and his leader's business, empty."""


class Mirror:
    """All views by key, with their JSON made once for all from whom the same is kept."""

    def __init__(self) -> None:
        self.views: Views = {}
        self._texts: dict[tuple[str, Cover], str] = {}
        self._holders: dict[str, set[str]] = {}

    def apply(self, put: Views, gone: tuple[str, ...]) -> set[str]:
        """Take a change; the keys that are concerned."""
        for key in gone:
            self._set(key, None)
        for key, view in put.items():
            self._set(key, view)
        return {*put, *gone}

    def replace(self, views: Views) -> set[str]:
        """Take a whole new floor; only the keys that differ from the old one."""
        gone = tuple(key for key in self.views if key not in views)
        put = {key: view for key, view in views.items() if self.views.get(key) != view}
        return self.apply(put, gone)

    def text(self, key: str, cover: Cover) -> str:
        """The JSON of a view that stands."""
        found = self._texts.get((key, cover))
        if found is None:
            found = self._texts[key, cover] = as_text(covered(self.views[key], cover))
        return found

    def watched_by(self, leader: str) -> AgentView | None:
        """The agent on whose call a leader is."""
        his = self.views.get(f"agent:{leader}")
        if not isinstance(his, AgentView) or his.supervises is None:
            return None
        watched = self.views.get(f"agent:{his.supervises.agent}")
        return watched if isinstance(watched, AgentView) else None

    def holders(self, call: str) -> set[str]:
        """The people whose agents have this call now."""
        return self._holders.get(call, set())

    def _set(self, key: str, view: AnyView | None) -> None:
        before = self.views.get(key)
        for cover in COVERS:
            self._texts.pop((key, cover), None)
        if isinstance(before, AgentView) and before.call:
            people = self._holders[before.call]
            people.discard(before.id)
            if not people:
                del self._holders[before.call]
        if view is None:
            self.views.pop(key, None)
            return
        self.views[key] = view
        if isinstance(view, AgentView) and view.call:
            self._holders.setdefault(view.call, set()).add(view.id)


def covered(view: AnyView, cover: Cover = "all") -> AnyView:
    """The view as those see it who may not see all of it: a call without whole numbers of customers, an agent
    as far as a colleague needs it to reach him, or (`words`) without what leaders told him."""
    if cover == "nothing":
        return view
    if cover == "words":
        return msgspec.structs.replace(view, words=()) if isinstance(view, AgentView) else view
    if isinstance(view, CallView):
        hands = tuple(msgspec.structs.replace(one, number=mask(one.number)) for one in view.hands)
        lead = _covered_lead(view.lead, view.customer_number) if view.lead is not None else None
        number = mask(view.customer_number)
        return msgspec.structs.replace(view, customer_number=number, hands=hands, lead=lead)
    if isinstance(view, AgentView):
        return msgspec.structs.replace(view, **HOW_HE_WORKS)
    return view


def _covered_lead(lead: LeadView, number: str) -> LeadView:
    """A flow may show by what number it knows the customer."""
    found = tuple(msgspec.structs.replace(one, value=masked_in(one.value, number)) for one in lead.found)
    return msgspec.structs.replace(lead, found=found)
