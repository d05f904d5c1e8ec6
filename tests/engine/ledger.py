"""Reads the facts as they come and refuses any that cannot be true."""

from zuoxi.engine import facts
from zuoxi.engine.commands import AnyCommand, RecordFact


class Ledger:
    """What the facts say so far."""

    def __init__(self) -> None:
        self.seq = 0
        self.phase: dict[str, tuple[str, int]] = {}
        self.spent: dict[str, dict[str, int]] = {}
        self.started: dict[str, int] = {}
        self.ended: set[str] = set()
        self.offers: set[tuple[str, str]] = set()
        self.offered_to: dict[str, str] = {}
        self.legs: dict[str, set[str]] = {}
        self.segments: dict[str, tuple[str, str]] = {}
        """Conversation -> (call, person)."""
        self.transfers: set[str] = set()
        self.recordings: set[str] = set()
        self.messages: set[str] = set()
        self.supervised: set[tuple[str, str]] = set()
        """(call, leader)."""
        self.asking: set[str] = set()
        """Sessions in which help is asked for."""
        self.flows: set[str] = set()
        """Calls in an IVR flow."""
        self.states: dict[str, tuple[str, int]] = {}

    def read(self, commands: tuple[AnyCommand, ...], offset: int = 0) -> None:
        """`offset`: by how much people's clocks are ahead of the floor's."""
        for command in commands:
            if isinstance(command, RecordFact):
                assert command.seq == self.seq + 1, "facts are numbered without a gap"
                self.seq = command.seq
                handler = getattr(self, f"_{type(command.fact).__name__}", None)
                if handler is not None:
                    handler(command.fact, command.occurred_at - offset)

    def open_calls(self) -> set[str]:
        return set(self.started) - self.ended

    def _CallStarted(self, fact: facts.CallStarted, at: int) -> None:
        assert fact.call not in self.started and fact.call not in self.ended
        self.started[fact.call] = at
        self.spent[fact.call] = {}
        self.legs[fact.call] = set()

    def _CallAdopted(self, fact: facts.CallAdopted, at: int) -> None:
        assert fact.call not in self.open_calls()
        self.ended.discard(fact.call)
        self.phase.pop(fact.call, None)
        self.started[fact.call] = at
        self.spent[fact.call] = {}
        self.legs[fact.call] = set()

    def _PhaseEntered(self, fact: facts.PhaseEntered, at: int) -> None:
        assert fact.call in self.open_calls()
        was = self.phase.get(fact.call)
        if was is None:
            assert at == self.started[fact.call], "the first phase begins with the call"
        else:
            assert was[0] != fact.phase, "a phase is entered from another"
            spent = self.spent[fact.call]
            spent[was[0]] = spent.get(was[0], 0) + at - was[1]
        self.phase[fact.call] = (fact.phase, at)

    def _CallEnded(self, fact: facts.CallEnded, at: int) -> None:
        assert fact.call in self.open_calls(), "a call ends once"
        self.ended.add(fact.call)
        spent = self.spent[fact.call]
        if fact.call in self.phase:  # nothing is known of one who was turned away roughly
            phase, since = self.phase[fact.call]
            spent[phase] = spent.get(phase, 0) + at - since
        assert fact.phases == spent
        assert sum(fact.phases.values()) == fact.ended_at - fact.started_at
        assert fact.call not in {call for call, _ in self.offers}, "no offer outlives its call"
        assert fact.call not in {call for call, _ in self.segments.values()}, "no segment outlives its call"
        assert fact.call not in self.transfers, "what came of a transfer is told before the end"
        assert not self.legs[fact.call], "no leg outlives its call"
        assert fact.call not in {call for call, _ in self.supervised}, "no leader outlives the call"

    def _AttemptEnded(self, fact: facts.AttemptEnded, at: int) -> None:
        assert fact.call not in self.started, "nothing else is told of a customer who was not reached"
        assert fact.call not in self.ended, "a call ends once"
        self.ended.add(fact.call)
        assert fact.ms >= 0

    def _OfferMade(self, fact: facts.OfferMade, at: int) -> None:
        assert fact.call in self.open_calls()
        assert (fact.call, fact.person) not in self.offers, "a call rings at an agent once at a time"
        assert fact.person not in self.offered_to, "an agent has one offer at a time"
        self.offers.add((fact.call, fact.person))
        self.offered_to[fact.person] = fact.call

    def _OfferEnded(self, fact: facts.OfferEnded, at: int) -> None:
        assert (fact.call, fact.person) in self.offers, "an offer ends once"
        self.offers.remove((fact.call, fact.person))
        assert self.offered_to.pop(fact.person) == fact.call
        assert fact.ring_ms >= 0

    def _TransferBegan(self, fact: facts.TransferBegan, at: int) -> None:
        assert fact.call in self.open_calls() and fact.call not in self.transfers
        if fact.target != "queue" and (fact.target, fact.way) != ("flow", "blind"):  # decided at once
            self.transfers.add(fact.call)

    def _TransferEnded(self, fact: facts.TransferEnded, at: int) -> None:
        self.transfers.remove(fact.call)
        assert fact.ms >= 0

    def _SegmentStarted(self, fact: facts.SegmentStarted, at: int) -> None:
        assert fact.segment not in self.segments
        people = {person for _, person in self.segments.values()}
        assert fact.person not in people, "an agent never has two calls"
        self.segments[fact.segment] = (fact.call, fact.person)
        if fact.recording:  # an unrecorded conversation has no files to wait for
            assert fact.recording not in self.recordings, "each conversation has a recording of its own"
            self.recordings.add(fact.recording)

    def _SegmentEnded(self, fact: facts.SegmentEnded, at: int) -> None:
        assert self.segments.pop(fact.segment)[0] == fact.call
        assert fact.talk_ms >= 0 and fact.hold_ms >= 0

    def _SupervisionBegan(self, fact: facts.SupervisionBegan, at: int) -> None:
        assert fact.call in self.open_calls() and fact.leader != fact.agent
        assert fact.leader not in {leader for _, leader in self.supervised}, (
            "a leader is on one call at a time"
        )
        self.supervised.add((fact.call, fact.leader))

    def _SupervisionEnded(self, fact: facts.SupervisionEnded, at: int) -> None:
        self.supervised.remove((fact.call, fact.leader))
        assert fact.ms >= 0

    def _HelpAsked(self, fact: facts.HelpAsked, at: int) -> None:
        assert fact.session not in self.asking
        self.asking.add(fact.session)

    def _HelpEnded(self, fact: facts.HelpEnded, at: int) -> None:
        self.asking.remove(fact.session)
        assert fact.ms >= 0

    def _MessageBegan(self, fact: facts.MessageBegan, at: int) -> None:
        assert fact.call in self.open_calls() and fact.message not in self.recordings
        self.messages.add(fact.message)
        self.recordings.add(fact.message)

    def _MessageEnded(self, fact: facts.MessageEnded, at: int) -> None:
        self.messages.remove(fact.message)
        assert fact.ms >= 0

    def _IvrEntered(self, fact: facts.IvrEntered, at: int) -> None:
        assert fact.call in self.open_calls() and fact.call not in self.flows
        self.flows.add(fact.call)

    def _IvrPassed(self, fact: facts.IvrPassed, at: int) -> None:
        assert fact.call in self.flows and fact.ms >= 0

    def _IvrLeft(self, fact: facts.IvrLeft, at: int) -> None:
        self.flows.remove(fact.call)
        assert fact.ms >= 0

    def _ColleagueCalled(self, fact: facts.ColleagueCalled, at: int) -> None:
        assert fact.call in self.open_calls() and fact.person != fact.colleague

    def _ColleagueAnswered(self, fact: facts.ColleagueAnswered, at: int) -> None:
        assert fact.call in self.open_calls()
        if fact.recording:
            assert fact.recording not in self.recordings
            self.recordings.add(fact.recording)

    def _RecordingFinished(self, fact: facts.RecordingFinished, at: int) -> None:
        self.recordings.remove(fact.recording)

    def _LegStarted(self, fact: facts.LegStarted, at: int) -> None:
        assert fact.leg not in self.legs[fact.call]
        self.legs[fact.call].add(fact.leg)

    def _LegEndedFact(self, fact: facts.LegEndedFact, at: int) -> None:
        self.legs[fact.call].remove(fact.leg)

    def _AgentStateChanged(self, fact: facts.AgentStateChanged, at: int) -> None:
        state, since = self.states.get(fact.session, ("signed_out", at))
        assert state == fact.previous
        assert fact.lasted_ms == at - since, "states follow each other without a gap"
        self.states[fact.session] = (fact.state, at)
