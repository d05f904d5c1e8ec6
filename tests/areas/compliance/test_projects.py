"""What a project may dial narrows what its people may; without projects nothing is dialled for one."""

import datetime as dt
from uuid import UUID

import pytest

from tests.areas.compliance.conftest import NOON
from zuoxi.calls.models import Attempt
from zuoxi.compliance.projects import destinations_of_projects
from zuoxi.compliance.rules import AUTOMATIC, NO_PROJECT, Automatic, Destination
from zuoxi.compliance.services import destinations, permits
from zuoxi.compliance.services.destinations import Wanted
from zuoxi.compliance.services.ground import Wish
from zuoxi.engine.gate import DialPermit

SURVEY, SERVICE = "survey-of-mobiles", "after-sales"
KNOWN = {
    SURVEY: {
        "mobile": Destination(allowed=True, per_day=2),
        "landline": Destination(allowed=False),
        "premium": Destination(allowed=True),
    },
    SERVICE: {},
}
asked: list[frozenset[str]] = []


def listed(tenant: UUID, projects: frozenset[str]):
    """A provider as the area of campaigns will be one."""
    asked.append(projects)
    return {project: KNOWN[project] for project in projects if project in KNOWN}


@pytest.fixture
def known(settings):
    asked.clear()
    settings.ZUOXI_PROJECT_DESTINATIONS = f"{__name__}.listed"


def dialled(asker, *wishes, now=NOON):
    verdicts = permits.ask_many(
        asker, [Wish(number=number, project=project) for number, project in wishes], lambda: now
    )
    return ["permit" if isinstance(one, DialPermit) else one.check for one in verdicts]


def test_a_house_without_projects_dials_for_none(house):
    assert dialled(house.agent, ("13800000001", SURVEY)) == ["project_destination"]
    assert dialled(house.agent, ("13800000001", "")) == ["permit"]


def test_a_project_narrows_what_its_people_may_and_widens_nothing(house, known):
    assert dialled(house.agent, ("02088889999", SURVEY)) == ["project_destination"]
    assert dialled(house.agent, ("1681234", SURVEY)) == ["destination"], "he may dial no such number at all"
    assert dialled(house.agent, ("02088889999", SERVICE)) == ["permit"], "it says nothing of landlines"
    assert dialled(house.agent, ("95588", "nobody-knows")) == ["project_destination"]


def test_a_projects_limit_is_for_all_who_dial_for_it_and_ends_at_midnight(house, known):
    numbers = [f"1390000000{n}" for n in range(4)]
    assert dialled(house.agent, (numbers[0], SURVEY), (numbers[1], "")) == ["permit", "permit"]
    both = dialled(house.agent, (numbers[2], SURVEY), (numbers[3], SURVEY))
    assert both == ["permit", "project_limit"], "the batch counts its own"
    destinations.put(house.boss, [Wanted(role=AUTOMATIC, kind="mobile", allowed=True, per_day=None)])
    itself = Automatic(tenant=house.agent.tenant_id, path=house.agent.path)
    assert dialled(itself, (numbers[3], SURVEY)) == ["project_limit"]
    assert dialled(house.agent, (numbers[3], SURVEY), now=NOON + dt.timedelta(days=1)) == ["permit"]


def test_the_project_is_asked_once_a_batch_and_stays_with_the_attempt(house, known):
    dialled(house.agent, ("13800000001", SURVEY), ("13900000002", SERVICE), ("13900000003", ""))
    assert asked == [frozenset({SURVEY, SERVICE})]
    kept = set(Attempt.objects.values_list("number", "project"))
    assert kept == {("13800000001", SURVEY), ("13900000002", SERVICE), ("13900000003", "")}


def test_when_the_phone_is_up_the_project_is_asked_again_and_its_own_count_is_no_hindrance(
    house, known, monkeypatch
):
    (first,) = permits.ask_many(house.agent, [Wish(number="13800000001", project=SURVEY)], lambda: NOON)
    (second,) = permits.ask_many(house.agent, [Wish(number="13900000002", project=SURVEY)], lambda: NOON)
    assert permits.ask_again(UUID(second.attempt), lambda: NOON) == ""
    monkeypatch.setitem(KNOWN, SURVEY, {"mobile": Destination(allowed=False)})
    assert permits.ask_again(UUID(first.attempt), lambda: NOON) == "project_destination"


def test_a_call_for_help_has_no_project_that_could_forbid_it(house, known):
    verdicts = permits.ask_many(
        house.agent, [Wish(number="110", project=SURVEY, confirmed=True)], lambda: NOON
    )
    assert isinstance(verdicts[0], DialPermit)


def test_whoever_answers_for_projects_answers_for_every_one_that_is_asked_about(company, known):
    """The port's contract: one that nobody knows is closed; nothing is asked where nothing is dialled for."""
    found = destinations_of_projects(company.agent.tenant_id, {SURVEY, "unknown"})
    assert found == {SURVEY: KNOWN[SURVEY], "unknown": NO_PROJECT}
    asked.clear()
    assert destinations_of_projects(company.agent.tenant_id, set()) == {}
    assert asked == []
