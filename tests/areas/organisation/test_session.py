"""Signing in, being locked out, signing out, and the pages that may do so."""

import pytest
from django.contrib.auth.hashers import get_hasher
from django.test import override_settings

from tests.company import PASSWORD, Door
from zuoxi.organisation.models import AuditEvent, Person


@pytest.fixture
def nobody(db):
    return Door()


def signs_in(door, person, password=PASSWORD):
    return door.post("/session", {"username": person.username, "password": password})


def test_a_person_who_signs_in_learns_what_he_may_do(company, nobody):
    session = signs_in(nobody, company.agent)

    assert nobody.status == 200
    assert session["person"]["number"] == "1001"
    assert session["person"]["roles"] == ["agent"]
    assert "calls.take" in session["person"]["permissions"]
    assert "people.manage" not in session["person"]["permissions"]
    assert session["person"]["tenant"]["timezone"] == "Asia/Shanghai"
    assert nobody.get("/session")["signed_in"]


def test_a_user_name_is_the_same_in_capitals_and_full_width(company, nobody):
    nobody.post("/session", {"username": "　ＡGENT@North ", "password": PASSWORD})

    assert nobody.status == 200


def test_a_wrong_password_and_an_unknown_name_are_told_in_the_same_words(company, nobody):
    wrong = signs_in(nobody, company.agent, "not this one")
    status = nobody.status
    unknown = nobody.post("/session", {"username": "nobody-here", "password": "not this one"})

    assert (status, nobody.status) == (401, 401)
    assert wrong == unknown
    assert wrong["code"] == "wrong_sign_in"
    assert wrong["message"]["zh"] == "用户名或密码不正确。"


def test_an_unknown_name_costs_as_much_work_as_a_wrong_password(company, nobody, monkeypatch):
    hashed = []
    hasher = get_hasher()
    encode = type(hasher).encode

    def counted(self, *given, **named):
        hashed.append(self.algorithm)
        return encode(self, *given, **named)

    monkeypatch.setattr(type(hasher), "encode", counted)
    signs_in(nobody, company.agent, "not this one")
    known = hashed.copy()
    hashed.clear()
    nobody.post("/session", {"username": "nobody-here", "password": "not this one"})

    assert hashed == known == [hasher.algorithm]


def test_after_five_wrong_passwords_even_the_right_one_has_to_wait(company, nobody):
    for _ in range(5):
        signs_in(nobody, company.agent, "guess")
    refused = signs_in(nobody, company.agent)

    assert nobody.status == 429
    assert refused["code"] == "locked_out"
    assert refused["data"]["minutes"] == 15
    assert signs_in(Door(), company.leader)["signed_in"], "others are not locked out"

    Door(company.administrator).post(f"/people/{company.agent.id}/password", {"password": "fresh-Start-2026"})
    assert signs_in(nobody, company.agent, "fresh-Start-2026")["signed_in"]


def test_a_hidden_person_can_neither_sign_in_nor_go_on(company, nobody):
    signs_in(nobody, company.agent)
    Person.objects.filter(id=company.agent.id).update(hidden_at=company.agent.created_at)

    nobody.get("/org-units")
    assert nobody.status == 401
    signs_in(nobody, company.agent)
    assert nobody.status == 401


def test_signing_out_ends_the_session(company, nobody):
    signs_in(nobody, company.agent)
    nobody.delete("/session")

    assert not nobody.get("/session")["signed_in"]
    nobody.get("/people")
    assert nobody.status == 401


def test_the_language_goes_with_the_person(company):
    Door(company.agent).patch("/session", {"language": "en"})

    assert Door(company.agent).get("/session")["person"]["language"] == "en"


def test_a_change_without_the_page_s_token_is_refused(company):
    door = Door(company.administrator, enforce_csrf_checks=True)
    refused = door.patch("/session", {"language": "en"})
    assert (door.status, refused["code"]) == (403, "page_too_old")

    door.get("/session")
    token = door.client.cookies["csrftoken"].value
    door.post("/session/password", {"current": "x", "password": "y"}, headers={"X-CSRFToken": token})
    assert door.status == 422


def test_signing_in_from_a_foreign_page_is_refused(company):
    door = Door(enforce_csrf_checks=True)
    signs_in(door, company.agent)

    assert door.status == 403


def test_the_trail_tells_who_signed_in_and_who_was_refused(company, nobody):
    signs_in(nobody, company.agent, "guess")
    signs_in(nobody, company.agent)

    lines = AuditEvent.objects.order_by("id").values_list("action", "person_name", "address")
    assert list(lines) == [
        ("session.refused", "", "127.0.0.1"),
        ("session.started", "agent", "127.0.0.1"),
    ]


def test_changing_one_s_own_password_needs_the_present_one_and_ends_other_sessions(company):
    here, elsewhere = Door(company.agent), Door(company.agent)
    wrong = here.post("/session/password", {"current": "guess", "password": "another-Teapot-8"})
    assert wrong["data"]["fields"].keys() == {"current"}

    here.post("/session/password", {"current": PASSWORD, "password": "another-Teapot-8"})

    assert here.get("/session")["signed_in"]
    assert not elsewhere.get("/session")["signed_in"]


@override_settings(ZUOXI_SETUP_TOKEN="tell-nobody")
def test_an_empty_installation_is_set_up_once(nobody):
    assert nobody.get("/session")["setup_needed"]
    form = {
        "company": "新公司",
        "name": "王",
        "username": "Wang",
        "password": PASSWORD,
        "token": "tell-nobody",
    }
    session = nobody.post("/setup", form)
    assert session["signed_in"]
    assert session["person"]["username"] == "wang"
    assert session["person"]["roles"] == ["administrator", "installation_administrator"]

    again = Door().post("/setup", form)
    assert again["code"] == "already_set_up"
    assert not nobody.get("/session")["setup_needed"]


@override_settings(ZUOXI_SETUP_TOKEN="tell-nobody")
@pytest.mark.parametrize("seen", ["192.0.2.7", "127.0.0.1"])
def test_nobody_takes_an_empty_installation_without_the_word_not_even_at_the_machine(nobody, seen):
    form = {"company": "新公司", "name": "王", "username": "wang", "password": PASSWORD}
    assert nobody.get("/session")["setup_token_needed"]
    for token in ("", "tell"):
        refused = nobody.post("/setup", {**form, "token": token}, REMOTE_ADDR=seen)
        assert refused["data"]["fields"].keys() == {"token"}
    assert not Person.objects.exists()

    nobody.post("/setup", {**form, "token": "tell-nobody"}, REMOTE_ADDR=seen)
    assert nobody.status == 200


@pytest.mark.parametrize(
    "password", ["short", "wang-is-the-best", "aaaaaaaaaaaa", "password123", "1q2w3e4r5t"]
)
@override_settings(ZUOXI_SETUP_TOKEN="tell-nobody")
def test_a_weak_password_is_refused_with_a_reason(nobody, password):
    form = {"company": "新公司", "name": "王", "username": "wang", "password": password}
    form["token"] = "tell-nobody"
    refused = nobody.post("/setup", form)

    assert nobody.status == 422
    assert refused["data"]["fields"]["password"]["zh"]
