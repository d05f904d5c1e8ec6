"""A hostile administrator finds no way out of the house beside the gate, and no way to take all calls."""

import pytest

from tests.areas.telephony.test_configuration import fields


@pytest.fixture
def carrier(hotline, operator):
    path = f"/trunks/{hotline.trunk['id']}"
    operator.patch(path, {"host": "SBC.example.com", "match": ["203.0.113.0/29", "2001:db8::/64"]})
    assert operator.status == 200
    return path


@pytest.mark.parametrize(
    "dial",
    [
        "sip:13800138000@10.0.0.9",
        "sip:+8613800138000@10.0.0.9",
        "sip:9-138-0013-8000@gateway.example.com",
        "sip:95588@10.0.0.9",
        "sip:110@10.0.0.9",
        "sip:alice@sbc.example.com:5080",
        "sip:8001@203.0.113.5",
        "sips:8001@SBC.EXAMPLE.COM",
        "sip:666666@127.23",
        "sip:666666@2130706455",
        "sip:666666@0x7f000017",
        "sip:666666@127.0.0.23.",
        "sip:666666@127.0.0.023",
        "sip:desk-7@phones.example.com:5061",
        "sip:desk-7@198.51.100.9",
    ],
)
def test_a_device_is_neither_an_outside_number_nor_at_the_carrier(hotline, door, carrier, dial):
    refused = door.patch(f"/devices/{hotline.device['id']}", {"dial": dial})

    assert door.status == 422
    assert fields(refused) == {"dial"}


@pytest.mark.parametrize("dial", ["sip:8001@10.0.0.9", "sip:desk-7@192.168.3.4:5061", ""])
def test_a_phone_of_the_house_has_an_extension(hotline, door, carrier, dial):
    assert door.patch(f"/devices/{hotline.device['id']}", {"dial": dial})["dial"] == dial


def test_phones_are_where_the_installation_says_and_nowhere_else(hotline, door, settings):
    settings.ZUOXI_PHONE_NETWORKS = ("198.51.100.0/24",)
    path = f"/devices/{hotline.device['id']}"
    assert door.patch(path, {"dial": "sip:8001@198.51.100.9"})["dial"]
    door.patch(path, {"dial": "sip:8001@10.0.0.9"})
    assert door.status == 422


@pytest.mark.parametrize("match", ["0.0.0.0/0", "10.0.0.0/8", "::/0", "aa", "1.2.3", "//", "1.2.3.4/33"])
def test_a_trunk_answers_for_its_carrier_only(carrier, operator, match):
    refused = operator.patch(carrier, {"match": ["203.0.113.1", match]})

    assert operator.status == 422
    assert fields(refused) == {"match"}
