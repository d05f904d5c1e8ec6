"""The tables themselves: every state can be reached and left, and every state has its meaning."""

from typing import Any, get_args

import pytest

from zuoxi.engine.agent import AGENT, CONVERSING, IN_CALL
from zuoxi.engine.call import CALL, CallState
from zuoxi.engine.facts import AgentState, Phase
from zuoxi.engine.leg import LEG, LegState
from zuoxi.engine.machine import Machine, NoSuchMove
from zuoxi.engine.phases import PHASES

TABLES = [(CALL, CallState), (AGENT, AgentState), (LEG, LegState)]


def reached(machine: Machine[Any], start: str) -> set[str]:
    found, todo = {start}, [start]
    while todo:
        for target in machine.table[todo.pop()].values():
            if target not in found:
                found.add(target)
                todo.append(target)
    return found


@pytest.mark.parametrize(("machine", "states"), TABLES, ids=lambda one: getattr(one, "name", ""))
def test_every_state_is_in_the_table_and_can_be_reached(machine: Machine[Any], states: Any):
    assert set(machine.table) == set(get_args(states))
    assert reached(machine, machine.initial) == set(machine.table)


@pytest.mark.parametrize("machine", [CALL, LEG], ids=lambda one: one.name)
def test_every_call_and_leg_can_come_to_its_one_end(machine: Machine[Any]):
    assert machine.final == ("ended",)
    for state in machine.table:
        assert "ended" in reached(machine, state)


def test_an_agent_can_always_sign_out_in_the_end():
    for state in AGENT.table:
        assert "signed_out" in reached(AGENT, state)


def test_every_state_in_which_time_passes_has_a_phase():
    assert set(PHASES) == set(CALL.table) - {"new", "ended"}
    assert set(PHASES.values()) <= set(get_args(Phase))


def test_states_with_a_call_are_states():
    assert CONVERSING < IN_CALL < set(AGENT.table)


def test_a_move_that_is_not_in_the_table_is_a_flaw_of_the_program():
    with pytest.raises(NoSuchMove, match="call: no move 'answer' from 'queued'"):
        CALL.move("queued", "answer")
    assert not CALL.allows("queued", "answer")
