"""A refusal tells who was refused and why, not the number to whoever may not see numbers."""

import json

import pytest

from tests.areas.compliance.conftest import NOON
from tests.company import Door
from zuoxi.compliance.errors import GateRefused
from zuoxi.compliance.services import lists, permits

NUMBER = "13800000001"
MISTYPED = "138000000012"


def refused(house, number):
    with pytest.raises(GateRefused):
        permits.ask(house.agent, number, lambda: NOON)


def test_a_mistyped_number_is_masked_in_the_sentence_too(house):
    refused(house, MISTYPED)

    for somebody in (house.assessor, house.agent):
        page = Door(somebody).get("/refusals")
        assert page["total"] == 1
        assert MISTYPED not in json.dumps(page)
        assert page["items"][0]["number"] in page["items"][0]["message"]["zh"]
    assert MISTYPED in Door(house.leader).get("/refusals")["items"][0]["message"]["en"]


def test_refusals_are_not_searched_digit_by_digit(house):
    lists.blacklist(house.boss, NUMBER, "x")
    refused(house, NUMBER)

    found = [Door(house.assessor).get("/refusals", q=end)["total"] for end in ("0001", "00001", NUMBER)]
    assert found == [1, 0, 1]
    assert Door(house.leader).get("/refusals", q="00001")["total"] == 1
