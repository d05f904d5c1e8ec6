"""Customers and the switch, in any order."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.engine.any_order.houses import KNOWN, PEOPLE, THROUGH
from tests.engine.any_order.promises import Promises
from tests.engine.house import NODE
from zuoxi.engine import events
from zuoxi.engine.commands import SwitchCommand


class TheSwitch(Promises):
    """Customers and the switch do whatever they like."""

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

    @rule()
    def bridges_fail(self) -> None:
        """Whatever is tried, the switch makes no bridge."""
        for call in sorted(self.story.state.calls):
            for _ in range(4):
                self.story.tell(
                    events.CommandFailed(node=NODE, command="Join", subject=f"zb-{call}", reason="refused")
                )
                self.promises_hold()
