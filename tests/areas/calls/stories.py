"""Facts as the floor tells them, for stories about calls."""

from uuid import uuid4

from zuoxi.engine import facts
from zuoxi.engine.facts import VERSIONS, FactEnvelope

NINE = 2_087_888_400_000  # 2036-02-29 09:00 UTC
SECOND = 1_000


class Teller:
    """Tells facts of one floor with rising seq; every story about calls begins with one."""

    def __init__(self, tenant, path="0001", floor="main", epoch=1):
        self.tenant = str(tenant)
        self.path = path
        self.floor = floor
        self.epoch = epoch
        self.seq = 0
        self.told = []

    def tell(self, stream, at, fact, tenant=None):
        self.seq += 1
        kind = str(type(fact).__struct_config__.tag)
        envelope = FactEnvelope(
            tenant=self.tenant if tenant is None else tenant,
            floor=self.floor,
            stream=stream,
            seq=self.seq,
            type=kind,
            version=VERSIONS[kind],
            occurred_at=at,
            recorded_at=at + 5,
            node="n1",
            epoch=self.epoch,
            fact=fact,
        )
        self.told.append(envelope)
        return envelope

    def call(self, **kwargs):
        return CallTeller(self, **kwargs)

    def not_reached(
        self,
        person,
        number="13800000001",
        at=NINE,
        outcome="busy",
        ms=7_000,
        attempt="",
        line="",
        call="",
    ):
        """A customer was dialled (`person` None: by the house itself) until `at` and did not answer."""
        fact = facts.AttemptEnded(
            call=call or str(uuid4()),
            attempt=attempt or str(uuid4()),
            person=str(person.id) if person else "",
            path=self.path,
            node="n1",
            trunk="",
            customer_number=number,
            caller_id="4001",
            service_line=line,
            outcome=outcome,
            ended_by="customer",
            cause=17,
            ms=ms,
        )
        return self.tell(fact.call, at, fact).fact


class CallTeller:
    """One call's facts; `now` is the moment up to which it has been told."""

    def __init__(
        self, teller, number="13800000001", direction="inbound", line="", at=NINE, attempt="", call=""
    ):
        self.teller = teller
        self.id = call or str(uuid4())
        self.number = number
        self.line = line
        self.queue = str(uuid4())
        self.started = self.now = at
        self.direction = direction
        self.answered_at = 0
        self.phases = {}
        self.phase = ""
        self.leg = str(uuid4())
        self.segment = ""
        self.recording = ""
        self.tell(
            facts.CallStarted(
                call=self.id,
                direction=direction,
                node="n1",
                path=teller.path,
                customer_number=number,
                house_number="4001",
                service_line=line,
                attempt=attempt,
            )
        )
        self.tell(
            facts.LegStarted(call=self.id, leg=self.leg, kind="customer", node="n1", channel=f"c-{self.id}")
        )
        self.enter("ivr" if direction == "inbound" else "ring")

    def tell(self, fact):
        return self.teller.tell(self.id, self.now, fact)

    def wait(self, ms):
        self.phases[self.phase] = self.phases.get(self.phase, 0) + ms
        self.now += ms
        return self

    def enter(self, phase):
        self.phase = phase
        self.tell(facts.PhaseEntered(call=self.id, phase=phase))
        return self

    def queued(self):
        self.tell(facts.LegAnsweredFact(call=self.id, leg=self.leg))
        self.tell(facts.CallQueued(call=self.id, queue=self.queue, position=1))
        return self.enter("queue")

    def offered(self, person, ring_ms=2_000):
        self.offer = (str(person), str(uuid4()), self.now)
        self.tell(facts.OfferMade(call=self.id, person=self.offer[0], session=self.offer[1]))
        self.enter("ring")
        return self.wait(ring_ms)

    def offer_ends(self, outcome):
        person, session, since = self.offer
        self.tell(
            facts.OfferEnded(
                call=self.id, person=person, session=session, outcome=outcome, ring_ms=self.now - since
            )
        )
        return self

    def missed(self):
        self.offer_ends("missed")
        return self.enter("queue")

    def answered(self, person=None, talk_ms=60_000, hold_ms=0, unrecorded="", paused=(), forgotten=False):
        if person is None:
            self.offer_ends("answered")
            person = self.offer[0]
        self.segment, self.recording = str(uuid4()), "" if unrecorded else str(uuid4())
        self.answered_at = self.answered_at or self.now
        self.tell(
            facts.SegmentStarted(
                call=self.id,
                segment=self.segment,
                person=str(person),
                session=str(uuid4()),
                path=self.teller.path,
                recording=self.recording,
                unrecorded=unrecorded,
            )
        )
        self.person = str(person)
        self.enter("talk").wait(talk_ms - sum(paused))
        whose = {"call": self.id, "segment": self.segment, "recording": self.recording}
        for ms in paused:
            self.tell(facts.RecordingPaused(**whose, why="agent", person=self.person))
            self.wait(ms)
            if not forgotten:
                self.tell(facts.RecordingContinued(**whose, person=self.person))
        if hold_ms:
            self.enter("hold").wait(hold_ms).enter("talk")
        self.tell(
            facts.SegmentEnded(
                call=self.id, segment=self.segment, talk_ms=talk_ms, hold_ms=hold_ms, ended_by="customer"
            )
        )
        return self

    def asked(self, way="keys", by="house"):
        """He is asked how it was."""
        self.tell(facts.RatingInvited(**self._rated(way), asked_by=by))
        return self

    def rates(self, score, way="keys", after_ms=0):
        """He answers, by a link it may be days later."""
        self.now += after_ms
        self.tell(facts.RatingGiven(**self._rated(way), score=score))
        return self

    def _rated(self, way):
        return {
            "call": self.id,
            "segment": self.segment,
            "person": self.person,
            "path": self.teller.path,
            "queue": self.queue,
            "way": way,
        }

    def owed(self, reason="abandoned"):
        self.tell(
            facts.CallbackOwed(
                call=self.id,
                number=self.number,
                service_line=self.line,
                queue=self.queue,
                path=self.teller.path,
                reason=reason,
                waited_ms=self.phases.get("queue", 0),
            )
        )
        return self

    def message(self, ms=8_000, left=True):
        """He speaks on the tape."""
        message = str(uuid4())
        self.enter("voicemail")
        self.tell(
            facts.MessageBegan(
                call=self.id,
                message=message,
                queue=self.queue,
                service_line=self.line,
                number=self.number,
                path=self.teller.path,
            )
        )
        self.wait(ms)
        self.tell(facts.MessageEnded(call=self.id, message=message, ms=ms, left=left))
        self.tell(facts.RecordingFinished(call=self.id, segment=message, recording=message, node="n1"))
        return self

    def ended(self, outcome="answered", by="customer"):
        self.tell(facts.LegEndedFact(call=self.id, leg=self.leg, cause=16))
        self.tell(
            facts.CallEnded(
                call=self.id,
                outcome=outcome,
                ended_by=by,
                cause=16,
                started_at=self.started,
                answered_at=self.answered_at,
                ended_at=self.now,
                phases={phase: ms for phase, ms in self.phases.items() if ms},
            )
        )
        return self

    def recorded(self):
        self.tell(
            facts.RecordingFinished(call=self.id, segment=self.segment, recording=self.recording, node="n1")
        )
        return self

    def disposed(self, code="done", wrap_up_ms=9_000):
        self.now += wrap_up_ms
        self.tell(
            facts.DispositionGiven(
                call=self.id,
                segment=self.segment,
                person=self.person,
                disposition=code,
            )
        )
        self.tell(
            facts.WrapUpEnded(call=self.id, segment=self.segment, person=self.person, wrap_up_ms=wrap_up_ms)
        )
        return self
