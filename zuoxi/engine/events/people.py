"""What people ask of their own presence: to sign in, to be ready, to leave."""

from zuoxi.engine.events.base import Event


class Request(Event):
    """Base of what a person asks. It is answered by exactly one `Reply` with the same `request`."""

    request: str
    person: str
    expect: int | None
    """The version of the agent that the person saw; a different one gets the refusal `stale`."""


class SignInRequested(Request):
    """签入: a shift begins at a desktop. A person with a session comes back to it."""

    device: str
    desktop: str
    """Id of the browser page. Another page that is connected gets `desktop_in_use` unless `takeover`."""
    takeover: bool = False


class SignOutRequested(Request):
    """签出: refused while a call is up (`in_call`)."""


class DesktopLost(Event):
    """The page's socket is gone (closed, asleep, network)."""

    person: str
    desktop: str


class ReadyRequested(Request):
    """示闲; in wrap-up it also ends the wrap-up."""


class NotReadyRequested(Request):
    """示忙; during a call it is kept and holds afterwards."""

    reason: str
