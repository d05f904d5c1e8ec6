"""Who may not see a customer's number can dial it all the same, wherever he meets the customer."""

import pytest

from tests.company import Door
from zuoxi.contacts.models import CustomerNumber
from zuoxi.gateway.errors import NotAllowed
from zuoxi.gateway.people import Installation
from zuoxi.organisation.errors import NotFound, TooManyLookUps
from zuoxi.organisation.models import AuditEvent

NUMBER = "13502800037"


@pytest.fixture
def customer(company):
    def at(unit, number=NUMBER):
        door = Door(company.administrator)
        fields = {"name": "张伟", "org_unit": str(unit.id), "numbers": [{"number": number}]}
        return door.post("/customers", fields)

    return at


def dialled(person, id: str) -> str:
    return Installation().number_of(str(person.id), id)


def test_the_list_and_the_pop_give_an_id_to_dial_where_they_mask_the_number(customer, company):
    made = customer(company.hall)
    agent = Door(company.agent)
    listed = agent.get("/customers")["items"][0]["numbers"][0]
    read = agent.get(f"/customers/{made['id']}")["numbers"][0]
    assert NUMBER not in str((listed, read))
    assert dialled(company.agent, listed["id"]) == dialled(company.agent, read["id"]) == NUMBER


@pytest.mark.parametrize("id", ["", "13502800037", "0190163d-8694-739b-aea5-966c26f8ad91", "x' or 1=1"])
def test_what_is_no_id_of_a_number_dials_nothing(customer, company, id):
    customer(company.hall)
    with pytest.raises(NotFound):
        dialled(company.agent, id)


def test_nobody_dials_a_customer_whom_he_may_not_see(customer, company, other_company):
    customer(company.team_two)
    number = str(CustomerNumber.objects.get().pk)
    for stranger in (company.agent, other_company.agent, other_company.administrator):
        with pytest.raises(NotFound):
            dialled(stranger, number)
    assert dialled(company.stranger, number) == NUMBER


def test_nobody_dials_one_who_is_out_of_use_or_after_he_is_so_himself(customer, company):
    made = customer(company.hall)
    number = made["numbers"][0]["id"]
    Door(company.administrator).patch(f"/people/{company.agent.id}", {"hidden": True})
    with pytest.raises(NotAllowed):
        dialled(company.agent, number)
    Door(company.administrator).delete(f"/customers/{made['id']}")
    with pytest.raises(NotFound):
        dialled(company.leader, number)


def test_numbers_that_are_typed_count_as_searches_and_calls_for_help_never(company, settings):
    settings.ZUOXI_LOOK_UPS_PER_MINUTE = 2
    asker = str(company.agent.id)
    for typed in ("13502800037", "+86 135 0280 0037", "13502800038", "135"):
        Installation().look_up(asker, typed)
    assert AuditEvent.objects.filter(action="number.looked_up").count() == 2

    with pytest.raises(TooManyLookUps):
        Installation().look_up(asker, "13502800039")
    for _ in range(3):
        Installation().look_up(asker, "110")
