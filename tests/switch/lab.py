"""What a contract test may do at the far end, for the fake and for a real Asterisk alike."""

from typing import Any, Literal, Protocol, TypeGuard, TypeVar

from zuoxi.engine.commands import AnySwitchCommand
from zuoxi.engine.events import LegEnded, SwitchEvent

E = TypeVar("E", bound=SwitchEvent)
CalleeKind = Literal["answers", "busy", "no-answer", "powered-off"]


class FarParty(Protocol):
    """A customer who called in."""

    async def hang_up(self) -> None: ...

    async def press(self, digits: str) -> None: ...


class Lab(Protocol):
    """One node with a far end. Events come out of `expect` in the order of asking; each is used once."""

    node: str
    trunk: str
    events: list[SwitchEvent]

    async def do(self, command: AnySwitchCommand) -> None: ...

    async def expect(self, kind: type[E], **fields: Any) -> E: ...

    async def settle(self) -> None:
        """Let everything that is under way come in."""

    async def customer_calls(self, number: str, dialled: str) -> FarParty: ...

    async def callee(self, number: str, kind: CalleeKind) -> None: ...

    async def robot(self, name: str) -> str:
        """Address of a phone that takes each call by itself."""

    async def phone_that_rings(self) -> str:
        """Address of a phone that nobody takes up."""

    async def hung_up_by_far_end(self, number: str, channel: str) -> None:
        """The dialled party hangs up."""

    async def received_keys(self, number: str, channel: str, keys: str) -> None:
        """Returns when the party has received them."""

    async def hears(self, channel: str, number: str, others: dict[str, str]) -> None:
        """Returns when the party `number` on `channel` hears exactly `others` (channel -> number)."""

    async def device_registers(self) -> str:
        """A SIP phone registers; its endpoint."""

    async def device_unregisters(self, endpoint: str) -> None: ...

    async def rings_no_more(self, channel: str) -> None:
        """Returns when the phone behind it is silent; nobody of us need be there to hear of it."""

    async def app_dies(self) -> None: ...

    async def app_returns(self) -> None: ...

    async def node_dies(self) -> None: ...

    async def node_returns(self) -> None: ...

    async def recording_goes_silent(self, recording: str, channel: str) -> None:
        """Returns when silence goes into both files of a recording that runs."""

    async def recording_sounds(self, recording: str, channel: str, number: str, other: str) -> None:
        """Returns when its two files hold, just now, the party `number` and whom he hears."""

    def recording_tells(self, recording: str) -> set[str] | None:
        """Whose voices a finished recording holds, `in:<number>` or `out:<number>`; None: not known here."""


def fits(event: SwitchEvent, kind: type[E], fields: dict[str, Any]) -> TypeGuard[E]:
    """Whether an event is of a kind and has these fields."""
    return isinstance(event, kind) and all(getattr(event, name) == value for name, value in fields.items())


def ends(lab: Lab, channel: str) -> int:
    """How often the end of a channel was told."""
    return sum(isinstance(event, LegEnded) and event.channel == channel for event in lab.events)
