"""Whose fault it was: a step broke, and its owner is named so that he can be ended and the floor goes on."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from zuoxi.engine import events
from zuoxi.engine.state import Floor, channel_key

BRIDGE: Final = "zb-"
"""Beginning of the names of our bridges; the call's id follows."""


class BrokenStep(Exception):
    """A handler raised. `about` is the call or agent (`call:<id>`, `agent:<person>`) it was busy with."""

    def __init__(self, about: str) -> None:
        super().__init__(about)
        self.about = about


def blame(state: Floor, event: events.AnyEvent, error: Exception, hardness: int) -> events.StepBroke:
    """What the floor is told after `event` could not be taken in `state`.

    `hardness` rises when even the ending broke: 1 gently, 2 by removing the record, 3 only the deadline.
    """
    about = error.about if isinstance(error, BrokenStep) else ""
    timer = _first_timer(state) if isinstance(event, events.TimePassed) else ""
    own = _owners(state, event, timer)
    foreign = bool(about) and about not in own and _stands(state, about)
    return events.StepBroke(
        what=type(event).__name__,
        subjects=(about,) if foreign else own,
        timer="" if foreign and hardness < events.HARDEST else timer,
        arrival=event if isinstance(event, events.CallArrived) else None,
        again=foreign and hardness < events.HARDEST,
        hardness=hardness,
    )


def _first_timer(state: Floor) -> str:
    first = state.deadlines.first()
    return first[1] if first is not None else ""


def _stands(state: Floor, subject: str) -> bool:
    kind, _, one = subject.partition(":")
    tables: Mapping[str, Mapping[str, Any]] = {
        "call": state.calls,
        "agent": state.agents,
        "recording": state.recordings,
    }
    return one in tables.get(kind, {})


def _owners(state: Floor, event: events.AnyEvent, timer: str) -> tuple[str, ...]:
    """Who is concerned by an event, as far as the floor knows him."""
    if timer:
        return (timer.rpartition(":")[0],)
    find = OWNERS.get(type(event))
    return find(state, event) if find is not None else ()


def _of_channel(state: Floor, event: Any) -> tuple[str, ...]:
    key = channel_key(event.node, event.channel)
    return _of_key(state, key) or (f"channel:{key}",)


def _of_key(state: Floor, key: str) -> tuple[str, ...]:
    owner = state.channels.get(key)
    if owner is None:
        return ()
    return (f"agent:{owner[1]}" if owner[0] == "line" else f"call:{owner[1]}",)


def _of_command(state: Floor, event: Any) -> tuple[str, ...]:
    if event.subject.startswith(BRIDGE):
        return (f"call:{event.subject[len(BRIDGE) :]}",)
    if event.subject in state.recordings:
        return (f"recording:{event.subject}",)
    return _of_key(state, channel_key(event.node, event.subject))


def _of_recording(state: Floor, event: Any) -> tuple[str, ...]:
    return (f"recording:{event.recording}",)


def _of_device(state: Floor, event: Any) -> tuple[str, ...]:
    person = state.seated.get(event.endpoint)
    return (f"agent:{person}",) if person else ()


def _of_data(state: Floor, event: Any) -> tuple[str, ...]:
    return (f"call:{event.call}",) if event.call in state.calls else ()


def _of_desktop(state: Floor, event: Any) -> tuple[str, ...]:
    return (f"agent:{event.person}",)


def _of_hang_up(state: Floor, event: Any) -> tuple[str, ...]:
    """Who asks to hang up gets his wish; all other requests are only told that something went wrong."""
    call = state.calls.get(event.call)
    return (f"call:{call.id}",) if call is not None and call.party_of(event.person) else ()


OWNERS: Final[Mapping[type[events.Event], Callable[[Floor, Any], tuple[str, ...]]]] = {
    events.LegProgressed: _of_channel,
    events.LegAnswered: _of_channel,
    events.LegEnded: _of_channel,
    events.PromptFinished: _of_channel,
    events.KeyPressed: _of_channel,
    events.DataAnswered: _of_data,
    events.PermitAnswered: _of_data,
    events.CommandFailed: _of_command,
    events.CommandUnknown: _of_command,
    events.RecordingStopped: _of_recording,
    events.DeviceRegistered: _of_device,
    events.DeviceUnregistered: _of_device,
    events.DesktopLost: _of_desktop,
    events.HangUpRequested: _of_hang_up,
}
"""Event -> whom it concerns. What concerns a whole node or the house has no owner."""
