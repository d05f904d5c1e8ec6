"""Commands that the switch refused, and those of which nobody knows what became.

Neither says how things stand: what they were about is in doubt, and an inventory shows it. Only what can be
said at once is said at once.
"""

from collections.abc import Callable, Mapping

from zuoxi.engine.commands import TakeInventory
from zuoxi.engine.events import CommandFailed, CommandUnknown
from zuoxi.engine.handlers import legs, looking, recordings, unlinked, voicemail
from zuoxi.engine.handlers.adopting import BRIDGES
from zuoxi.engine.state import Call
from zuoxi.engine.turn import Turn

GONE = 16


def failed(turn: Turn, event: CommandFailed) -> None:
    """What a refused command means for its call."""
    then = AT_ONCE.get(event.command)
    if then is not None:
        then(turn, event)
    elif event.gone and (event.command == "HangUp" or turn.owner(event.node, event.subject) is not None):
        legs.lose(turn, event.node, event.subject, GONE)
    else:
        _doubt(turn, event)


def unknown(turn: Turn, event: CommandUnknown) -> None:
    """Nobody knows whether a command was done: only looking at the switch tells."""
    if event.command == TakeInventory.__name__:
        looking.not_looked(turn, event.node)
    else:
        _doubt(turn, event)


def _doubt(turn: Turn, event: CommandFailed | CommandUnknown) -> None:
    call = _call_of(turn, event.node, event.subject)
    if call is not None:
        turn.change_call(call, doubt=True)
    looking.look(turn, event.node)


def _call_of(turn: Turn, node: str, subject: str) -> Call | None:
    """The call that a channel, bridge or recording belongs to."""
    if subject.startswith(BRIDGES):
        return turn.calls.get(subject[len(BRIDGES) :])
    owner = turn.owner(node, subject)
    return turn.calls.get(owner[1]) if owner is not None and owner[0] != "line" else None


def _not_dialled(turn: Turn, event: CommandFailed) -> None:
    legs.lose(turn, event.node, event.subject, legs.NETWORK_FAILED)


def _not_said(turn: Turn, event: CommandFailed) -> None:
    call = _call_of(turn, event.node, event.subject)
    if event.gone:
        legs.lose(turn, event.node, event.subject, GONE)
    elif call is not None:
        legs.unheard(turn, call)


def _not_recorded(turn: Turn, event: CommandFailed) -> None:
    """The conversation goes on without a recording; why there are no files stands in its facts.

    Another conversation of the same call has a recording of its own.
    """
    if event.gone:
        legs.lose(turn, event.node, event.subject, GONE)
    recordings.finish(turn, event.recording, "gone" if event.gone else "refused")
    call = _call_of(turn, event.node, event.subject)
    if call is not None and call.customer.recording == event.recording and call.message_at:
        voicemail.not_asked(turn, turn.change_call(call, message_at=turn.now))


def _not_silenced(turn: Turn, event: CommandFailed) -> None:
    if event.gone:
        legs.lose(turn, event.node, event.subject, GONE)
        return
    call = _call_of(turn, event.node, event.subject)
    if call is not None:
        recordings.unsilenced(turn, call, event.recording)
    _doubt(turn, event)


def _not_linked(turn: Turn, event: CommandFailed) -> None:
    owner = turn.owner(event.node, event.subject)
    if owner is not None and owner[0] == "link":
        unlinked.refused(turn, turn.calls[owner[1]], owner[2])


def _not_looked(turn: Turn, event: CommandFailed) -> None:
    looking.not_looked(turn, event.node)


AT_ONCE: Mapping[str, Callable[[Turn, CommandFailed], None]] = {
    "DialDevice": _not_dialled,
    "DialCustomer": _not_dialled,
    "LinkNodes": _not_linked,
    "PlayPrompt": _not_said,
    "StartRecording": _not_recorded,
    "HushRecording": _not_silenced,
    "TakeInventory": _not_looked,
}
"""Commands whose refusal says all there is to say; the others leave a doubt."""
