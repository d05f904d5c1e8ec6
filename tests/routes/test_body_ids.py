"""No id in a body reaches a row above, beside, or of another company: each field is tried with each."""

import datetime as dt
import itertools
from typing import Any

import pytest

from tests.company import Company, Door
from tests.routes.body_ids import KINDS, SHARED, body_ids, body_with
from zuoxi.approvals.models import ApprovalChain
from zuoxi.approvals.rules.ready import BUSINESS
from zuoxi.calls.models import Disposition, RetentionClass
from zuoxi.contacts.models import Customer, CustomerNumber
from zuoxi.kernel.clock import utc_now
from zuoxi.organisation.rules import Role
from zuoxi.telephony.models import (
    AccessNumber,
    Device,
    IvrFlow,
    IvrVersion,
    Prompt,
    Queue,
    Seat,
    ServiceLine,
    SkillGroup,
    SwitchNode,
    Trunk,
)

CARRIED = [f"400800{number:04}" for number in range(10)]
"""What every line of the story carries (the companies' lines would not, if they had been set up as usual)."""
numbers = itertools.count(13_800_000_000)
ONE_STEP = {"key": "one", "stage": 1, "name": "一", "role": Role.ADMINISTRATOR.value, "lies": "company"}


class Place:
    """Something of every kind at one unit."""

    def __init__(self, company: Company, unit, name: str, node: SwitchNode) -> None:
        here = {"tenant": company.tenant, "org_unit": unit}
        self.unit = unit
        self.person = self.owner = company.person(f"{name}-person", unit, Role.AGENT)
        self.service_line = ServiceLine.objects.create(**here, name=name)
        self.queue = Queue.objects.create(**here, name=name)
        self.ivr_flow = IvrFlow.objects.create(**here, name=name)
        self.ivr_flow.live = IvrVersion.objects.create(
            tenant=company.tenant,
            flow=self.ivr_flow,
            number=1,
            body={"start": "", "nodes": []},
            published_at=utc_now(),
        )
        self.ivr_flow.save()
        self.skill_group = SkillGroup.objects.create(**here, name=name)
        self.prompt = Prompt.objects.create(**here, name=name)
        self.seat = Seat.objects.create(**here, name=name)
        self.trunk = Trunk.objects.create(**here, node=node, name=name, endpoint=name, numbers=CARRIED)
        self.access_number = AccessNumber.objects.create(
            **here,
            number=CARRIED[len(name)],
            trunk=self.trunk,
            service_line=self.service_line,
            queue=self.queue,
        )
        self.device = Device.objects.create(**here, kind="webrtc", node=node, endpoint=f"d-{name}")
        self.customer = Customer.objects.create(**here, name=name, created_at=utc_now(), changed_at=utc_now())
        number = str(next(numbers))
        self.customer_number = CustomerNumber.objects.create(
            tenant=company.tenant, customer=self.customer, number=number, last_four=number[-4:]
        )
        self.approval_chain = ApprovalChain.objects.create(**here, kind=BUSINESS, name=name, steps=[ONE_STEP])
        self.result = Disposition.objects.create(tenant=company.tenant, code=name, name=name)
        self.retention_class = RetentionClass.objects.create(
            tenant=company.tenant, code=name, name=name, keep_days=90
        )
        self.node = node


class World:
    """One's own team, the hall above, the team beside, another company; and who is above by his role."""

    def __init__(self, company: Company, other: Company) -> None:
        node = SwitchNode.objects.create(name="house")
        self.own = Place(company, company.team_one, "own", node)
        self.places = {
            "own": self.own,
            "above": Place(company, company.hall, "above", node),
            "beside": Place(company, company.team_two, "beside", node),
            "foreign": Place(other, other.team_one, "foreign", node),
        }
        self.superior = company.person("superior", company.team_one, Role.AGENT)
        superior_role = company.person("x", company.root, Role.TEAM_LEADER).assignments.get()
        superior_role.person = self.superior
        superior_role.save()
        self.door = Door(company.person("corner", company.team_one, Role.ADMINISTRATOR))

    def asks(self, field: str, value) -> int:
        """The status of a request that is right but for the id in `field`."""
        operation, _, place = field.partition(".")
        verb, _, kind = operation.partition("_")
        path = "/" + PATHS[kind]
        if verb in ("create", "file", "ask", "start"):
            rest = {name: _id(part) for name, part in self._new(kind).items()}
            self.door.post(path, body_with(place, value, rest))
        else:
            self.door.patch(f"{path}/{getattr(self.own, kind).pk}", body_with(place, value, {}))
        return self.door.status

    def _new(self, kind: str) -> dict[str, Any]:
        own, unit = self.own, {"org_unit": self.own.unit}
        mark = f"n{next(numbers)}"
        return {
            "person": unit | {"name": mark, "username": mark, "password": "a-green-Teapot-7"},
            "unit": {"parent": own.unit, "kind": "team", "name": mark},
            "service_line": unit | {"name": mark},
            "access_number": unit
            | {
                "number": CARRIED[0],
                "trunk": own.trunk,
                "service_line": own.service_line,
                "queue": own.queue,
            },
            "queue": unit | {"name": mark},
            "skill_group": unit | {"name": mark},
            "prompt": unit | {"name": mark},
            "ivr_flow": unit | {"name": mark},
            "seat": unit | {"name": mark},
            "device": unit | {"kind": "webrtc", "node": own.node},
            "trunk": unit | {"name": mark, "endpoint": mark, "node": own.node},
            "customer": unit | {"name": mark},
            "result": {"name": mark},
            "retention_class": {"name": mark, "keep_days": 90},
            "hand_over": {"month": "2025-10-01", "place": "folder", "medium": mark},
            "approval_chain": {"name": mark, "kind": BUSINESS},
            "request": unit | {"title": mark, "track": "region", "customers": 1, "text": mark},
            "deputy": _another_day(),
        }[kind]


PATHS = {
    "person": "people",
    "unit": "org-units",
    "service_line": "service-lines",
    "access_number": "access-numbers",
    "queue": "queues",
    "skill_group": "skill-groups",
    "prompt": "prompts",
    "ivr_flow": "ivr-flows",
    "seat": "seats",
    "device": "devices",
    "trunk": "trunks",
    "customer": "customers",
    "result": "results",
    "retention_class": "retention-classes",
    "hand_over": "hand-overs",
    "approval_chain": "approval-chains",
    "request": "requests",
    "deputy": "deputies",
}


def _another_day() -> dict[str, str]:
    """A span in which nobody else stands in yet."""
    since = utc_now() + dt.timedelta(days=next(numbers) - 13_800_000_000)
    return {"since": since.isoformat(), "until": (since + dt.timedelta(hours=1)).isoformat()}


def _id(part):
    return getattr(part, "pk", part)


@pytest.fixture
def world(company, other_company) -> World:
    return World(company, other_company)


def test_the_table_names_every_id_of_every_body():
    assert body_ids() == set(KINDS)


BY_COMPANIES = sorted(field for field in KINDS if "trunk." not in field.split("_", 1)[1])
"""What a company's own administrators fill in."""


@pytest.mark.parametrize("field", BY_COMPANIES)
def test_an_id_reaches_only_where_the_asker_may(world, field):
    kind = KINDS[field]
    places = world.places if kind != "node" else {"own": world.own}
    reached = {where for where, place in places.items() if world.asks(field, getattr(place, kind).pk) < 300}

    assert reached == (NOTHING if field in NOT_YET else SHARED.get(kind, frozenset({"own"})))


NOTHING: frozenset[str] = frozenset()
NOT_YET = {
    *("create_customer.numbers.id", "create_result.parent", "change_result.parent"),
    "create_approval_chain.steps.unit",
    "start_hand_over.queue",
    *(
        f"{verb}_retention_class.{field}"
        for verb in ("create", "change")
        for field in ("queue", "disposition")
    ),
}
"""A new customer has no numbers yet to be kept; new words, spans and chains, and handing over, are for who
manages all."""


@pytest.mark.parametrize("field", [field for field, kind in KINDS.items() if kind == "person"])
def test_nobody_reaches_above_himself_by_naming_who_sits_beside_him(world, field):
    assert world.asks(field, world.superior.pk) == 422


@pytest.mark.parametrize("field", [field for field in KINDS if field not in BY_COMPANIES])
def test_a_trunk_is_nothing_that_a_company_fills_in(world, field):
    assert world.asks(field, getattr(world.own, KINDS[field]).pk) == 403


def test_nobody_takes_over_the_phone_of_somebody_above_him(world):
    phone = world.own.device
    Device.objects.filter(pk=phone.pk).update(person=world.superior)

    for answer in (
        world.door.post(f"/devices/{phone.pk}/password"),
        world.door.patch(f"/devices/{phone.pk}", {"dial": "sip:8001@10.0.0.9"}),
        world.door.delete(f"/devices/{phone.pk}"),
    ):
        assert answer["code"] == "not_allowed"


def test_who_is_in_a_skill_group_already_may_stay_in_it(world):
    group, stranger = world.own.skill_group, world.places["beside"].person
    group.members.create(tenant=group.tenant, person=stranger, level=3)

    kept = world.door.patch(
        f"/skill-groups/{group.pk}", {"members": [{"person": str(stranger.pk), "level": 1}]}
    )
    assert [member["level"] for member in kept["members"]] == [1]
