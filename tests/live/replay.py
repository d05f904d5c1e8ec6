"""A journal's inputs once more, by the release that wrote them: the rules decide the same, byte for byte."""

from pathlib import Path

from tests.live.whole import steps
from zuoxi.engine.commands import SwitchCommand
from zuoxi.engine.encoding import Rows
from zuoxi.engine.events import AnyEvent, ConfigChanged
from zuoxi.engine.floor import Floor
from zuoxi.live.envelopes import Origin, envelopes
from zuoxi.live.records import Step
from zuoxi.live.rules import house_rules
from zuoxi.live.written import orders_as_written


def replay(folder: Path) -> Floor:
    """The floor after all steps; each gives the facts, orders and rows that were written."""
    rules = house_rules()
    state, rows = rules.empty(), Rows()
    for step in steps(folder):
        before = state
        rows.add(step.state)
        state, commands = rules.step(before, _event(step, rows), step.now, step.late)
        origin = Origin(floor="main", epoch=state.epoch, wall=step.now + step.offset)
        orders = tuple(one for one in commands if isinstance(one, SwitchCommand))
        assert envelopes(commands, step.event, origin) == step.facts
        assert orders_as_written(orders) == step.orders
        assert rules.difference(before, state) == bytes(step.state)
    return state


def _event(step: Step, rows: Rows) -> AnyEvent:
    """A configuration stands in the rows, not in the input."""
    if not isinstance(step.event, ConfigChanged):
        return step.event
    return ConfigChanged(config=rows.state()[0].house.config)
