"""What the switch tells of phones is written down: where they are, and who guesses at their passwords."""

import datetime as dt

import pytest

from tests.areas.telephony.test_configuration import fields
from tests.areas.telephony.test_what_companies_share import a_trunk
from tests.company import Door
from zuoxi.kernel.clock import utc_now
from zuoxi.organisation.models import AuditEvent
from zuoxi.telephony.models import Device, DeviceAddress
from zuoxi.telephony.services.heard import GUESSERS_PER_HOUR, note_guessers, note_where_phones_are

NOW = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


@pytest.fixture
def phone(hotline):
    Device.objects.filter(id=hotline.device["id"]).update(kind="sip_phone", name="前台")
    return Device.objects.get(id=hotline.device["id"])


@pytest.mark.parametrize("match", [["198.51.100.7"], ["198.51.100.0/24"]], ids=["its address", "its network"])
def test_a_trunk_does_not_cover_where_a_phone_has_registered_lately(phone, company, operator, node, match):
    note_where_phones_are({phone.endpoint: "198.51.100.7"}, utc_now() - DAY + HOUR)
    refused = operator.post("/trunks", a_trunk(company, node, match=match))
    assert operator.status == 422
    assert fields(refused) == {"match"}
    assert "前台" in str(refused)


def test_where_a_phone_was_the_day_before_may_be_a_carriers(phone, company, operator, node):
    note_where_phones_are({phone.endpoint: "198.51.100.7"}, utc_now() - DAY - HOUR)
    operator.post("/trunks", a_trunk(company, node, match=["198.51.100.7"]))
    assert operator.status == 201


def test_a_phone_that_is_out_of_use_stands_in_nobodys_way(phone, company, operator, node):
    note_where_phones_are({phone.endpoint: "198.51.100.7"}, utc_now())
    Device.objects.filter(id=phone.id).update(hidden_at=utc_now())
    operator.post("/trunks", a_trunk(company, node, match=["198.51.100.7"]))
    assert operator.status == 201


def test_where_a_phone_is_is_written_once_an_hour_or_when_it_has_moved(phone, django_assert_num_queries):
    at = {phone.endpoint: "198.51.100.7"}
    note_where_phones_are(at, NOW)
    with django_assert_num_queries(2):
        note_where_phones_are(at, NOW + HOUR / 2)
    assert DeviceAddress.objects.get().at == NOW
    note_where_phones_are(at, NOW + HOUR)
    assert DeviceAddress.objects.get().at == NOW + HOUR
    note_where_phones_are({phone.endpoint: "198.51.100.8", "nobody-s": "198.51.100.9"}, NOW + HOUR)
    assert DeviceAddress.objects.get().address == "198.51.100.8"


def test_who_was_shut_out_stands_in_the_trail_of_who_runs_the_installation(company, other_company, operator):
    note_guessers(["203.0.113.7", "203.0.113.8"], NOW)
    lines = Door(company.administrator).get("/audit", action="phones.guessed_at")["items"]
    assert {line["subject_name"] for line in lines} == {"203.0.113.7", "203.0.113.8"}
    assert Door(other_company.administrator).get("/audit", action="phones.guessed_at")["total"] == 0


def test_a_flood_of_addresses_fills_no_trail(company):
    for minute in range(3):
        many = [f"10.{minute}.{n // 256}.{n % 256}" for n in range(GUESSERS_PER_HOUR)]
        note_guessers(many, NOW + minute * dt.timedelta(minutes=1))
    assert AuditEvent.objects.filter(action="phones.guessed_at").count() == GUESSERS_PER_HOUR
