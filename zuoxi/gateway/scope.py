"""What a subscription shows: a topic within the viewer's reach. Equal scopes share their frames."""

from collections.abc import Iterable

from zuoxi.engine.view import AgentView, AnyView, CallView
from zuoxi.gateway.mirror import Cover, Mirror
from zuoxi.kernel.record import Record

Paths = tuple[str, ...]
"""Organisation paths; each stands for itself and everything below it."""


def covers(paths: Paths, path: str) -> bool:
    """Whether `path` lies at or below one of `paths`."""
    return any(path.startswith(above) for above in paths)


class Scope(Record):
    """`numbers`: where the viewer may see whole telephone numbers."""

    tenant: str
    numbers: Paths

    def cover(self, view: AnyView) -> Cover:
        """What of this view is kept from the viewer."""
        return "all" if isinstance(view, CallView) and not covers(self.numbers, view.path) else "nothing"

    def changed(self, mirror: Mirror, dirty: set[str], known: set[str]) -> tuple[list[str], list[str]]:
        """Which keys to put and which to remove, when `dirty` have changed and `known` are shown."""
        raise NotImplementedError

    def keys(self, mirror: Mirror) -> Iterable[str]:
        """All keys that are shown now."""
        raise NotImplementedError


class DeskScope(Scope):
    """The viewer's own agent and call."""

    person: str

    def keys(self, mirror: Mirror) -> Iterable[str]:
        """His agent, and the call that he has."""
        agent = mirror.views.get(f"agent:{self.person}")
        if not isinstance(agent, AgentView) or agent.tenant != self.tenant:
            return []
        own = [f"agent:{self.person}"]
        if agent.call and f"call:{agent.call}" in mirror.views:
            own.append(f"call:{agent.call}")
        return own

    def changed(self, mirror: Mirror, dirty: set[str], known: set[str]) -> tuple[list[str], list[str]]:
        """His call may have become another one because his agent changed."""
        keys = list(self.keys(mirror))
        return [key for key in keys if key in dirty or key not in known], sorted(known.difference(keys))


class FloorScope(Scope):
    """Every agent, call and queue at or below `watch`; what leaders told an agent only where the viewer leads
    too."""

    watch: Paths
    lead: Paths = ()

    def cover(self, view: AnyView) -> Cover:
        """Who only watches reads nobody's words."""
        if isinstance(view, AgentView) and view.words and not covers(self.lead, view.path):
            return "words"
        return super().cover(view)

    def sees(self, view: AnyView | None) -> bool:
        """Whether a view lies in reach."""
        return view is not None and view.tenant == self.tenant and covers(self.watch, view.path)

    def keys(self, mirror: Mirror) -> Iterable[str]:
        """Everything in reach."""
        return [key for key, view in mirror.views.items() if self.sees(view)]

    def changed(self, mirror: Mirror, dirty: set[str], known: set[str]) -> tuple[list[str], list[str]]:
        """A view that has moved out of reach is gone for this viewer."""
        put = sorted(key for key in dirty if self.sees(mirror.views.get(key)))
        return put, sorted(dirty.intersection(known).difference(put))


class ColleaguesScope(FloorScope):
    """Everybody of the company who is at work, and its queues: to whom a customer can be passed on."""

    def sees(self, view: AnyView | None) -> bool:
        """No call: who calls is nobody's business but theirs."""
        return super().sees(view) and not isinstance(view, CallView)

    def cover(self, view: AnyView) -> Cover:
        """Why somebody is not ready, since when, what he missed: his own and his leader's business."""
        return "all" if isinstance(view, AgentView) else "nothing"
