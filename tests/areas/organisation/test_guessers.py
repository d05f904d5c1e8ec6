"""Guessing costs the guesser more each time, wherever he comes from, and nobody at his own browser."""

import datetime as dt

import pytest

from tests.company import PASSWORD, Door
from zuoxi.kernel.clock import utc_now
from zuoxi.organisation.errors import FormErrors, LockedOut
from zuoxi.organisation.models import Guesses
from zuoxi.organisation.services import guesses
from zuoxi.organisation.services.passwords import _COMMON, check_password_rules
from zuoxi.organisation.services.session import forgive
from zuoxi.organisation.signing_in import CODE, NAME, SOURCE, closed_for, left_of


def guess(name, address, password="guess"):
    door = Door(REMOTE_ADDR=address)
    door.post("/session", {"username": name, "password": password})
    return door.status


def many_guesses(name):
    """From a new address each time: no two of them look alike."""
    for number in range(NAME.free):
        guess(name, f"198.51.100.{number}")


def test_the_wait_doubles_and_has_an_end():
    waits = [closed_for(NAME.free + more, NAME).total_seconds() for more in (-1, 0, 1, 2, 30)]
    assert waits == [0, 2, 4, 8, 900]


def test_one_name_guessed_at_from_everywhere_is_closed_to_strangers_only(company):
    own = Door()
    own.post("/session", {"username": company.agent.username, "password": PASSWORD})
    own.delete("/session")
    many_guesses(company.agent.username)

    assert guess(company.agent.username, "203.0.113.9", PASSWORD) == 429, "a stranger, even with the password"
    own.post("/session", {"username": company.agent.username, "password": PASSWORD})
    assert own.status == 200, "where he works he is known"
    assert guess(company.leader.username, "203.0.113.9", PASSWORD) == 200, "others are not concerned"


def test_an_unknown_name_is_closed_in_the_same_way(db):
    many_guesses("nobody-here")
    assert guess("nobody-here", "203.0.113.9") == 429


def test_one_address_that_tries_many_names_waits(company):
    for number in range(SOURCE.free):
        assert guess(f"name-{number}", "198.51.100.7") == 401
    assert guess(company.leader.username, "198.51.100.7", PASSWORD) == 429
    assert guess(company.leader.username, "198.51.100.8", PASSWORD) == 200


def test_a_wait_ends_and_guesses_are_forgotten_after_an_hour(db):
    now, of = utc_now(), guesses.digest_of("name", "x")
    for _ in range(NAME.free):
        guesses.count_wrong(of, NAME, now)
    with pytest.raises(LockedOut):
        guesses.check_open(of, now)
    guesses.check_open(of, now + dt.timedelta(seconds=3))
    guesses.count_wrong(of, NAME, now + dt.timedelta(hours=2))
    assert Guesses.objects.get().wrong == 1


def test_a_free_wrong_answer_closes_nothing_for_who_asked_a_moment_before(db):
    """Of two at once the one that came first may be looked at last."""
    now, of = utc_now(), guesses.digest_of("name", "x")
    guesses.count_wrong(of, NAME, now)
    guesses.check_open(of, now - dt.timedelta(milliseconds=5))


def test_a_hall_that_mistypes_all_day_long_never_waits(db):
    """Fifty of a few hundred people each hour, never an hour without one."""
    begun, of = utc_now(), guesses.digest_of("source", "198.51.100.7")
    for number in range(8 * 50):
        now = begun + dt.timedelta(seconds=72 * number - number % 3 * 40)
        guesses.check_open(of, now)
        guesses.count_wrong(of, SOURCE, now)
    assert Guesses.objects.get().wrong <= 3


@pytest.mark.parametrize("patience", [NAME, SOURCE, CODE])
def test_whoever_goes_on_guessing_gets_no_more_than_is_free_by_the_hour(patience):
    begun = now = since = utc_now()
    wrong = tries = 0
    while now < begun + dt.timedelta(hours=24):
        left, since = left_of(wrong, since, now, patience)
        wrong, tries = left + 1, tries + 1
        now += max(closed_for(wrong, patience), dt.timedelta(seconds=1))
    assert tries <= 26 * patience.free


def test_nobody_is_counted_for_longer_than_two_hours():
    now = utc_now()
    assert left_of(100_000, now, now, SOURCE) == (2 * SOURCE.free, now)
    after = now + dt.timedelta(hours=2)
    assert left_of(100_000, now, after, SOURCE) == (0, after)


def test_an_administrator_and_the_command_line_open_it_again(company):
    many_guesses(company.agent.username)
    assert forgive(company.agent.username)
    assert guess(company.agent.username, "203.0.113.9", PASSWORD) == 200


def test_neither_names_nor_addresses_are_kept_for_it(company):
    guess("nobody-here", "198.51.100.7")
    kept = " ".join(Guesses.objects.values_list("of", flat=True))
    assert "nobody" not in kept and "198" not in kept


# -- passwords that everybody tries first ----------------------------------------------------------------


@pytest.mark.parametrize(
    "password",
    [
        "password123",
        "P@ssw0rd2026",
        "!!Football99",
        "passwordpassword",
        "1234567890",
        "qwertyuiop",
        "Iloveyou!!2026",
        "admin@123456",
    ],
)
def test_what_everybody_tries_first_is_refused_however_it_is_dressed(password):
    with pytest.raises(FormErrors):
        check_password_rules(password, "wangfang")


@pytest.mark.parametrize(
    "password", [PASSWORD, "fresh-Start-2026", "another-Teapot-8", "三只蓝色的茶壶在唱歌", "vN8#qLw2!xRt"]
)
def test_others_will_do(password):
    check_password_rules(password, "wangfang")


def test_the_list_is_there():
    assert len(_COMMON) > 19_000
