"""Whose rights may have changed when something changed in the database, as a table by the kind of row."""

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

from zuoxi.gateway.viewer import Viewer
from zuoxi.outbox.channel import Touch


class Looking(Protocol):
    """A page, as far as it matters here."""

    @property
    def viewer(self) -> Viewer: ...


Pages = Mapping[str, Iterable[Looking]]
"""Person -> his pages."""


def himself(touch: Touch, pages: Pages) -> set[str]:
    """A person's roles, password and place concern him."""
    return {touch.id} if touch.id else everybody_there(touch, pages)


def everybody_there(touch: Touch, pages: Pages) -> set[str]:
    """A unit's place concerns all of its company; without a company, all."""
    return {
        person
        for person, his in pages.items()
        if any(touch.tenant in ("", page.viewer.tenant) for page in his)
    }


CONCERNED: Mapping[str, Callable[[Touch, Pages], set[str]]] = {
    "person": himself,
    "session": himself,
    "orgunit": everybody_there,
}
"""Rows of all other kinds (queues, numbers, devices, the blacklist …) change nobody's rights."""


def concerned(touch: Touch, pages: Pages) -> set[str]:
    """The connected people whose session and rights are to be looked up again."""
    who = CONCERNED.get(touch.what)
    return who(touch, pages).intersection(pages) if who else set()
