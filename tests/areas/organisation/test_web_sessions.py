"""Where people are signed in, ending that from elsewhere, passwords that others chose, and covered pages."""

import datetime as dt

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session

from tests.company import PASSWORD, Door
from zuoxi.kernel.clock import utc_now
from zuoxi.organisation import jobs
from zuoxi.organisation.devices import device_said
from zuoxi.organisation.models import AuditEvent, WebSession
from zuoxi.organisation.rules import Role
from zuoxi.organisation.selectors.sessions import people_of_sessions
from zuoxi.outbox.jobs import Work

CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0.0.0 Safari/537.36"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
OWN = "my-own-Teapot-9"


def signed_in(person, password=PASSWORD, agent=CHROME, **client):
    door = Door(None, headers={"User-Agent": agent}, **client)
    door.post("/session", {"username": person.username, "password": password})
    return door


def key_of(door):
    return door.client.cookies[settings.SESSION_COOKIE_NAME].value


def test_the_list_tells_device_place_and_which_one_asks(company):
    signed_in(company.agent, agent=FIREFOX, REMOTE_ADDR="192.0.2.7")
    here = signed_in(company.agent)

    listed = here.get("/sessions")
    assert [(one["device"], one["address"], one["here"]) for one in listed] == [
        ("Chrome 126 · Windows", "127.0.0.1", True),
        ("Firefox 128 · Linux", "192.0.2.7", False),
    ]
    assert key_of(here) not in here.response.content.decode(), "whoever has a key is signed in"


def test_a_session_from_before_there_was_a_list_is_on_it_once_it_asks(company):
    door = Door(company.agent)
    assert [one["here"] for one in door.get("/sessions")] == [True]


def test_one_session_is_ended_from_another_and_the_trail_says_which(company):
    lost, here = signed_in(company.agent, agent=FIREFOX), signed_in(company.agent)
    [one] = [one for one in here.get("/sessions") if not one["here"]]

    here.delete(f"/sessions/{one['id']}")
    lost.get("/org-units")
    assert (here.status, lost.status) == (200, 401)
    assert [one["here"] for one in here.get("/sessions")] == [True]
    told = AuditEvent.objects.get(action="session.ended_elsewhere")
    assert told.after == {"device": "Firefox 128 · Linux", "address": "127.0.0.1"}
    assert not Session.objects.filter(session_key=key_of(lost)).exists(), "its key opens nothing any more"


def test_everywhere_is_everywhere_but_here_also_where_nobody_took_notes(company):
    before, other, here = Door(company.agent), signed_in(company.agent), signed_in(company.agent)
    assert len(here.delete("/sessions")) == 1
    for door in (before, other):
        door.get("/org-units")
        assert door.status == 401
    here.get("/org-units")
    assert here.status == 200
    assert key_of(here) in people_of_sessions([key_of(here)]), "nor is its line closed"


def test_an_administrator_sees_and_ends_the_sessions_of_his_people(company):
    theirs, boss = signed_in(company.agent), Door(company.administrator)
    [one] = boss.get(f"/people/{company.agent.id}/sessions")
    assert one["here"] is False
    boss.delete(f"/sessions/{one['id']}")
    theirs.get("/org-units")
    assert theirs.status == 401

    theirs = signed_in(company.agent)
    boss.delete(f"/people/{company.agent.id}/sessions")
    theirs.get("/org-units")
    assert (boss.status, theirs.status) == (200, 401)


def test_nobody_ends_the_session_of_somebody_whom_he_does_not_manage(company, other_company):
    theirs = signed_in(company.agent)
    [one] = theirs.get("/sessions")
    for person in (company.leader, company.stranger, other_company.administrator):
        stranger = Door(person)
        stranger.delete(f"/sessions/{one['id']}")
        assert stranger.status in (403, 404)
        stranger.get(f"/people/{company.agent.id}/sessions")
        assert stranger.status in (403, 404)
    theirs.get("/org-units")
    assert theirs.status == 200


def test_a_manager_of_a_corner_signs_out_nobody_above_him(company):
    corner = company.person("corner", company.team_one, Role.ADMINISTRATOR)
    above = company.person("above", company.team_one, Role.ADMINISTRATOR)
    company_wide = signed_in(above)
    from zuoxi.organisation.models import RoleAssignment

    RoleAssignment.objects.create(
        tenant=company.tenant, org_unit=company.root, person=above, role=Role.ADMINISTRATOR.value
    )
    door = Door(corner)
    door.delete(f"/people/{above.id}/sessions")
    assert door.status == 403
    company_wide.get("/org-units")
    assert company_wide.status == 200


def test_signing_out_and_signing_in_again_leave_no_line_of_the_list(company):
    door = signed_in(company.agent)
    first = key_of(door)
    door.post("/session", {"username": company.agent.username, "password": PASSWORD})
    assert key_of(door) != first
    assert WebSession.objects.count() == 1
    door.delete("/session")
    assert WebSession.objects.count() == 0


def test_what_is_known_of_sessions_that_ran_out_is_tidied_away(company):
    signed_in(company.agent)
    Session.objects.update(expire_date=utc_now() - dt.timedelta(days=1))
    done = jobs.tidy(_work())
    assert (done["sessions"], done["web_sessions"]) == (1, 1)


def _work():
    class Quiet(Work):
        def __init__(self) -> None:
            pass

        def progress(self, *given, **named) -> None:
            pass

    return Quiet()


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        (CHROME, "Chrome 126 · Windows"),
        (FIREFOX, "Firefox 128 · Linux"),
        (CHROME + " Edg/126.0.0.0", "Edge 126 · Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5) Version/17.5 Mobile/15E148 Safari/604.1",
            "Safari 17 · iPhone",
        ),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/116.0 Mobile MicroMessenger/8.0.49", "WeChat 8 · Android"),
        ("curl/8", ""),
        ("", ""),
    ],
)
def test_browsers_are_called_as_people_call_them(agent, said):
    assert device_said(agent) == said


# -- a password that somebody else chose -----------------------------------------------------------------


def test_who_was_given_a_password_chooses_his_own_before_anything_else(company):
    boss = Door(company.administrator)
    boss.post(f"/people/{company.agent.id}/password", {"password": "fresh-Start-2026"})
    door = signed_in(company.agent, "fresh-Start-2026")
    session = door.get("/session")
    assert (session["signed_in"], session["held"]) == (True, "password")
    for path in ("/org-units", "/customers", "/sessions", "/calls"):
        assert (door.get(path)["code"], door.status) == ("password_needed", 423)
    assert people_of_sessions([key_of(door)]) == {}, "nor is there a line for his page"

    refused = door.post("/session/password", {"current": "fresh-Start-2026", "password": "fresh-Start-2026"})
    assert refused["data"]["fields"].keys() == {"password"}
    session = door.post("/session/password", {"current": "fresh-Start-2026", "password": OWN})
    assert session["held"] is None
    door.get("/org-units")
    assert door.status == 200
    assert signed_in(company.agent, OWN).get("/session")["held"] is None


def test_somebody_new_chooses_his_password_at_his_first_sign_in(company):
    boss = Door(company.administrator)
    boss.post(
        "/people",
        {
            "name": "新人",
            "username": "newcomer",
            "password": "fresh-Start-2026",
            "org_unit": company.team_one.id,
        },
    )
    door = Door()
    session = door.post("/session", {"username": "newcomer", "password": "fresh-Start-2026"})
    assert session["held"] == "password"


def test_who_is_held_may_sign_out_and_read_in_his_language(company):
    company.agent.must_change_password = True
    company.agent.save()
    door = signed_in(company.agent)
    assert door.patch("/session", {"language": "en"})["person"]["language"] == "en"
    assert not door.delete("/session")["signed_in"]


# -- covered pages ---------------------------------------------------------------------------------------


def test_a_locked_session_shows_nothing_and_its_line_lives(company):
    door = signed_in(company.leader)
    assert door.post("/session/lock")["held"] == "locked"
    for path in ("/customers", "/calls", "/sessions", "/org-units"):
        assert (door.get(path)["code"], door.status) == ("session_locked", 423)
    door.post("/customers", {"name": "x"})
    assert door.status == 423
    assert people_of_sessions([key_of(door)])[key_of(door)].locked, "the phone goes on"


def test_the_password_unlocks_and_guesses_count(company):
    door = signed_in(company.leader)
    door.post("/session/lock")
    wrong = door.post("/session/unlock", {"password": "guess"})
    assert (door.status, list(wrong["data"]["fields"])) == (422, ["password"])
    assert door.post("/session/unlock", {"password": PASSWORD})["held"] is None
    door.get("/customers")
    assert door.status == 200

    door.post("/session/lock")
    statuses = []
    for _ in range(6):
        door.post("/session/unlock", {"password": "guess"})
        statuses.append(door.status)
    assert statuses[-1] == 429
    lines = AuditEvent.objects.filter(action__in=("session.locked", "session.unlocked")).order_by("id")
    assert [line.action for line in lines] == ["session.locked", "session.unlocked", "session.locked"]


def test_another_window_of_the_same_session_is_locked_too_and_another_session_is_not(company):
    door, other = signed_in(company.leader), signed_in(company.leader)
    door.post("/session/lock")
    other.get("/customers")
    assert other.status == 200
    assert other.get("/session")["held"] is None


def test_signing_in_anew_is_a_way_past_a_lock_and_leaves_none(company):
    door = signed_in(company.leader)
    door.post("/session/lock")
    door.post("/session", {"username": company.leader.username, "password": PASSWORD})
    assert door.get("/session")["held"] is None


def test_a_company_says_after_how_long_pages_are_covered(company):
    boss = Door(company.administrator)
    rules = boss.get("/safety-rules")
    assert (rules["idle_lock_minutes"], rules["second_factor_roles"]) == (0, [])
    form = {"idle_lock_minutes": 15, "second_factor_roles": [], "version": rules["version"]}
    assert boss.put("/safety-rules", form)["idle_lock_minutes"] == 15
    assert Door(company.agent).get("/session")["idle_lock_minutes"] == 15
    told = AuditEvent.objects.get(action="safety.set")
    assert (told.before, told.after) == ({"idle_lock_minutes": 0}, {"idle_lock_minutes": 15})
    corner = Door(company.person("corner", company.team_one, Role.ADMINISTRATOR))
    corner.put("/safety-rules", form | {"version": boss.get("/safety-rules")["version"]})
    assert corner.status == 403
