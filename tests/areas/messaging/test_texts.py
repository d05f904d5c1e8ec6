"""A company words its own messages, sees them as a customer would, and what they cost."""

import pytest

from tests.areas.messaging.peers import Peer
from tests.areas.messaging.test_sending import send
from tests.company import Door
from zuoxi.messaging import rules
from zuoxi.organisation.models import AuditEvent


@pytest.mark.parametrize(
    ("text", "alphabet", "units", "parts"),
    [
        ("", "gsm", 0, 0),
        ("a" * 160, "gsm", 160, 1),
        ("a" * 161, "gsm", 161, 2),
        ("a" * 306, "gsm", 306, 2),
        ("a" * 307, "gsm", 307, 3),
        ("€" * 80, "gsm", 160, 1),
        ("€" * 81, "gsm", 162, 2),
        ("a" * 152 + "€" + "a" * 152, "gsm", 306, 3),  # the € does not fit, and is not cut in half
        ("您" * 70, "ucs2", 70, 1),
        ("您" * 71, "ucs2", 71, 2),
        ("您" * 134, "ucs2", 134, 2),
        ("您" * 135, "ucs2", 135, 3),
        ("🎉" * 35, "ucs2", 70, 1),
        ("您" * 66 + "🎉" + "您" * 66, "ucs2", 134, 3),
        ("a" * 70 + "`", "ucs2", 71, 2),
    ],
)
def test_how_many_messages_a_text_is(text, alphabet, units, parts):
    found = rules.length(text)
    assert (found.alphabet, found.units, found.parts) == (alphabet, units, parts)


GOOD = {"zh": "{company}请您评分 {link}", "en": "{company} asks: {link}"}


@pytest.fixture
def door(house):
    return Door(house.administrator)


def test_its_own_words_are_sent_from_the_next_message_on(house, owed, door):
    assert door.get("/rating-texts")["zh"] == rules.RATING_TEXTS["zh"]
    assert door.put("/rating-texts", GOOD)["changed"]["by"] == "admin"
    owed()
    peer = Peer()
    send(peer)
    assert peer.at_the_phone[0][1].startswith("和风公司请您评分 https://call.example/r/")
    line = AuditEvent.objects.get(action="rating_texts.set")
    assert (line.before["zh"], line.after["zh"]) == (rules.RATING_TEXTS["zh"], GOOD["zh"])
    door.put("/rating-texts", GOOD)
    assert AuditEvent.objects.filter(action="rating_texts.set").count() == 1, "nothing has changed"


def test_a_preview_says_what_a_customer_reads_and_keeps_nothing(door):
    shown = door.post("/rating-texts/preview", GOOD)
    assert shown["zh"]["text"].startswith("和风公司请您评分 https://call.example/r/")
    assert (shown["zh"]["parts"], shown["zh"]["alphabet"], shown["zh"]["problem"]) == (1, "ucs2", None)
    assert door.get("/rating-texts")["zh"] == rules.RATING_TEXTS["zh"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{company} 没有链接", rules.NO_LINK),
        ("{link} 是谁", rules.NO_COMPANY),
        ("{company} {link} {link}", rules.TWO_LINKS),
        ("{company} {link} {agent}", rules.OTHER_PLACE),
        ("{company} {link} {", rules.OTHER_PLACE),
        ("{company.name} {link}", rules.OTHER_PLACE),
        ("{company} {link}" + "长" * 300, rules.TOO_LONG),
    ],
)
def test_what_cannot_be_sent_is_not_kept(door, text, problem):
    assert door.post("/rating-texts/preview", {**GOOD, "zh": text})["zh"]["problem"]["zh"] == problem[0]
    refused = door.put("/rating-texts", {**GOOD, "zh": text})
    assert (door.status, refused["data"]["fields"]["zh"]["en"]) == (422, problem[1])


def test_the_usual_words_are_good_ones():
    for text in rules.RATING_TEXTS.values():
        assert rules.wrong_with(text, "和风公司", "https://call.example/r/" + "A" * 22) is None


def test_a_companys_name_fills_no_place():
    assert rules.filled("{company} {link}", "{link}", "x") == "{link} x"
