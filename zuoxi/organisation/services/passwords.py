"""Passwords: what is accepted, and how they are kept."""

import datetime as dt

from django.contrib.auth.password_validation import CommonPasswordValidator

from zuoxi.organisation.errors import FormErrors
from zuoxi.organisation.models import Person
from zuoxi.organisation.signing_in import password_problem

_COMMON = frozenset(CommonPasswordValidator().passwords)
"""Twenty thousand that were found most often where passwords had leaked; Django brings them."""


def check_password_rules(password: str, username: str, field: str = "password") -> None:
    """Raise a form error of `field` unless the password will do."""
    problem = password_problem(password, username, common=_COMMON.__contains__)
    if problem is not None:
        raise FormErrors({field: problem})


def password_mark(person: Person) -> str:
    """Another one for each password that he has had, and it tells nothing of it."""
    return person.get_session_auth_hash()


def keep_password(person: Person, password: str, now: dt.datetime, *, passing: bool = False) -> None:
    """Give the person a password (hashed); his other sessions end with the next request.

    `passing`: somebody else has chosen it, so he chooses one of his own when he signs in.
    """
    person.set_password(password)
    person.password_changed_at = now
    person.must_change_password = passing
