"""Who guesses at the same address locks out himself; the person in his own browser goes on, and first."""

import argparse
import datetime as dt
import threading
from contextlib import contextmanager

import pytest

from tests.company import PASSWORD, Door
from zuoxi.assembly.cli import unlock
from zuoxi.assembly.terminal import Trouble
from zuoxi.kernel.clock import utc_now
from zuoxi.organisation import hashing
from zuoxi.organisation.browsers import COOKIE
from zuoxi.organisation.errors import TooBusy
from zuoxi.organisation.hashing import Asker, Line
from zuoxi.organisation.models import Person
from zuoxi.organisation.services.session import WORKED_AT, keep_working

HOUR_MS = 3_600_000


def signs_in(door, person, password=PASSWORD):
    door.post("/session", {"username": person.username, "password": password})
    return door.status


def lock_out(person):
    stranger = Door()
    while signs_in(stranger, person, "guess") != 429:
        pass


def test_a_guesser_at_the_same_address_does_not_lock_out_a_known_browser(company):
    own = Door()
    assert signs_in(own, company.agent) == 200
    own.delete("/session")

    lock_out(company.agent)
    assert signs_in(Door(), company.agent) == 429
    assert signs_in(own, company.agent) == 200


def test_a_known_browser_is_locked_out_by_its_own_guesses_only(company):
    own = Door()
    signs_in(own, company.agent)
    for _ in range(5):
        signs_in(own, company.agent, "guess")

    assert signs_in(own, company.agent) == 429
    assert signs_in(Door(), company.agent) == 200


def test_a_browser_is_known_for_whom_it_has_signed_in_and_nobody_else(company):
    own = Door()
    signs_in(own, company.agent)
    lock_out(company.leader)
    assert signs_in(own, company.leader) == 429


def test_a_browser_is_known_wherever_a_password_is_asked(company):
    own = Door()
    signs_in(own, company.agent)
    assert own.response.cookies[COOKIE]["path"] == "/api"


def test_who_is_signed_in_is_no_stranger_to_his_own_password(company):
    lock_out(company.agent)
    own = Door(company.agent)
    assert COOKIE not in own.client.cookies
    own.post("/second-factor", {"password": PASSWORD})
    assert own.status == 200


def test_but_who_finds_a_page_open_is_locked_out_by_his_guesses(company):
    found = Door(company.agent)
    statuses = []
    for _ in range(6):
        found.post("/second-factor", {"password": "guess"})
        statuses.append(found.status)
    assert (statuses[0], statuses[-1]) == (422, 429)
    found.post("/second-factor", {"password": PASSWORD})
    assert found.status == 429, "not even the right one now"
    assert signs_in(Door(), company.agent) == 200, "nobody else is"


@pytest.mark.parametrize("cookie", ["", "x", "eyJpZCI6ICJ4In0:1abc:forged"])
def test_a_forged_cookie_makes_nobody_known(company, cookie):
    lock_out(company.agent)
    door = Door()
    door.client.cookies[COOKIE] = cookie
    assert signs_in(door, company.agent) == 429


def unlocked(*arguments):
    parser = argparse.ArgumentParser()
    unlock.add(parser)
    unlock.run(parser.parse_args(arguments))


def test_the_command_line_lets_somebody_in_who_is_locked_out(company, capsys):
    lock_out(company.agent)
    unlocked(company.agent.username.upper())
    assert signs_in(Door(), company.agent) == 200
    with pytest.raises(Trouble):
        unlocked(company.agent.username)


# -- the line for passwords ------------------------------------------------------------------------------


@contextmanager
def waiting(line, *askers):
    """Everybody waits while a stranger and a known person are at it; the order in which they get in."""
    order: list[Asker] = []

    def waits(asker):
        with line.turn(asker):
            order.append(asker)

    threads = []
    with line.turn(Asker("x", known=False)), line.turn(Asker("y")):
        for asker in askers:
            threads.append(threading.Thread(target=waits, args=(asker,)))
            threads[-1].start()
            while len(line._waiting) < len(threads):
                pass
        yield order
    for thread in threads:
        thread.join()


def test_known_people_go_first_and_addresses_take_turns():
    flood = [Asker("flood", known=False)] * 3
    honest, known = Asker("honest", known=False), Asker("home")
    with waiting(Line(), *flood, honest, known) as order:
        pass

    assert order.index(known) == 0
    assert order.index(honest) <= 2, "behind one of the flood at most"


def test_one_address_has_a_few_places_and_leaves_the_rest_to_others(monkeypatch):
    monkeypatch.setattr(hashing, "PER_ADDRESS", 2)
    line = Line()
    flood = Asker("flood", known=False)
    with waiting(line, flood, flood):
        with pytest.raises(TooBusy), line.turn(flood):
            pass
        line._take_place(Asker("honest", known=False))
        line._take_place(Asker("home"))
        line._waiting[-2:] = []


# -- sessions --------------------------------------------------------------------------------------------


def test_the_sessions_of_somebody_who_was_hidden_stay_dead_when_he_is_shown_again(company):
    old = Door(company.agent)
    admin = Door(company.administrator)
    for hidden in (True, False):
        admin.patch(f"/people/{company.agent.id}", {"hidden": hidden})
        assert admin.status == 200

    assert not old.get("/session")["signed_in"]
    assert Door(Person.objects.get(id=company.agent.id)).get("/session")["signed_in"]


def test_work_extends_a_session_and_is_written_down_now_and_then(company):
    door = Door(company.agent)
    door.client.get("/api/session", headers={"X-Worked": "1"})
    first = door.client.session[WORKED_AT]
    door.client.get("/api/session", headers={"X-Worked": "1"})
    assert door.client.session[WORKED_AT] == first

    _an_hour_ago(door, first)
    works = door.client.get("/api/session", headers={"X-Worked": "1"})
    assert door.client.session[WORKED_AT] >= first
    assert works.cookies["zuoxi_session"]["max-age"] == 12 * 3600


def test_a_page_that_asks_by_itself_keeps_no_session_alive_and_a_change_does(company):
    door = Door(company.agent)
    door.client.get("/api/session", headers={"X-Worked": "1"})
    first = door.client.session[WORKED_AT]
    _an_hour_ago(door, first)
    ends = door.client.session.get_expiry_date()
    for _ in range(3):
        door.get("/session")
        door.get("/calls")
        assert "zuoxi_session" not in door.response.cookies
    assert door.client.session[WORKED_AT] == first - HOUR_MS
    assert abs(door.client.session.get_expiry_date() - ends) < dt.timedelta(minutes=1)

    door.patch("/session", {"language": "en"})
    assert door.status == 200
    assert door.client.session[WORKED_AT] >= first


def _an_hour_ago(door: Door, first: int) -> None:
    session = door.client.session
    session[WORKED_AT] = first - HOUR_MS
    session.save()


def test_nothing_is_written_for_work_of_a_moment_ago():
    session: dict[str, int] = {}
    keep_working(session, utc_now())
    noted = dict(session)
    keep_working(session, utc_now())
    assert session == noted
