"""The port of text messages: whoever can send one to a telephone. `ZUOXI_MESSAGES` names him.

A peer may keep our ids (most HTTP services do) or know nothing of them (SMPP gives ids of its own and may
lose its answer). So an outcome has three kinds, and `Unknown` is never failure: the house asks `find`
before it does anything more, and sends again only what the peer says it never took. Each of them passes
`tests/areas/messaging/test_contract.py`.
"""

from collections.abc import Sequence
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from zuoxi.engine.message_gate import MessagePermit
from zuoxi.kernel.record import Record


class Outgoing(Record):
    """One message for one telephone."""

    permit: MessagePermit
    """Its number, its purpose and its id, which is the same each time it is tried."""
    text: str
    company: str
    """Name of the company in whose name it is sent."""

    @property
    def id(self) -> str:
        return self.permit.message


class Accepted(Record):
    """The peer has it and will deliver it."""

    reference: str = ""
    """What the peer calls it; its reports may name it so."""


class Refused(Record):
    """The peer does not have it and will never deliver it."""

    why: str
    again: bool
    """It may be tried again (busy, throttled, not reached); else never."""


class Unknown(Record):
    """It may have been taken: the answer was lost, or the peer cannot say."""

    why: str


Outcome = Accepted | Refused | Unknown


class Report(Record):
    """What became of a message that was accepted; `id` is ours or, where the peer knows none, empty."""

    reference: str
    delivered: bool
    id: str = ""
    why: str = ""


class Messages(Protocol):
    """A way to telephones. Called from a job's thread; each call comes back within some seconds."""

    def send(self, message: Outgoing) -> Outcome:
        """Send it. What is raised counts as `Unknown`."""

    def find(self, id: str) -> Outcome:
        """What became of a message whose outcome is not known. `Refused(again=True)`: it was never taken."""

    def reports(self) -> Sequence[Report]:
        """Reports of delivery that are not `done` yet, oldest first."""

    def done(self, report: Report) -> None:
        """This report is written down and need not be told again."""


def messages() -> Messages:
    """The way that this installation has."""
    found: Messages = import_string(settings.ZUOXI_MESSAGES)()
    return found
