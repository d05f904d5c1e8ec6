"""How many customers the house may call by itself now: never more than agents who would be free for them.

Who has asked by a key to be called back keeps his place (T5): his turn has come when fewer callers are before
him than agents are free or about to be, whoever waits behind him.

Pure: made from what is seen of the floor (`engine/view.py`). Who waits already, or is being called, has a
claim on an agent before anybody else is called.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from zuoxi.engine.call import CallState
from zuoxi.engine.view import AgentView, AnyView, CallView

AWAITS_AN_AGENT: Final[frozenset[CallState]] = frozenset(
    ("held", "setting_up", "greeting", "queued", "reaching", "reconnecting")
)


class Spare:
    """The agents for whom nobody waits; each is taken once."""

    def __init__(self, views: Iterable[AnyView], serving: Mapping[str, frozenset[str]]) -> None:
        """`serving`: queue -> the groups that serve it at once."""
        self._serving = serving
        self._free: list[frozenset[str]] = []
        waiting: list[str] = []
        for view in views:
            if isinstance(view, AgentView) and is_free(view):
                self._free.append(frozenset(view.groups))
            elif isinstance(view, CallView) and view.queue and view.state in AWAITS_AN_AGENT:
                waiting.append(view.queue)
        # who serves fewest goes last, so that the rest is never counted higher than it is
        self._free.sort(key=len, reverse=True)
        for queue in waiting:
            self.take(queue)

    def queues(self) -> frozenset[str]:
        """Those for which somebody is to spare."""
        return frozenset(queue for queue in self._serving if self._who(queue) is not None)

    def take(self, queue: str) -> bool:
        """One agent for a customer of this queue; False: nobody is to spare."""
        who = self._who(queue)
        if who is None:
            return False
        del self._free[who]
        return True

    def _who(self, queue: str) -> int | None:
        groups = self._serving.get(queue, frozenset())
        return next((place for place, his in enumerate(self._free) if his & groups), None)


NEAR_MS: Final = 20_000
"""An agent who is free within this time is about to be: so long a customer's line rings and he is greeted."""


def turn_has_come(
    views: Iterable[AnyView], serving: Mapping[str, frozenset[str]], queue: str, place: int, now: int
) -> bool:
    """Whether who keeps a place in `queue` since `place` is next (wall time, ms).

    All who came before him to a queue of the same agents have a claim, and so has everybody whom the house
    calls already. Where agents go from one conversation to the next, who is first is called when one place
    takes no longer than `NEAR_MS`.
    """
    groups = serving.get(queue, frozenset())
    soon = before = place_ms = 0
    for view in views:
        if isinstance(view, AgentView):
            soon += bool(groups.intersection(view.groups)) and _is_near(view, now)
        elif isinstance(view, CallView):
            if view.state in AWAITS_AN_AGENT and groups & serving.get(view.queue, frozenset()):
                before += bool(view.called_for) or (view.queued_at or view.started_at) <= place
        elif view.id == queue:
            place_ms = view.place_ms
    return soon > before or (before == 0 and 0 < place_ms <= NEAR_MS)


def _is_near(agent: AgentView, now: int) -> bool:
    """Whether he is free, or is while the customer's line rings."""
    if agent.state == "wrap_up":
        ready_after = agent.connected and agent.line == "up" and not agent.next_reason
        return ready_after and agent.wrap_up_until - now <= NEAR_MS
    return is_free(agent)


def is_free(agent: AgentView) -> bool:
    """Whether he would be offered a call this instant."""
    return agent.state == "ready" and agent.connected and agent.line == "up" and not agent.call
