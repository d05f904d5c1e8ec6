"""Lines, addresses and numbers are shared by all companies: who runs the installation says whose they are."""

import pytest

from tests.areas.telephony.test_configuration import fields
from tests.company import Door
from zuoxi.organisation.rules import Role
from zuoxi.telephony.models import AccessNumber, Device, Trunk
from zuoxi.telephony.selectors import floor


@pytest.fixture
def rival(other_company):
    return Door(other_company.administrator)


def a_trunk(company, node, **changes):
    return {
        "org_unit": str(company.root.id),
        "node": str(node.id),
        "name": "又一家",
        "endpoint": "second",
        "host": "203.0.113.9",
    } | changes


def test_no_administrator_of_a_corner_or_of_another_company_sets_up_a_trunk(
    hotline, company, other_company, rival, node
):
    corner = Door(company.person("corner", company.team_one, Role.ADMINISTRATOR))
    for door, place in (
        (corner, company.team_one),
        (rival, other_company.root),
        (door_of(company), company.root),
    ):
        refused = door.post("/trunks", a_trunk(company, node, org_unit=str(place.id)))
        assert refused["code"] == "not_allowed"
        assert door.patch(f"/trunks/{hotline.trunk['id']}", {"match": ["127.0.0.1"]})["code"] == "not_allowed"
    assert Trunk.objects.count() == 1


def door_of(company):
    return Door(company.administrator)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"host": "203.0.113.5"}, "host"),
        ({"match": ["203.0.113.0/24"]}, "match"),
        ({"match": ["10.0.0.0/16"]}, "match"),
        ({"match": ["127.0.0.1"]}, "match"),
        ({"match": ["127.0.0.0/16"]}, "match"),
        ({"match": ["127.0.0.2"]}, "match"),
        ({"numbers": ["400-800-1234"], "org_unit": "other"}, "numbers"),
    ],
    ids=[
        "a carrier",
        "a carrier's network",
        "a phone",
        "the machine",
        "its network",
        "the switch",
        "a number",
    ],
)
def test_a_trunk_meets_nobody_elses_address_and_no_other_companys_number(
    hotline, company, other_company, operator, node, changes, field
):
    operator.patch(f"/trunks/{hotline.trunk['id']}", {"host": "203.0.113.5", "match": ["203.0.113.4/31"]})
    Device.objects.filter(id=hotline.device["id"]).update(kind="sip_phone", dial="sip:8001@10.0.0.9")
    if "org_unit" in changes:
        changes = changes | {"org_unit": str(other_company.root.id)}

    refused = operator.post("/trunks", a_trunk(company, node, **changes))
    assert operator.status == 422
    assert fields(refused) == {field}


def test_a_trunk_out_of_use_stands_in_nobodys_way_until_it_comes_back(hotline, company, operator, node):
    first = operator.post("/trunks", a_trunk(company, node))
    assert operator.delete(f"/trunks/{first['id']}")["hidden"]
    operator.post("/trunks", a_trunk(company, node, endpoint="third"))
    assert operator.status == 201

    assert fields(operator.patch(f"/trunks/{first['id']}", {"hidden": False})) == {"host"}


def test_a_rival_answers_on_no_number_that_was_not_given_to_him(
    hotline, other_company, operator, rival, node
):
    place = {"org_unit": str(other_company.hall.id)}
    line = rival.post("/service-lines", place | {"name": "对手"})
    queue = rival.post("/queues", place | {"name": "对手"})
    wanted = place | {"service_line": line["id"], "queue": queue["id"]}

    for number in ("01088886666", "4008001234"):
        assert fields(rival.post("/access-numbers", wanted | {"number": number})) == {"trunk"}
        stolen = wanted | {"number": number, "trunk": hotline.trunk["id"]}
        assert fields(rival.post("/access-numbers", stolen)) == {"trunk"}

    own = operator.post("/trunks", a_trunk(other_company, node, numbers=["02166668888"]))
    for number in ("01088886666", "4008001234", "4008009999"):
        assert fields(rival.post("/access-numbers", wanted | {"number": number})) == {"number"}
    taken = rival.post("/access-numbers", wanted | {"number": "021-6666-8888"})
    assert (taken["number"], taken["trunk"]["id"]) == ("02166668888", own["id"])


def test_the_number_that_is_shown_is_one_that_the_line_carries(hotline, operator):
    path = f"/trunks/{hotline.trunk['id']}"
    refused = operator.patch(path, {"numbers": ["01088886666"], "caller_id": "110"})

    assert fields(refused) == {"caller_id"}


def test_who_runs_the_installation_assigns_a_number_by_using_it(hotline, company):
    both = company.person("both", company.root, Role.ADMINISTRATOR, Role.INSTALLATION_ADMINISTRATOR)
    made = Door(both).post(
        "/access-numbers",
        {
            "org_unit": str(company.hall.id),
            "number": "4008005678",
            "service_line": hotline.line["id"],
            "queue": hotline.queue["id"],
        },
    )
    assert made["number"] in Trunk.objects.get(id=hotline.trunk["id"]).numbers


def test_the_floor_reads_which_line_brings_a_number(hotline):
    (number,) = floor.access_numbers()
    (trunk,) = floor.trunks()
    assert number.trunk == trunk.id == hotline.trunk["id"]

    AccessNumber.objects.update(trunk=None)
    assert floor.access_numbers() == ()
