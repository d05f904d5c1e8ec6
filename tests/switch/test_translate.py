"""Asterisk's words: what we understand, and that nothing else ever hurts."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zuoxi.engine import events as e
from zuoxi.switch.legs import Legs
from zuoxi.switch.registrations import Registrations
from zuoxi.switch.translate import READERS, WANTED, channel_of, translate

CHANNEL = {"id": "c1", "state": "Up", "caller": {"number": "13800138000"}}
KNOWN = [
    (
        {"type": "StasisStart", "args": ["customer", "carrier", "4001"], "channel": CHANNEL},
        e.CallArrived(node="n", channel="c1", trunk="carrier", dialled="4001", caller="13800138000"),
    ),
    (
        {
            "type": "StasisStart",
            "args": ["customer", "carrier", "4001"],
            "channel": CHANNEL | {"caller": {"number": "Anonymous"}},
        },
        e.CallArrived(node="n", channel="c1", trunk="carrier", dialled="4001", caller=""),
    ),
    ({"type": "StasisStart", "args": ["dialled"], "channel": CHANNEL}, None),
    ({"type": "ChannelStateChange", "channel": CHANNEL}, e.LegAnswered(node="n", channel="c1")),
    (
        {"type": "ChannelStateChange", "channel": CHANNEL | {"state": "Ringing"}},
        e.LegProgressed(node="n", channel="c1", progress="ringing"),
    ),
    ({"type": "ChannelStateChange", "channel": CHANNEL | {"state": "Down"}}, None),
    (
        {"type": "Dial", "dialstatus": "PROGRESS", "peer": CHANNEL},
        e.LegProgressed(node="n", channel="c1", progress="early_media"),
    ),
    ({"type": "Dial", "dialstatus": "ANSWER", "peer": CHANNEL}, None),
    (
        {"type": "ChannelDtmfReceived", "digit": "#", "channel": CHANNEL},
        e.KeyPressed(node="n", channel="c1", digit="#"),
    ),
    ({"type": "ChannelDtmfReceived", "digit": "12", "channel": CHANNEL}, None),
    (
        {"type": "PlaybackFinished", "playback": {"id": "p", "target_uri": "channel:c1"}},
        e.PromptFinished(node="n", channel="c1", playback="p"),
    ),
    ({"type": "PlaybackFinished", "playback": {"id": "p", "target_uri": "bridge:b"}}, None),
]


def test_what_asterisk_says_becomes_what_we_mean():
    for message, event in KNOWN:
        assert translate("n", message) == event, message


def test_every_reader_is_let_through_the_filter():
    assert set(READERS) <= set(WANTED)


scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20)
json_values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
)
KEYS = (
    "args",
    "channel",
    "peer",
    "playback",
    "digit",
    "dialstatus",
    "cause",
    "soft",
    "id",
    "state",
    "caller",
)
hostile = st.dictionaries(
    st.sampled_from(KEYS),
    json_values | st.dictionaries(st.sampled_from((*KEYS, "number", "target_uri")), json_values, max_size=5),
).flatmap(lambda body: st.sampled_from(WANTED).map(lambda kind: {**body, "type": kind}))


@settings(suppress_health_check=[HealthCheck.too_slow])  # a busy machine draws slowly
@given(hostile | json_values)
def test_no_json_whatever_breaks_the_translation(message):
    event = translate("n", message)
    assert event is None or event.node == "n"
    assert isinstance(channel_of(message), str)
    if isinstance(message, dict):
        legs = Legs("n")
        legs.begin(message)
        legs.end(message)


def test_a_message_that_lacks_something_tells_nothing():
    for message, event in KNOWN:
        for missing in message if event else ():
            lacking = {key: value for key, value in message.items() if key != missing}
            assert translate("n", lacking) is None, (missing, message)


def said(kind: str, channel: str = "c1", **more: Any) -> dict[str, Any]:
    return {"type": kind, "channel": {"id": channel}, **more}


def end(*messages: dict[str, Any]) -> list[int]:
    """The ends that come of a sequence of messages."""
    legs = Legs("n")
    return [told[0].cause for message in messages if (told := take(legs, message))]


def take(legs: Legs, message: dict[str, Any]):
    if message["type"] == "StasisStart":
        legs.begin(message)
    return legs.end(message)


ARRIVES, DIALLED = said("StasisStart", args=["customer", "t", "1"]), said("StasisStart", args=["dialled"])


def test_a_customers_leg_ends_with_what_the_network_said():
    assert end(ARRIVES, said("ChannelHangupRequest", cause=31), said("StasisEnd")) == [31]


def test_a_dialled_leg_ends_when_its_channel_is_destroyed_with_the_cause_of_that():
    timed_out = said("ChannelHangupRequest", cause=32, soft=True)
    assert end(DIALLED, timed_out, said("StasisEnd"), said("ChannelDestroyed", cause=19)) == [19]


def test_the_end_of_a_leg_is_told_once_however_often_it_is_said():
    assert end(ARRIVES, said("StasisEnd"), said("ChannelDestroyed", cause=16), said("StasisEnd")) == [16]


def contact(status: str, uri: str, name: str = "w-1") -> dict[str, str]:
    return {"Event": "ContactStatus", "EndpointName": name, "URI": uri, "ContactStatus": status}


def told(*messages: dict[str, str]) -> list[str]:
    registrations = Registrations("n")
    return [type(event).__name__ for message in messages if (event := registrations.take(message))]


def test_a_page_that_is_reloaded_stays_registered_in_whichever_order_its_contacts_change():
    came, again, gone = contact("NonQualified", "a"), contact("NonQualified", "b"), contact("Removed", "a")
    assert told(came, again, gone) == ["DeviceRegistered", "DeviceRegistered"]
    assert told(came, gone, again) == ["DeviceRegistered", "DeviceUnregistered", "DeviceRegistered"]


def test_a_repeated_registration_is_told_once():
    assert told(contact("NonQualified", "a"), contact("Updated", "a")) == ["DeviceRegistered"]


def test_fixed_contacts_of_trunks_are_no_devices():
    registrations = Registrations("n")
    registrations.begin(
        [
            {"Endpoint": "carrier", "Uri": "sip:127.0.0.3", "ExpirationTime": "0", "Status": "NonQualified"},
            {"Endpoint": "w-1", "Uri": "sip:w", "ExpirationTime": "1795295941", "Status": "NonQualified"},
        ]
    )
    assert registrations.endpoints == ("w-1",)


def test_a_caller_has_rung_since_his_channel_was_made():
    told = translate(
        "n",
        {
            "type": "StasisStart",
            "timestamp": "2026-11-26T12:57:05.120+0800",
            "args": ["customer", "carrier", "4001"],
            "channel": CHANNEL | {"creationtime": "2026-11-26T04:57:03.081+0000"},
        },
    )
    assert isinstance(told, e.CallArrived)
    assert told.rang_ms == 2_039
