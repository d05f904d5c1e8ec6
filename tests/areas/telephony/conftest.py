"""A hotline to tell stories with."""

from types import SimpleNamespace

import pytest

from tests.company import Door
from zuoxi.telephony.models import SwitchNode


@pytest.fixture
def node(db):
    return SwitchNode.objects.create(name="house")


@pytest.fixture
def door(company):
    return Door(company.administrator)


@pytest.fixture
def operator(company):
    return Door(company.operator)


@pytest.fixture
def hotline(company, door, operator, node):
    """One queue served by two skill groups, behind one number, with a trunk and the agent's browser."""
    unit = str(company.hall.id)

    def made(path, by=door, **fields):
        row = by.post(path, {"org_unit": unit, **fields})
        assert by.status == 201, row
        return row

    line = made("/service-lines", name="售后服务", name_en="After-sales")
    first = made("/skill-groups", name="一线", members=[{"person": str(company.agent.id), "level": 1}])
    second = made("/skill-groups", name="二线", members=[{"person": str(company.stranger.id), "level": 2}])
    queue = made(
        "/queues",
        name="售后",
        groups=[
            {"skill_group": first["id"]},
            {"skill_group": second["id"], "after_ms": 20_000},
        ],
    )
    trunk = made(
        "/trunks",
        by=operator,
        node=str(node.id),
        name="运营商",
        endpoint="carrier",
        numbers=["400 800 1234", "01088886666"],
        caller_id="01088886666",
    )
    number = made("/access-numbers", number="400-800-1234", service_line=line["id"], queue=queue["id"])
    device = made("/devices", node=str(node.id), kind="webrtc", person=str(company.agent.id))
    return SimpleNamespace(
        line=line,
        first=first,
        second=second,
        queue=queue,
        number=number,
        trunk=trunk,
        device=device,
        made=made,
    )
