"""Playing recordings: every play leaves a line in the audit trail (P3, T14)."""

import datetime as dt

from zuoxi.calls.models import Recording
from zuoxi.organisation.actor import Actor
from zuoxi.organisation.selectors.audit import lately
from zuoxi.organisation.services import audit

ONE_PLAY = dt.timedelta(minutes=10)
"""A player asks for many parts of a file; those from behind its start within this time are one play."""
PLAYED = "recording.played"


def note_play(actor: Actor, recording: Recording, first_byte: int) -> None:
    """Write down that somebody hears a recording; no part of it is heard without a line."""
    if first_byte and lately(actor.who, PLAYED, recording.id, actor.now - ONE_PLAY):
        return
    audit.note(actor, PLAYED, recording, name=str(recording.call_id))
