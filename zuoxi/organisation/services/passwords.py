"""Passwords: what is accepted, and how they are kept."""

import datetime as dt

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from zuoxi.organisation.errors import FormErrors
from zuoxi.organisation.models import Person
from zuoxi.organisation.rules import password_problem

_common = CommonPasswordValidator()


def check_password_rules(password: str, username: str, field: str = "password") -> None:
    """Raise a form error of `field` unless the password will do."""
    problem = password_problem(password, username, common=_is_common(password))
    if problem is not None:
        raise FormErrors({field: problem})


def keep_password(person: Person, password: str, now: dt.datetime) -> None:
    """Give the person a password (hashed); his other sessions end with the next request."""
    person.set_password(password)
    person.password_changed_at = now


def _is_common(password: str) -> bool:
    try:
        _common.validate(password)
    except ValidationError:
        return True
    return False
