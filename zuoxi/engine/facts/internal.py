"""What befell a call between colleagues (内线, T23), besides what befalls any call."""

from zuoxi.engine.facts.base import Fact


class ColleagueCalled(Fact):
    """Somebody of the house calls a colleague, or a leader one of his agents."""

    call: str
    person: str
    """Who calls …"""
    colleague: str
    """… and whom."""
    leading: bool = False
    """As his leader (T12)."""


class ColleagueAnswered(Fact):
    """The two speak with each other."""

    call: str
    person: str
    """Whom it was for …"""
    caller: str
    """… and who called."""
    path: str
    """The caller's."""
    recording: str
    """Id of the recording; empty: their company does not record such calls."""
