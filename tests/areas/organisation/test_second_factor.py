"""The second factor: set up, asked for at sign-in, replayed, guessed at, lost, taken away."""

import argparse
import datetime as dt

import pyotp
import pytest
from django.conf import settings

from tests.company import PASSWORD, Door
from zuoxi.assembly.cli import unlock
from zuoxi.assembly.terminal import Trouble
from zuoxi.kernel.clock import utc_now
from zuoxi.organisation.models import AuditEvent, RecoveryCode, SecondFactor
from zuoxi.organisation.rules import Role
from zuoxi.organisation.selectors.sessions import people_of_sessions
from zuoxi.organisation.services import second_factor


def by_password(person):
    door = Door()
    door.answer = door.post("/session", {"username": person.username, "password": PASSWORD})
    return door


def set_up(door):
    """Returns the app and the recovery codes."""
    begun = door.post("/second-factor", {"password": PASSWORD})
    assert begun["picture"].startswith("data:image/svg+xml")
    app = pyotp.TOTP(begun["secret"])
    codes = door.post("/second-factor/confirm", {"code": app.now()})["codes"]
    again()
    return app, codes


def again():
    """As if the step in which the app showed its last code were over."""
    SecondFactor.objects.update(last_step=0)


@pytest.fixture
def guarded(company):
    """The leader, with an app."""
    door = by_password(company.leader)
    company.app, company.codes = set_up(door)
    return company


def test_the_password_alone_opens_nothing(guarded):
    door = by_password(guarded.leader)
    assert (door.answer["signed_in"], door.answer["code_needed"], door.answer["person"]) == (
        False,
        True,
        None,
    )
    for path in ("/customers", "/sessions", "/second-factor", "/org-units"):
        door.get(path)
        assert door.status == 401
    assert people_of_sessions([door.client.cookies[settings.SESSION_COOKIE_NAME].value]) == {}

    session = door.post("/session/code", {"code": guarded.app.now()})
    assert session["person"]["id"] == str(guarded.leader.id)
    door.get("/customers")
    assert door.status == 200


def test_the_key_of_the_half_open_sign_in_is_not_that_of_the_session(guarded):
    door = by_password(guarded.leader)
    before = door.client.cookies[settings.SESSION_COOKIE_NAME].value
    door.post("/session/code", {"code": guarded.app.now()})
    assert door.client.cookies[settings.SESSION_COOKIE_NAME].value != before


def test_a_code_is_taken_once(guarded):
    code = guarded.app.now()
    assert by_password(guarded.leader).post("/session/code", {"code": code})["signed_in"]
    second = by_password(guarded.leader)
    refused = second.post("/session/code", {"code": code})
    assert (second.status, list(refused["data"]["fields"])) == (422, ["code"])


def test_nor_is_an_earlier_one_after_it(guarded):
    now = utc_now()
    earlier = guarded.app.at(now - dt.timedelta(seconds=30))
    assert by_password(guarded.leader).post("/session/code", {"code": guarded.app.at(now)})["signed_in"]
    door = by_password(guarded.leader)
    door.post("/session/code", {"code": earlier})
    assert door.status == 422


def test_codes_that_are_guessed_close_the_way_longer_each_time(guarded):
    door = by_password(guarded.leader)
    statuses = []
    for number in range(7):
        door.post("/session/code", {"code": f"00000{number}"})
        statuses.append(door.status)
    assert statuses[0] == 422 and statuses[-1] == 429
    door.post("/session/code", {"code": guarded.app.now()})
    assert door.status == 429, "not even the right one now"
    assert AuditEvent.objects.filter(action="session.code_refused").count() == 5


def test_five_minutes_after_the_password_it_is_asked_again(guarded, monkeypatch):
    door = by_password(guarded.leader)
    monkeypatch.setattr(second_factor, "HALF_MS", -1)
    refused = door.post("/session/code", {"code": guarded.app.now()})
    assert (door.status, refused["code"]) == (401, "half_over")
    assert not door.get("/session")["code_needed"]


def test_a_password_that_was_changed_meanwhile_closes_the_half_open_sign_in(guarded):
    door = by_password(guarded.leader)
    guarded.leader.set_password("another-Teapot-8")
    guarded.leader.save()
    door.post("/session/code", {"code": guarded.app.now()})
    assert door.status == 401


def test_without_a_password_a_code_is_nothing(guarded):
    door = Door()
    door.post("/session/code", {"code": guarded.app.now()})
    assert door.status == 401


def test_a_recovery_code_is_good_once_and_only_its_digest_is_kept(guarded):
    code = guarded.codes[0]
    assert not RecoveryCode.objects.filter(digest__contains=code.replace("-", "")).exists()
    assert by_password(guarded.leader).post("/session/code", {"code": code.upper()})["signed_in"]
    door = by_password(guarded.leader)
    door.post("/session/code", {"code": code})
    assert door.status == 422
    told = AuditEvent.objects.get(action="session.recovery_code_used")
    assert told.after == {"left": 9}


def test_of_an_app_whose_secret_cannot_be_read_the_codes_on_paper_are_left(guarded):
    """A house that was restored without its key."""
    SecondFactor.objects.update(credential="gAAAAA-of-another-key")
    door = by_password(guarded.leader)
    door.post("/session/code", {"code": guarded.app.now()})
    assert door.status == 422
    assert door.post("/session/code", {"code": guarded.codes[0]})["signed_in"]


def test_the_command_line_forgets_wrong_codes(guarded):
    door = by_password(guarded.leader)
    while door.status != 429:
        door.post("/session/code", {"code": "000000"})
    unlocked(guarded.leader.username)
    assert door.post("/session/code", {"code": guarded.app.now()})["signed_in"]


def test_the_command_line_lets_in_who_has_lost_everything_and_has_nobody_above_him(guarded):
    boss = by_password(guarded.administrator)
    set_up(boss)
    assert by_password(guarded.administrator).answer["code_needed"]
    unlocked(guarded.administrator.username, "--second-factor")
    assert by_password(guarded.administrator).answer["signed_in"]
    assert by_password(guarded.leader).answer["code_needed"], "others are not concerned"
    told = AuditEvent.objects.get(action="person.second_factor_removed")
    assert (told.person, told.subject_name) == (None, "admin")
    with pytest.raises(Trouble):
        unlocked(guarded.administrator.username, "--second-factor")


def unlocked(*arguments):
    parser = argparse.ArgumentParser()
    unlock.add(parser)
    unlock.run(parser.parse_args(arguments))


def test_somebody_elses_code_is_nobodys(guarded):
    agent = by_password(guarded.agent)
    app, codes = set_up(agent)
    door = by_password(guarded.leader)
    for code in (app.now(), codes[0]):
        door.post("/session/code", {"code": code})
        assert door.status == 422


def test_the_secret_is_encrypted_and_in_no_trail(guarded):
    factor = SecondFactor.objects.get()
    assert guarded.app.secret not in factor.credential
    told = str(list(AuditEvent.objects.values_list("before", "after")))
    assert guarded.app.secret not in told and guarded.codes[0] not in told


def test_whoever_finds_a_page_open_sets_up_and_removes_nothing(guarded):
    door = by_password(guarded.leader)
    door.post("/session/code", {"code": guarded.app.now()})
    for path in ("/second-factor", "/second-factor/remove", "/second-factor/recovery-codes"):
        door.post(path, {"password": "guess"})
        assert door.status == 422
    assert len(door.post("/second-factor/recovery-codes", {"password": PASSWORD})["codes"]) == 10
    assert not door.post("/second-factor/remove", {"password": PASSWORD})["set_up"]
    assert by_password(guarded.leader).answer["signed_in"]


def test_one_that_was_never_confirmed_counts_for_nothing(company):
    door = by_password(company.leader)
    door.post("/second-factor", {"password": PASSWORD})
    door.post("/second-factor/confirm", {"code": "000000"})
    assert door.status == 422
    assert by_password(company.leader).answer["signed_in"]


def test_a_role_that_asks_for_one_opens_nothing_before_it_is_set_up(company):
    boss = Door(company.administrator)
    version = boss.get("/safety-rules")["version"]
    boss.put(
        "/safety-rules",
        {"idle_lock_minutes": 0, "second_factor_roles": ["team_leader"], "version": version},
    )
    door = by_password(company.leader)
    assert door.answer["held"] == "second_factor"
    assert (door.get("/customers")["code"], door.status) == ("second_factor_needed", 423)
    assert door.get("/second-factor")["asked"]
    app, _ = set_up(door)
    door.get("/customers")
    assert door.status == 200
    assert by_password(company.leader).post("/session/code", {"code": app.now()})["held"] is None
    assert by_password(company.agent).answer["held"] is None, "other roles are not asked"


def test_an_administrator_takes_it_from_who_has_lost_it_and_from_nobody_above(guarded, other_company):
    Door(guarded.administrator).post(f"/people/{guarded.leader.id}/second-factor/reset")
    assert by_password(guarded.leader).answer["signed_in"]
    told = AuditEvent.objects.get(action="person.second_factor_removed")
    assert (told.person_name, told.subject_name) == ("admin", "leader")

    corner = guarded.person("corner", guarded.team_one, Role.ADMINISTRATOR)
    for person, whom in ((corner, guarded.administrator), (other_company.administrator, guarded.leader)):
        door = Door(person)
        door.post(f"/people/{whom.id}/second-factor/reset")
        assert door.status in (403, 404)
