"""As the phone rings the agent sees who calls, at once and in one answer."""

from uuid import uuid4

from tests.areas.calls.test_calls_api import HOUR, NUMBER, tell_answered
from tests.company import Door
from zuoxi.calls.models import Attempt
from zuoxi.calls.services.facts import record
from zuoxi.compliance.services import lists
from zuoxi.contacts.models import Customer, CustomerNumber
from zuoxi.kernel.clock import now_ms, utc_now
from zuoxi.organisation.actor import Actor


def a_customer(house, number=NUMBER):
    customer = Customer.objects.create(
        tenant=house.tenant,
        org_unit=house.root,
        name="张女士",
        marks=["vip"],
        owner=house.colleague,
        created_at=utc_now(),
        changed_at=utc_now(),
    )
    for position, each in enumerate((number, "13900000002")):
        CustomerNumber.objects.create(
            tenant=house.tenant,
            customer=customer,
            number=each,
            last_four=each[-4:],
            position=position,
        )
    return customer


def ringing(house, number=NUMBER):
    told = house.teller
    start = len(told.told)
    call = told.call(number=number, at=now_ms() - 9_000).wait(1_000).queued().wait(4_000)
    call.offered(house.agent.id)
    record(told.told[start:])
    return call


def test_a_known_caller_is_there_with_everything(house):
    a_customer(house)
    boss = Actor(person=house.administrator, now=utc_now())
    lists.object_to_calls(boss, NUMBER, "survey")
    before = tell_answered(house, house.colleague, ago=HOUR)
    Door(house.colleague).put(f"/calls/{before.id}/note", {"text": "asked about delivery"})
    start = len(house.teller.told)
    house.teller.call(number=NUMBER, at=now_ms() - 2 * HOUR).queued().wait(9_000).owed().ended("abandoned")
    record(house.teller.told[start:])
    call = ringing(house)
    Door(house.agent).put(f"/calls/{call.id}/note", {"text": "typed while it rang"})

    pop = Door(house.agent).get("/screen-pop", call=call.id)
    assert pop["found"] is True
    assert pop["number"] == NUMBER
    assert pop["region"] == {"zh": "北京市", "en": "Beijing"}
    assert pop["customer"]["name"] == "张女士"
    assert pop["customer"]["owner"]["name"] == "colleague"
    assert pop["customer"]["numbers"] == [NUMBER, "139****0002"], "he speaks with the first of them only"
    assert pop["marks"] == ["vip", "do_not_call"]
    assert [row["outcome"] for row in pop["earlier_calls"]] == ["answered", "abandoned"]
    assert pop["earlier_calls"][0]["notes"][0]["text"] == "asked about delivery"
    assert pop["callbacks"][0]["calls"] == 1
    assert pop["note"] == "typed while it rang"


def test_an_unknown_caller_gives_an_empty_profile(house):
    call = ringing(house, number="13700000007")
    pop = Door(house.agent).get("/screen-pop", call=call.id)
    assert (pop["found"], pop["customer"], pop["earlier_calls"], pop["marks"]) == (True, None, [], [])
    assert pop["number"] == "13700000007"


def test_a_withheld_number_is_no_trouble(house):
    a_customer(house)
    call = ringing(house, number="")
    pop = Door(house.agent).get("/screen-pop", call=call.id)
    assert (pop["number"], pop["customer"], pop["earlier_calls"]) == ("", None, [])


def test_while_the_record_is_on_its_way_the_page_is_told_to_ask_again(house):
    pop = Door(house.agent).get("/screen-pop", call=str(uuid4()), number="138****0001")
    assert pop["found"] is False
    assert pop["number"] == ""


def test_before_dialling_a_number_shows_who_it_is(house):
    a_customer(house)
    pop = Door(house.agent).get("/screen-pop", number="+86 138 0000 0001")
    assert (pop["found"], pop["customer"]["name"]) == (True, "张女士")


def test_somebody_elses_call_pops_nothing(house):
    call = ringing(house)
    pop = Door(house.colleague).get("/screen-pop", call=call.id)
    assert (pop["found"], pop["number"]) == (False, "")


def test_the_last_ten_calls_are_enough_and_cost_no_more_queries(house, django_assert_max_num_queries):
    for n in range(12):
        tell_answered(house, house.colleague, ago=HOUR * (n + 1))
    a_customer(house)
    call = ringing(house)
    door = Door(house.agent)
    with django_assert_max_num_queries(20):
        assert len(door.get("/screen-pop", call=call.id)["earlier_calls"]) == 10


def test_whom_he_dials_is_there_while_it_rings_also_when_the_desktop_knows_the_number_masked(house):
    """Nothing is told of a call whose customer has not answered, so its attempt says who he is."""
    a_customer(house)
    dialled = Attempt.objects.create(
        tenant=house.tenant,
        path=house.agent.path,
        call_id=uuid4(),
        person=house.agent,
        number=NUMBER,
        purpose="callback",
        at=utc_now(),
        expires_at=utc_now(),
    )
    pop = Door(house.agent).get("/screen-pop", call=dialled.call_id, number="138****0001")
    assert (pop["found"], pop["call"], pop["number"]) == (True, None, NUMBER)
    assert pop["customer"]["name"] == "张女士"
    other = Door(house.colleague).get("/screen-pop", call=dialled.call_id, number="138****0001")
    assert (other["found"], other["number"], other["customer"]) == (False, "", None)
