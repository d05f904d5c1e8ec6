"""The tables themselves: every state can be reached and left, and every state has its meaning."""

from typing import Any, get_args

import pytest

from zuoxi.engine.agent import AGENT, Availability
from zuoxi.engine.call import CALL, CallState
from zuoxi.engine.commands import AnySwitchCommand
from zuoxi.engine.facts import AgentState, Phase
from zuoxi.engine.handlers.matrix import OF_CALLS, OF_PARTIES
from zuoxi.engine.joint import JOINT
from zuoxi.engine.leg import LEG, LegState
from zuoxi.engine.machine import Machine, NoSuchMove
from zuoxi.engine.media import ORDER
from zuoxi.engine.party import CONVERSING, DOING, PARTY, SUPERVISING, PartyState
from zuoxi.engine.phases import PHASES

TABLES = [(CALL, CallState), (AGENT, Availability), (LEG, LegState), (PARTY, PartyState)]


def reached(machine: Machine[Any], start: str) -> set[str]:
    found, todo = {start}, [start]
    while todo:
        for target in machine.table[todo.pop()].values():
            if target not in found:
                found.add(target)
                todo.append(target)
    return found


OUTSIDE = "called"
"""Part of somebody who is no agent."""


@pytest.mark.parametrize(("machine", "states"), TABLES, ids=lambda one: getattr(one, "name", ""))
def test_every_state_is_in_the_table_and_can_be_reached(machine: Machine[Any], states: Any):
    assert set(machine.table) == set(get_args(states))
    assert reached(machine, machine.initial) == set(machine.table)


@pytest.mark.parametrize("machine", [CALL, LEG, PARTY], ids=lambda one: one.name)
def test_every_call_leg_and_party_can_come_to_its_one_end(machine: Machine[Any]):
    (end,) = machine.final
    for state in machine.table:
        assert end in reached(machine, state)


def test_an_agent_can_always_sign_out_in_the_end():
    for state in AGENT.table:
        assert "signed_out" in reached(AGENT, state)


def test_every_state_in_which_time_passes_has_a_phase():
    assert set(PHASES) == set(CALL.table) - {"new", "ended"}
    assert set(PHASES.values()) <= set(get_args(Phase))


def test_what_an_agent_does_follows_from_his_part_in_a_call():
    assert set(DOING) == set(PARTY.table) - {"new", "present", "called", "left"}
    assert set(DOING.values()) | set(get_args(Availability)) - {"busy"} == set(get_args(AgentState))
    assert set(DOING) > CONVERSING


def test_the_joint_table_says_of_each_state_of_a_call_where_its_agents_may_be():
    assert set(JOINT) == set(PHASES)
    assert set.union(*map(set, JOINT.values())) == {*DOING, OUTSIDE} - SUPERVISING


def test_each_command_has_its_place_in_the_order_of_a_step():
    assert set(ORDER) == set(get_args(AnySwitchCommand))


def test_each_row_of_the_matrix_is_a_state_that_exists():
    for rows in OF_CALLS.values():
        assert set(rows) <= set(PHASES)
    for parts in OF_PARTIES.values():
        assert set(parts) <= {*DOING, OUTSIDE}


def test_a_move_that_is_not_in_the_table_is_a_flaw_of_the_program():
    with pytest.raises(NoSuchMove, match="call: no move 'answer' from 'queued'"):
        CALL.move("queued", "answer")
    assert not CALL.allows("queued", "answer")
