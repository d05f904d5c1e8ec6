"""A password is hashed before anybody is kept from writing: it takes a second, and SQLite has one writer."""

import pytest
from django.db import connection

from tests.company import NOW, PASSWORD
from zuoxi.organisation.models import Person
from zuoxi.organisation.services import people, setup
from zuoxi.organisation.services.setup import found, set_up
from zuoxi.simulator import sample


@pytest.fixture
def hashed(monkeypatch):
    """Whether a transaction was open at each hashing."""
    seen = []

    def keep(person, password, now, **named):
        seen.append(connection.in_atomic_block)
        person.set_password(password)
        person.password_changed_at = now

    monkeypatch.setattr(setup, "keep_password", keep)
    monkeypatch.setattr(people, "keep_password", keep)
    return seen


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("make", [set_up, found])
def test_of_a_companys_first_administrator(hashed, make):
    make("公司", "Anna", "anna", PASSWORD, now=NOW)
    assert hashed == [False]
    assert Person.objects.get(username="anna").check_password(PASSWORD)


@pytest.mark.django_db(transaction=True)
def test_of_everybody_in_the_sample_company(hashed):
    sample.build(NOW, lambda: PASSWORD)
    hashed.clear()
    assert 0 < len(sample.renew_passwords(NOW, lambda: PASSWORD)) == len(hashed)
    assert not any(hashed)
