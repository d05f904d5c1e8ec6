"""Whatever happens, in whatever order, late, twice or out of spite: the floor's promises hold."""

import msgspec
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import rule, run_state_machine_as_test

from tests.engine.any_order.colleagues import Colleagues
from tests.engine.any_order.houses import (
    HURRIED,
    KNOWS,
    LI_ELSEWHERE,
    SPANS,
    TELLS,
    WITHOUT_LI,
    WITHOUT_QUEUE,
    WITHOUT_ZHAO,
)
from tests.engine.house import CONFIG, NODE
from zuoxi.engine import events, floor
from zuoxi.engine.config import FloorConfig
from zuoxi.engine.config_edit import difference
from zuoxi.engine.state import Floor


class AnyOrder(Colleagues):
    """All of them, and the house around them changes too."""

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

    def teardown(self) -> None:
        self._everything_ends()
        self._a_replay_is_the_same()

    def _everything_ends(self) -> None:
        """When nobody does anything any more, every call that is not talking ends by itself."""
        self.switch_blinks()
        self.story.wait(3_000_000)
        self.promises_hold()
        for call in self.story.state.calls.values():
            assert call.state in ("talking", "holding", "consulting", "conferring", "intercom"), call.state
            assert not call.of("ringing", "called")
        for call in list(self.story.state.calls.values()):
            for leg in [call.customer.leg] if call.customer.leg else [one.leg for one in call.hands]:
                if leg is not None:
                    self.story.leave(leg.channel)
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
