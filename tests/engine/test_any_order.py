"""Whatever happens, in whatever order, late, twice or out of spite: the floor's promises hold."""

from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.engine.flows import flow
from tests.engine.house import CONFIG, KNOWING, NODE, TENANT, access
from tests.engine.ledger import Ledger
from tests.engine.shown import as_wanted
from tests.engine.story import Story
from tests.engine.truths import check
from zuoxi.engine import events, floor
from zuoxi.engine.commands import HushRecording, SwitchCommand, TakeInventory
from zuoxi.engine.config import FloorConfig
from zuoxi.engine.config_edit import difference
from zuoxi.engine.ivr import flow as f
from zuoxi.engine.media import wanted
from zuoxi.engine.state import Floor

PEOPLE = ("li", "wang", "zhao", "qian", "sun", "nobody")
SPANS = (0, 1, 400, 2_000, 5_000, 15_000, 30_000, 61_000, 130_000, 700_000)
OUTSIDE = flow(
    "outside",
    f.Flow(
        start="out",
        nodes=(
            f.ToExternal(
                id="out",
                number="13900000009",
                hears="line",
                exits={"busy": "own", "no_answer": "bye", "failed": "own"},
            ),
            f.ToQueue(id="own"),
            f.HangUpNode(id="bye", say=(f.PromptPart(prompt="goodbye"),)),
        ),
    ),
)
THROUGH = "4008007777"
KNOWS = msgspec.structs.replace(
    CONFIG,
    queues=(KNOWING,),
    flows=(flow("check"), OUTSIDE),
    access_numbers=(
        *CONFIG.access_numbers,
        access(THROUGH, flow=OUTSIDE.key, greeting="", recording_announcement=""),
    ),
)
TELLS = msgspec.structs.replace(
    CONFIG,
    version=5,
    queues=(
        msgspec.structs.replace(
            CONFIG.queues[0],
            announce_every_ms=20_000,
            callback_by_key=True,
            voicemail_by_key=True,
            voicemail_when_unserved=True,
            announce_agent=True,
            auto_answer=True,
            rating="always",
            rating_link=True,
        ),
    ),
)
LI_ELSEWHERE = msgspec.structs.replace(
    CONFIG, version=6, agents=(msgspec.structs.replace(CONFIG.agents[0], path="/far"), *CONFIG.agents[1:])
)
WITHOUT_ZHAO = msgspec.structs.replace(CONFIG, version=7, agents=(*CONFIG.agents[:2], *CONFIG.agents[3:]))
WITHOUT_LI = msgspec.structs.replace(CONFIG, version=2, agents=CONFIG.agents[1:])
WITHOUT_QUEUE = msgspec.structs.replace(CONFIG, version=3, queues=())
HURRIED = msgspec.structs.replace(
    CONFIG,
    version=4,
    setup_limit=1,
    queues=(
        msgspec.structs.replace(
            CONFIG.queues[0],
            wrap_up_ms=0,
            capacity=0,
            priority=3,
            max_missed=1,
            decline_needs_reason=False,
        ),
    ),
)
KNOWN: tuple[tuple[events.Known, ...], ...] = (
    (),
    (events.Known(tenant=TENANT, vip=True),),
    (events.Known(tenant=TENANT, agent="li", because="order"),),
    (events.Known(tenant=TENANT, vip=True, agent="zhao", because="owner"),),
)
"""What the company knows of a caller."""
SIMPLE_REQUESTS = (
    events.ReadyRequested,
    events.SignOutRequested,
)
TARGETS = (
    *(events.Target(kind="agent", id=person) for person in ("li", "wang", "zhao", "qian", "nobody")),
    events.Target(kind="group", id="first"),
    events.Target(kind="group", id="third"),
    events.Target(kind="queue", id="orders"),
    events.Target(kind="queue", id="gone"),
    events.Target(kind="outside"),
    events.Target(kind="flow", id="check"),
)
LEADERS = tuple(events.Leader(name="Boss", tenant=TENANT, paths=(path,)) for path in ("/root", "/far"))
PASSING = (events.TransferRequested, events.ConsultRequested)
LEADER = events.Leader(name="Chen", tenant=TENANT, paths=("/root/",))
FORCED = (
    events.ForcedTransferRequested,
    events.ForcedReleaseRequested,
    events.ForcedStateRequested,
    events.ForcedSignOutRequested,
)
CALL_REQUESTS = (
    events.CompleteRequested,
    events.ConferenceRequested,
    events.ReturnRequested,
    events.AnswerRequested,
    events.HangUpRequested,
    events.HoldRequested,
    events.ResumeRequested,
    events.RatingRequested,
    events.WrapUpFinished,
)


class AnyOrder(RuleBasedStateMachine):
    """People, customers and the switch do whatever they like."""

    def __init__(self) -> None:
        super().__init__()
        self.ledger = Ledger()
        self.story = Story(KNOWS)
        self.ledger.read(tuple(self.story.commands))
        self.read = len(self.story.commands)
        self.customers = 0
        self.channels: list[str] = ["unheard-of", "zx-unheard-of"]
        self.calls: list[str] = ["unheard-of"]

    @initialize(people=st.lists(st.sampled_from(PEOPLE[:-1]), unique=True, max_size=3))
    def some_are_at_work(self, people: list[str]) -> None:
        for person in people:
            self.take_a_seat(person)

    # -- after each step -------------------------------------------------------------------------------

    @invariant()
    def promises_hold(self) -> None:
        fresh = tuple(self.story.commands[self.read :])
        self.read = len(self.story.commands)
        self.ledger.read(fresh)
        for command in fresh:
            channel: str | None = getattr(command, "channel", None)
            if channel is not None:
                self._remember(self.channels, channel)
        for call in self.story.state.calls:
            self._remember(self.calls, call)
        check(self.story.state)
        self._an_inventory_of_what_should_be_orders_nothing()
        self.story.check_views()
        assert self.ledger.open_calls() == set(self.story.state.calls) - set(self.story.state.untold)

    def _an_inventory_of_what_should_be_orders_nothing(self) -> None:
        state = self.story.state
        if not state.nodes[NODE].up:
            return
        inventory = as_wanted(state, NODE, asked=state.now + 1)
        _, commands = floor.step(state, inventory, self.story.now)
        at_the_door = {call.channel for call in state.calls.values() if call.state == "setting_up"}
        for command in commands:
            if isinstance(command, SwitchCommand) and not isinstance(command, TakeInventory):
                assert command.subject in at_the_door or self._says_again(command), command

    def _says_again(self, command: SwitchCommand) -> bool:
        """No inventory shows into which recordings silence goes: in doubt that is ordered once more."""
        if not isinstance(command, HushRecording):
            return False
        calls = [call for call in self.story.state.calls.values() if call.channel == command.channel]
        return any(
            call.doubt and command.hushed == (command.recording in wanted(call).hushed) for call in calls
        )

    @staticmethod
    def _remember(known: list[str], one: str) -> None:
        if one not in known:
            known.append(one)

    def _late(self, known: list[str], pick: int) -> str:
        """Mostly something recent."""
        return known[-1 - min(pick, len(known) - 1)]

    # -- customers and the switch ----------------------------------------------------------------------

    @rule(
        dialled=st.sampled_from(["4008001234", "4008001234", "4008009999", "4008005678", "10010"]),
        caller=st.sampled_from(["13800000001", "13800000002", "13900000000", ""]),
        again=st.booleans(),
        rang_ms=st.sampled_from([0, 0, 14_000]),
        known=st.sampled_from(KNOWN),
    )
    def arrive(
        self,
        dialled: str,
        caller: str,
        again: bool,
        rang_ms: int = 0,
        known: tuple[events.Known, ...] = (),
    ) -> None:
        self.customers += not again
        channel = f"cust-{self.customers}"
        self._remember(self.channels, channel)
        self.story.tell(
            events.CallArrived(
                node=NODE,
                channel=channel,
                trunk="carrier",
                dialled=dialled,
                caller=caller,
                rang_ms=rang_ms,
                known=known,
            )
        )

    @rule(count=st.integers(1, 3), known=st.sampled_from(KNOWN))
    def customers_come_as_far_as_the_queue(self, count: int, known: tuple[events.Known, ...] = ()) -> None:
        for _ in range(count):
            self.arrive("4008009999", "13800000001", False, known=known)
            self.story.tell(events.LegAnswered(node=NODE, channel=f"cust-{self.customers}"))
            self.promises_hold()

    @rule(
        kind=st.sampled_from([events.LegAnswered, events.LegEnded, events.LegProgressed]),
        pick=st.integers(0, 12),
        cause=st.sampled_from([16, 17, 19, 38]),
        ago_ms=st.sampled_from([0, 0, 1_500, 3_600_000]),
        late=st.sampled_from([0, 0, 3_000]),
    )
    def leg(self, kind: type[events.SwitchEvent], pick: int, cause: int, ago_ms: int, late: int) -> None:
        fields: dict[str, object] = {"node": NODE, "channel": self._late(self.channels, pick)}
        if kind is events.LegEnded:
            fields |= {"cause": cause, "ago_ms": ago_ms}
        if kind is events.LegProgressed:
            fields["progress"] = "ringing"
        self.story.tell(kind(**fields), late)  # type: ignore[arg-type]

    @rule()
    def prompts_end(self) -> None:
        for call in sorted(self.story.state.calls.values(), key=lambda one: one.serial):
            if call.playback and call.id in self.story.state.calls:
                self.story.hear(call.id)
                self.promises_hold()

    @rule(pick=st.integers(0, 12))
    def a_stray_prompt_ends(self, pick: int) -> None:
        self.story.tell(
            events.PromptFinished(node=NODE, channel=self._late(self.channels, pick), playback="stray")
        )

    @rule(pick=st.integers(0, 12), digit=st.sampled_from(["1", "2", "2", "#", "9"]))
    def a_key(self, pick: int, digit: str) -> None:
        self.story.tell(events.KeyPressed(node=NODE, channel=self._late(self.channels, pick), digit=digit))

    @rule()
    def who_waits_chooses(self) -> None:
        for call in sorted(self.story.state.calls.values(), key=lambda one: one.serial):
            if call.state == "queued":
                digit = "12"[call.serial % 2]
                self.story.tell(events.KeyPressed(node=NODE, channel=call.channel, digit=digit))
                self.promises_hold()

    @rule(found=st.booleans())
    def who_is_in_a_flow_says_who_he_is(self, found: bool) -> None:
        for call in sorted(self.story.state.calls.values(), key=lambda one: one.serial):
            for digit in "4711#" if call.state in ("in_ivr", "led") else "":
                self.story.tell(events.KeyPressed(node=NODE, channel=call.channel, digit=digit))
            if call.ivr is not None:
                answer = {"name": "王小明"} if found else None
                self.story.tell(events.DataAnswered(call=call.id, number=call.ivr.asked + 1, outputs=answer))
            self.promises_hold()

    @rule(
        permitted=st.sampled_from(["", "", "", "blacklist", "late"]),
        then=st.sampled_from(["answers", "busy", "rings", "leaves"]),
    )
    def somebody_is_put_through(self, permitted: str, then: str) -> None:
        """By his flow, with a number outside."""
        self.customers += 1
        channel = f"through-{self.customers}"
        self.story.tell(
            events.CallArrived(
                node=NODE, channel=channel, trunk="carrier", dialled=THROUGH, caller="13800000007"
            )
        )
        self._remember(self.channels, channel)
        self.story.tell(events.LegAnswered(node=NODE, channel=channel))
        for call in sorted(self.story.state.calls.values(), key=lambda one: one.serial):
            if call.ivr is None or call.ivr.flow != "outside" or call.id not in self.story.state.calls:
                continue
            permit = self.story.permit("", f"through-{call.id}-{call.ivr.asked}", number="13900000009")
            self.story.tell(
                events.PermitAnswered(
                    call=call.id,
                    number=call.ivr.asked,
                    permit=permit if permitted != "blacklist" else None,
                    age_ms=2_001 if permitted == "late" else 0,
                    refusal=permitted,
                )
            )
            self.promises_hold()
            self._what_becomes_of_it(call.id, then)
            self.promises_hold()

    def _what_becomes_of_it(self, call_id: str, then: str) -> None:
        call = self.story.state.calls.get(call_id)
        for party in call.of("called") if call is not None and call.state == "putting_through" else ():
            if call is None or party.leg is None:
                continue
            self._remember(self.channels, party.leg.channel)
            if then == "answers":
                self.story.tell(events.LegAnswered(node=NODE, channel=party.leg.channel))
            elif then == "rings":
                self.story.tell(
                    events.LegProgressed(node=NODE, channel=party.leg.channel, progress="ringing")
                )
            else:
                self.story.leave(party.leg.channel if then == "busy" else call.channel, 17)

    @rule()
    def recordings_stop(self) -> None:
        for recording in sorted(self.story.state.recordings):
            self.story.tell(events.RecordingStopped(node=NODE, recording=recording))

    @rule(person=st.sampled_from(PEOPLE), there=st.booleans())
    def device(self, person: str, there: bool) -> None:
        kind = events.DeviceRegistered if there else events.DeviceUnregistered
        self.story.tell(kind(node=NODE, endpoint=f"ep-{person}"))

    @rule(restarted=st.booleans())
    def switch_lost(self, restarted: bool) -> None:
        self.story.tell(events.SwitchLost(node=NODE, restarted=restarted))

    @rule(data=st.data(), boot=st.sampled_from(["boot-1", "boot-1", "boot-1", "boot-2"]))
    def switch_back(self, data: st.DataObject, boot: str) -> None:
        names = data.draw(st.lists(st.sampled_from(self.channels), unique=True))
        seen = tuple(
            events.ChannelSeen(
                channel=name,
                state=data.draw(st.sampled_from(["up", "down", "ringing"])),
                bridge=data.draw(st.sampled_from(["", f"zb-{self.calls[-1]}"])),
            )
            for name in names
        )
        endpoints = data.draw(st.lists(st.sampled_from([f"ep-{one}" for one in PEOPLE]), unique=True))
        self.story.connect(*seen, boot=boot, endpoints=tuple(endpoints), bridges=("zb-stray", "other"))

    @rule()
    def switch_blinks(self) -> None:
        """The connection breaks and comes back; everything stands as we believe."""
        self.story.tell(events.SwitchLost(node=NODE))
        seen = tuple(events.ChannelSeen(channel=one, state="up") for one in self.story.known())
        self.story.connect(*seen, boot="")

    @precondition(lambda self: self.story.said(SwitchCommand))
    @rule(pick=st.integers(0, 8), gone=st.booleans())
    def command_fails(self, pick: int, gone: bool) -> None:
        orders: list[SwitchCommand] = self.story.said(SwitchCommand)
        command = orders[-1 - min(pick, len(orders) - 1)]
        self.story.tell(
            events.CommandFailed(
                node=NODE,
                command=type(command).__name__,
                subject=command.subject,
                reason="refused",
                gone=gone,
                recording=getattr(command, "recording", ""),
            )
        )

    # -- people ----------------------------------------------------------------------------------------

    def _expect(self, person: str, exact: bool) -> int | None:
        agent = self.story.state.agents.get(person)
        return agent.version if agent and exact else None

    @rule(person=st.sampled_from(PEOPLE[:-1]))
    def take_a_seat(self, person: str) -> None:
        self.story.tell(events.DeviceRegistered(node=NODE, endpoint=f"ep-{person}"))
        self.story.sign_in(person, takeover=True)
        if person in self.story.state.agents:
            self.story.take_line(person)
            self.story.ready(person)

    @rule(person=st.sampled_from(PEOPLE), page=st.sampled_from(["page-1", "page-2"]), takeover=st.booleans())
    def sign_in(self, person: str, page: str, takeover: bool) -> None:
        self.story.sign_in(person, page, takeover=takeover)

    @rule(person=st.sampled_from(PEOPLE), page=st.sampled_from(["page-1", "page-2"]))
    def desktop_lost(self, person: str, page: str) -> None:
        self.story.tell(events.DesktopLost(person=person, desktop=page))

    @rule(person=st.sampled_from(PEOPLE), kind=st.sampled_from(SIMPLE_REQUESTS), exact=st.booleans())
    def ask(self, person: str, kind: type[events.Request], exact: bool) -> None:
        self.story.ask(kind, person, self._expect(person, exact))

    @rule(person=st.sampled_from(PEOPLE), reason=st.sampled_from(["rest", "meal", "nonsense"]))
    def not_ready(self, person: str, reason: str) -> None:
        self.story.ask(events.NotReadyRequested, person, reason=reason)

    @rule(
        leader=st.sampled_from(PEOPLE[:-1]),
        agent=st.sampled_from(PEOPLE),
        way=st.sampled_from(["monitor", "whisper", "barge"]),
    )
    def a_leader_comes(self, leader: str, agent: str, way: Any) -> None:
        known = self.story.state.agents.get(agent)
        call = known.call if known is not None else "unheard-of"
        self.story.ask(events.SuperviseRequested, leader, leader=LEADER, agent=agent, call=call, way=way)

    @rule(leader=st.sampled_from(PEOPLE[:-1]))
    def a_leader_goes(self, leader: str) -> None:
        self.story.ask(events.SupervisionStopRequested, leader)

    @rule(
        leader=st.sampled_from(PEOPLE[:-1]),
        agent=st.sampled_from(PEOPLE),
        kind=st.sampled_from(FORCED),
        reason=st.sampled_from(["", "rest", "nonsense"]),
        to=st.sampled_from(TARGETS),
    )
    def a_leader_acts(
        self, leader: str, agent: str, kind: type[events.Request], reason: str, to: events.Target
    ) -> None:
        known = self.story.state.agents.get(agent)
        call = known.call if known is not None else "unheard-of"
        fields: dict[str, Any] = {"leader": LEADER, "agent": agent}
        if kind is events.ForcedStateRequested:
            fields["reason"] = reason
        elif kind is not events.ForcedSignOutRequested:
            fields["call"] = call
        if kind is events.ForcedTransferRequested:
            fields["target"] = to
        self.story.ask(kind, leader, **fields)

    @rule(leader=st.sampled_from(PEOPLE), pick=st.integers(0, 3))
    def a_leader_picks_up(self, leader: str, pick: int) -> None:
        self.story.ask(events.PickUpRequested, leader, leader=LEADER, call=self._late(self.calls, pick))

    @rule(
        leader=st.sampled_from(PEOPLE),
        agents=st.lists(st.sampled_from(PEOPLE), max_size=2),
        text=st.booleans(),
    )
    def a_leader_writes(self, leader: str, agents: list[str], text: bool) -> None:
        said = "请放慢语速" if text else " "
        self.story.ask(events.TextSent, leader, leader=LEADER, agents=tuple(agents), text=said)

    @rule(person=st.sampled_from(PEOPLE), wanted=st.booleans())
    def help(self, person: str, wanted: bool) -> None:
        self.story.ask(events.HelpRequested, person, wanted=wanted)

    @rule(person=st.sampled_from(PEOPLE))
    def words_are_seen(self, person: str) -> None:
        agent = self.story.state.agents.get(person)
        ids = tuple(word.id for word in agent.words[:1]) if agent is not None else ("unheard-of",)
        self.story.ask(events.WordsSeen, person, ids=ids)

    @rule(person=st.sampled_from(PEOPLE), kind=st.sampled_from(CALL_REQUESTS), pick=st.integers(0, 5))
    def ask_for_any_call(self, person: str, kind: type[events.Request], pick: int) -> None:
        self.story.ask(kind, person, call=self._late(self.calls, pick))

    @rule(person=st.sampled_from(PEOPLE[:-1]), kind=st.sampled_from(CALL_REQUESTS))
    def ask_for_own_call(self, person: str, kind: type[events.Request]) -> None:
        agent = self.story.state.agents.get(person)
        if agent is not None and agent.call:
            self.story.ask(kind, person, call=agent.call)

    @rule(
        person=st.sampled_from(PEOPLE[:-1]),
        result=st.sampled_from(["", "sold", "later"]),
        ready=st.booleans(),
    )
    def wrap_up(self, person: str, result: str, ready: bool) -> None:
        agent = self.story.state.agents.get(person)
        if agent is not None and agent.call:
            self.story.ask(events.WrapUpFinished, person, call=agent.call, disposition=result, ready=ready)

    @rule()
    def all_answer(self) -> None:
        for person, agent in sorted(self.story.state.agents.items()):
            if agent.doing == "ringing":
                self.story.ask(events.AnswerRequested, person, call=agent.call)
                for party in self.story.call(agent.call).hands:
                    if party.leg is not None:
                        self.story.tell(events.LegAnswered(node=NODE, channel=party.leg.channel))
                self.promises_hold()

    @rule(person=st.sampled_from(PEOPLE[:-1]), reason=st.sampled_from(["rest", "holiday", ""]))
    def decline(self, person: str, reason: str) -> None:
        agent = self.story.state.agents.get(person)
        if agent is not None:
            self.story.ask(events.DeclineRequested, person, call=agent.call, reason=reason)

    @rule(person=st.sampled_from(PEOPLE[:-1]), muted=st.booleans(), digits=st.sampled_from(["12#", "x"]))
    def mute_and_press(self, person: str, muted: bool, digits: str) -> None:
        agent = self.story.state.agents.get(person)
        if agent is not None:
            self.story.ask(events.MuteRequested, person, call=agent.call, muted=muted)
            self.story.ask(events.RecordingPauseRequested, person, call=agent.call, paused=muted)
            self.story.ask(events.KeysRequested, person, call=agent.call, digits=digits)

    @rule(person=st.sampled_from(PEOPLE), number=st.integers(1, 3), late=st.booleans())
    def dial(self, person: str, number: int, late: bool) -> None:
        age_ms = 2_001 if late else 0
        call = f"out-{number}-{self.story.now}"
        self._remember(self.calls, call)
        self.story.dial(person, call, age_ms)

    @rule(
        number=st.integers(1, 3),
        follows=st.sampled_from(
            [
                {},
                {},
                {"prompts": ("welcome", "recorded"), "announcement": "recorded"},
                {"queue": "", "prompts": ("news",)},
                {"queue": "gone"},
            ]
        ),
        late=st.booleans(),
    )
    def the_house_calls(self, number: int, follows: dict[str, Any], late: bool) -> None:
        call = f"auto-{number}-{self.story.now}"
        self._remember(self.calls, call)
        self.story.call_first(call, age_ms=2_001 if late else 0, **follows)

    @rule(answer=st.booleans(), cause=st.sampled_from([16, 17, 19, 38]))
    def called_customers(self, answer: bool, cause: int) -> None:
        """All whose lines ring because the house called them answer, or none does."""
        for call in sorted(self.story.state.calls.values(), key=lambda one: one.serial):
            if call.id in self.story.state.calls and call.state == "reaching":
                if answer:
                    self.story.tell(events.LegAnswered(node=NODE, channel=call.channel))
                else:
                    self.story.leave(call.channel, cause)
                self.promises_hold()

    @rule(person=st.sampled_from(PEOPLE[:-1]))
    def a_conversation_begins(self, person: str) -> None:
        self.take_a_seat(person)
        self.customers_come_as_far_as_the_queue(1)
        self.all_answer()

    @rule(person=st.sampled_from(PEOPLE[:-1]))
    def a_customer_is_reached(self, person: str) -> None:
        self.take_a_seat(person)
        self.dial(person, 1, False)
        for _ in range(2):  # a SIP phone first, then the customer
            call = next((one for one in self.story.state.calls.values() if one.party_of(person)), None)
            if call is None:
                return
            leg = (call.customer if call.state == "dialling" else call.hands[0]).leg
            if leg is not None:
                self.story.tell(events.LegAnswered(node=NODE, channel=leg.channel))
                self.promises_hold()

    @rule(
        to=st.sampled_from([*PEOPLE, "", ""]),
        pick=st.integers(0, 3),
        leader=st.sampled_from(LEADERS),
    )
    def a_leader_gives(self, to: str, pick: int, leader: events.Leader) -> None:
        waiting = [call.id for call in self.story.state.calls.values() if call.state == "queued"]
        call = self._late(waiting or self.calls, pick)
        self.story.ask(events.GiveRequested, "boss", leader=leader, call=call, to=to)

    @rule(points=st.sampled_from([0, 6, 30, 1_001]), pick=st.integers(0, 3))
    def a_leader_puts_ahead(self, points: int, pick: int) -> None:
        waiting = [call.id for call in self.story.state.calls.values() if call.state == "queued"]
        call = self._late(waiting or self.calls, pick)
        self.story.ask(events.PriorityRequested, "boss", leader=LEADERS[0], call=call, points=points)

    @rule(
        person=st.sampled_from(PEOPLE),
        kind=st.sampled_from(PASSING),
        whom=st.sampled_from(TARGETS),
        permitted=st.sampled_from([True, True, True, False]),
    )
    def pass_on(self, person: str, kind: type[events.Request], whom: events.Target, permitted: bool) -> None:
        agent = self.story.state.agents.get(person)
        if agent is not None and agent.call:
            outside = self.story.permit(person, f"beyond-{self.story.requests}") if permitted else None
            permit = outside if whom.kind == "outside" else None
            self.story.ask(kind, person, call=agent.call, target=whom, permit=permit)

    @rule(
        first=st.sampled_from(PEOPLE[:-1]),
        second=st.sampled_from(PEOPLE[:-1]),
        kind=st.sampled_from(PASSING),
        answers=st.sampled_from([True, True, False]),
    )
    def somebody_is_asked(self, first: str, second: str, kind: type[events.Request], answers: bool) -> None:
        self.a_conversation_begins(first)
        self.take_a_seat(second)
        self.pass_on(first, kind, events.Target(kind="agent", id=second), False)
        if answers:
            self.all_answer()

    @rule(
        first=st.sampled_from(PEOPLE[:-1]), kind=st.sampled_from(PASSING), cause=st.sampled_from([0, 17, 19])
    )
    def somebody_outside_is_asked(self, first: str, kind: type[events.Request], cause: int) -> None:
        """He answers (cause 0), or his line ends."""
        self.a_conversation_begins(first)
        self.pass_on(first, kind, events.Target(kind="outside"), True)
        for call in list(self.story.state.calls.values()):
            for party in call.of("called"):
                assert party.leg is not None
                if cause:
                    self.story.leave(party.leg.channel, cause)
                else:
                    self.story.tell(events.LegAnswered(node=NODE, channel=party.leg.channel))
                self.promises_hold()

    @rule(kind=st.sampled_from(CALL_REQUESTS[:3]))
    def all_decide(self, kind: type[events.Request]) -> None:
        for person, agent in sorted(self.story.state.agents.items()):
            self.story.ask(kind, person, call=agent.call)
            self.promises_hold()

    @rule(kind=st.sampled_from([events.HoldRequested, events.ResumeRequested]))
    def all_hold_or_resume(self, kind: type[events.Request]) -> None:
        for person, agent in sorted(self.story.state.agents.items()):
            self.story.ask(kind, person, call=agent.call)

    @rule(taken=st.booleans())
    def lines(self, taken: bool) -> None:
        """All standing lines are taken, or lost."""
        kind = events.LegAnswered if taken else events.LegEnded
        for _, agent in sorted(self.story.state.agents.items()):
            if agent.line is not None:
                self.story.tell(kind(node=NODE, channel=agent.line.channel))
                self.promises_hold()

    @rule()
    def bridges_fail(self) -> None:
        """Whatever is tried, the switch makes no bridge."""
        for call in sorted(self.story.state.calls):
            for _ in range(4):
                self.story.tell(
                    events.CommandFailed(node=NODE, command="Join", subject=f"zb-{call}", reason="refused")
                )
                self.promises_hold()

    # -- the house -------------------------------------------------------------------------------------

    @rule(span=st.sampled_from(SPANS))
    def wait(self, span: int) -> None:
        self.story.wait(span)

    @rule(span=st.sampled_from(SPANS))
    def time_jumps(self, span: int) -> None:
        """The process slept: nothing is told at its moment."""
        self.story.now += span
        self.story.tell(events.TimePassed())

    @rule(
        config=st.sampled_from(
            [KNOWS, TELLS, CONFIG, WITHOUT_LI, LI_ELSEWHERE, WITHOUT_ZHAO, WITHOUT_QUEUE, HURRIED]
        ),
        whole=st.booleans(),
    )
    def config(self, config: FloorConfig, whole: bool) -> None:
        edit = difference(self.story.state.house.config, config)
        told = events.ConfigChanged(config=config) if whole else events.ConfigEdited(edit=edit)
        self.story.tell(told)

    @rule()
    def another_process_takes_the_floor(self) -> None:
        epoch = self.story.state.epoch + 1
        self.story.tell(events.EpochStarted(epoch=epoch, seed=f"seed-{epoch}"))

    @rule()
    def written_and_read_again(self) -> None:
        written = floor.dump(self.story.state)
        assert self.story.kept.state() == (floor.load(written), ()), "the differences add up to the floor"
        self.story.state = floor.load(written)
        assert floor.dump(self.story.state) == written

    # -- at the end ------------------------------------------------------------------------------------

    def teardown(self) -> None:
        self._everything_ends()
        self._a_replay_is_the_same()

    def _everything_ends(self) -> None:
        """When nobody does anything any more, every call that is not talking ends by itself."""
        self.switch_blinks()
        self.story.wait(3_000_000)
        self.promises_hold()
        for call in self.story.state.calls.values():
            assert call.state in ("talking", "holding", "consulting", "conferring"), call.state
            assert not call.of("ringing", "called")
        for call in list(self.story.state.calls.values()):
            self.story.leave(call.channel)
        for endpoint in sorted(self.story.state.registered):
            self.story.tell(events.DeviceUnregistered(node=NODE, endpoint=endpoint))
        self.story.wait(3_000_000)
        self.switch_blinks()
        self.promises_hold()
        state = self.story.state
        assert (
            not state.calls
            and not state.closing
            and not state.recordings
            and not state.permits
            and not state.untold
        )
        assert not self.ledger.offers and not self.ledger.recordings
        for agent in state.agents.values():
            assert agent.doing in ("ready", "not_ready"), agent.doing

    def _a_replay_is_the_same(self) -> None:
        state: Floor = floor.empty()
        commands: list[object] = []
        for event, now, late in self.story.inputs:
            state, orders = floor.step(state, event, now, late)
            commands.extend(orders)
        assert floor.dump(state) == floor.dump(self.story.state)
        assert msgspec.json.encode(commands) == msgspec.json.encode(self.story.commands)


def _run(examples: int, steps: int) -> None:
    run_state_machine_as_test(
        AnyOrder,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_any_order_of_events_keeps_every_promise() -> None:
    _run(60, 50)


@pytest.mark.deep
def test_any_order_of_events_keeps_every_promise_for_long() -> None:
    _run(2_000, 120)
