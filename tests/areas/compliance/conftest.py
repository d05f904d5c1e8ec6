"""A company that may dial out through one trunk, and an agent of it."""

import datetime as dt

import pytest

from tests.areas.calls.houses import make_house
from zuoxi.organisation.actor import Actor
from zuoxi.telephony.models import SwitchNode, Trunk

NOON = dt.datetime(2036, 3, 3, 4, tzinfo=dt.UTC)
"""A Monday, noon in Shanghai."""


def make_dialling_house(name="Sample"):
    house = make_house(name)
    node = SwitchNode.objects.create(name=f"n-{name}"[:32])
    house.trunk = Trunk.objects.create(
        tenant=house.tenant,
        org_unit=house.root,
        node=node,
        name="carrier",
        endpoint="carrier",
        caller_id="01088880000",
    )
    house.boss = Actor(person=house.administrator, now=NOON)
    return house


@pytest.fixture
def house(db):
    return make_dialling_house()
