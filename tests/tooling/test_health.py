"""What `zuoxi health` says of each thing that is not as it should be."""

import datetime as dt

import pytest

from zuoxi.assembly.health import NOBODY, QUESTIONS, certificate, findings
from zuoxi.kernel.clock import to_datetime
from zuoxi.outbox.channel import Pong

WALL = 1_790_000_000_000
WELL = {"id": "p", "now": 5, "epoch": 2, "switch": {"house": True}, "database": True, "wall": WALL}


def test_nothing_is_said_when_all_is_well():
    assert findings(Pong(**WELL), WALL + 900) == ()


def test_a_telephone_process_that_does_not_answer_is_the_one_thing_to_say():
    assert findings(None, WALL) == (NOBODY,)


@pytest.mark.parametrize(
    ("changes", "code", "names"),
    [
        ({"switch": {"house": True, "north": False}}, "switch", "north"),
        ({"loaded": False}, "loaded", "provision.failed"),
        ({"shut_out": 3}, "guesses", "guesses.shut_out"),
        ({"database": False}, "database", "recorder"),
        ({"breaks": 3, "broke": "TimePassed: KeyError"}, "breaks", "KeyError"),
        ({"disk": "full"}, "disk", ""),
        ({"disk": "low"}, "disk", "ZUOXI_HOME"),
        ({"disk": "unsynced"}, "disk", ""),
        ({"unread": 2}, "unread", "recover.not_read"),
        ({"unsaid": 41}, "unsaid", "41"),
        ({"spool": "full", "spool_bytes": 20_000_000_000}, "spool", "20,000 MB"),
        ({"spool": "filling", "spool_bytes": 17_000_000_000}, "spool", "17,000 MB"),
        ({"archive": "altered"}, "archive", "--check"),
        ({"archive": "behind"}, "archive", "jobs.log"),
        ({"wall": WALL + 8 * 3_600_000}, "clocks", "28800.0"),
        ({"clock_moved": -3_000}, "clock_moved", "-3.0"),
    ],
)
def test_what_is_wrong_is_said_in_both_languages_and_names_it(changes, code, names):
    (found,) = findings(Pong(**(WELL | changes)), WALL)
    assert found.code == code
    assert names in found.zh
    assert names in found.en


@pytest.mark.parametrize(("days", "said"), [(31, False), (29, True), (-1, True)])
def test_the_end_of_a_certificate_is_told_a_month_before(days, said):
    end = to_datetime(WALL) + dt.timedelta(days=days)
    found = certificate(end, WALL)
    assert (found is not None) is said
    if found:
        assert f"{end:%Y-%m-%d}" in found.zh
        assert f"{end:%Y-%m-%d}" in found.en


def test_a_certificate_that_nobody_can_read_is_told():
    found = certificate(None, WALL)
    assert found is not None
    assert found.code == "certificate"


def test_every_question_has_a_meaning():
    assert all(question.__doc__ for question in QUESTIONS)
