"""Strangers at the front door: guesses in masses, borrowed addresses, a stolen session."""

import pytest
from django.test import override_settings

from tests.company import PASSWORD, Door
from zuoxi.organisation import hashing
from zuoxi.organisation.errors import TooBusy
from zuoxi.organisation.models import AuditEvent
from zuoxi.outbox.models import OutboxEvent


def guesses(person, **extra):
    door = Door()
    door.post("/session", {"username": person.username, "password": "guess"}, **extra)
    return door


def refusals():
    return AuditEvent.objects.filter(action="session.refused")


def test_who_is_locked_out_cannot_fill_the_trail(company):
    for _ in range(12):
        last = guesses(company.agent)

    assert last.status == 429
    assert refusals().count() == 5


@override_settings(ZUOXI_PROXIED=True)
def test_behind_a_proxy_a_guesser_locks_out_himself_and_nobody_else(company):
    for number in range(5):
        guesses(company.agent, HTTP_X_FORWARDED_FOR=f"203.0.113.{number}, 198.51.100.7")

    form = {"username": company.agent.username, "password": PASSWORD}
    guesser, owner = Door(), Door()
    guesser.post("/session", form, HTTP_X_FORWARDED_FOR="192.0.2.99, 198.51.100.7")
    owner.post("/session", form, HTTP_X_FORWARDED_FOR="198.51.100.8")

    assert guesser.status == 429, "what he writes into the header himself does not count"
    assert owner.status == 200
    assert set(refusals().values_list("address", flat=True)) == {"198.51.100.7"}


def test_without_a_proxy_nobody_chooses_his_own_address(company):
    for number in range(6):
        last = guesses(company.agent, HTTP_X_FORWARDED_FOR=f"203.0.113.{number}")

    assert last.status == 429


@override_settings(ZUOXI_PROXIED=True)
@pytest.mark.parametrize("words", ["unknown", "x" * 300, "", "fe80::1%eth0", "10.0.0.1:80"])
def test_a_proxy_s_odd_words_are_no_address(company, words):
    assert guesses(company.agent, HTTP_X_FORWARDED_FOR=words).status == 401
    assert refusals().get().address == "127.0.0.1"


def test_a_stolen_session_does_not_serve_to_guess_the_password(company):
    thief = Door(company.agent)
    for _ in range(5):
        thief.post("/session/password", {"current": "guess", "password": "another-Teapot-8"})
    thief.post("/session/password", {"current": PASSWORD, "password": "another-Teapot-8"})

    assert thief.status == 429
    assert refusals().count() == 5


def test_a_new_password_is_announced_so_that_open_pages_end(company):
    before = OutboxEvent.objects.count()
    Door(company.administrator).post(f"/people/{company.agent.id}/password", {"password": "fresh-Start-2026"})

    assert OutboxEvent.objects.count() == before + 1


def test_only_a_few_passwords_are_hashed_at_once_and_the_rest_wait_or_are_told_so(monkeypatch):
    monkeypatch.setattr(hashing, "PATIENCE_S", 0.01)
    hasher, known = hashing.InTurnArgon2(), hashing.Asker()

    with hashing.line.turn(known), hashing.line.turn(known), pytest.raises(TooBusy):
        hasher.encode(PASSWORD, "salt-salt")
    monkeypatch.setattr(hashing, "WAITING", 0)
    with pytest.raises(TooBusy):
        hasher.verify(PASSWORD, "argon2$any")
    monkeypatch.undo()

    assert hasher.verify(PASSWORD, hasher.encode(PASSWORD, "salt-salt"))


def test_a_full_house_is_told_to_try_again(company, settings, monkeypatch):
    settings.PASSWORD_HASHERS = ["zuoxi.organisation.hashing.InTurnArgon2"]
    company.agent.set_password(PASSWORD)
    company.agent.save()
    monkeypatch.setattr(hashing, "PER_ADDRESS", 0)

    assert guesses(company.agent).status == 503
    assert not refusals().exists()
