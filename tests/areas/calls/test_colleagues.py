"""Calls between colleagues are calls of their own kind: who called whom, and no customer in it (T23)."""

import pytest

from tests.areas.calls.stories import Teller
from tests.company import Door
from zuoxi.calls.models import Call, Recording
from zuoxi.calls.services.facts import record
from zuoxi.calls.services.rebuild import rebuild
from zuoxi.engine import facts
from zuoxi.kernel.clock import now_ms, to_datetime
from zuoxi.measures.selectors.figures import Asked, figures
from zuoxi.organisation.models import AuditEvent

HOUR = 3_600_000


def tell(house, *, recording="", leading=False, answered=True):
    """The agent calls his colleague, who answers after three seconds."""
    told = Teller(house.tenant.id, path=house.north.path)
    one = told.call(number="", direction="internal", at=now_ms() - 60_000)
    who = {"call": one.id, "person": str(house.agent.id)}
    one.tell(facts.ColleagueCalled(**who, colleague=str(house.colleague.id), leading=leading))
    one.wait(3_000)
    if answered:
        one.answered_at = one.now
        one.tell(
            facts.ColleagueAnswered(
                call=one.id,
                person=str(house.colleague.id),
                caller=str(house.agent.id),
                path=house.north.path,
                recording=recording,
            )
        )
        one.enter("talk").wait(20_000)
    one.ended("answered" if answered else "no_answer", "agent" if answered else "system")
    record(told.told)
    return one


def test_both_find_it_in_a_list_of_its_own_and_nobody_among_the_calls_of_customers(house):
    call = tell(house)
    for who in (house.agent, house.colleague):
        (row,) = Door(who).get("/calls", direction="internal")["items"]
        assert (row["id"], row["person"]["name"], row["colleague"]["name"]) == (call.id, "agent", "colleague")
        assert (row["number"], row["spoken_ms"], row["outcome"]) == ("", 20_000, "answered")
        assert Door(who).get("/calls")["total"] == 0
        assert Door(who).get("/calls", without_result=True)["total"] == 0
    whose = {"direction": "internal", "person": str(house.colleague.id)}
    assert Door(house.administrator).get("/calls", **whose)["total"] == 1


def test_its_way_tells_who_called_whom_and_who_answered_also_when_it_is_made_again(house):
    call = tell(house)

    def way():
        steps = Door(house.agent).get(f"/calls/{call.id}")["way"]
        return [
            (one["step"], (one["person"] or {}).get("name"), (one["to"] or {}).get("name")) for one in steps
        ]

    told = [("called", "agent", "colleague"), ("talked", "colleague", None), ("ended", None, None)]
    assert way() == told
    rebuild()
    assert way() == told
    assert Call.objects.get(pk=call.id).colleague_id == house.colleague.id


def test_it_is_no_figure_of_anybody_and_leaves_nobody_with_a_call_to_make(house):
    tell(house)
    tell(house, answered=False)
    asked = Asked(since=to_datetime(now_ms() - HOUR), codes=("offered", "answered", "conversations"))
    assert not any(figure.value for figure in figures(house.administrator, asked)[()])
    assert Door(house.administrator).get("/callbacks")["total"] == 0


@pytest.mark.parametrize("recording", ["", "01a219a8-0473-7f84-be90-6f3b2b4556fd"])
def test_what_is_said_is_kept_only_where_the_company_records_it(house, recording):
    call = tell(house, recording=recording)
    found = list(Recording.objects.filter(call_id=call.id).values_list("person_id", "segment_id"))
    assert found == ([(house.agent.id, None)] if recording else [])


def test_that_a_leader_called_stands_in_the_trail(house):
    told = Teller(house.tenant.id, path=house.north.path)
    one = told.call(number="", direction="internal", at=now_ms() - 60_000)
    leader, agent = str(house.leader.id), str(house.agent.id)
    one.tell(facts.ColleagueCalled(call=one.id, person=leader, colleague=agent, leading=True))
    path = house.agent.path
    one.tell(facts.LeaderActed(leader=leader, act="called", agent=agent, path=path, call=one.id))
    one.wait(1_000).ended("no_answer", "system")
    record(told.told)
    (line,) = AuditEvent.objects.filter(action="agent.called")
    assert (line.person_name, line.subject_id, line.after) == ("leader", agent, {"call": one.id})
