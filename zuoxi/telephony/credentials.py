"""Passwords of devices: random, and encrypted at rest with the installation's key."""

import secrets
from functools import lru_cache

from cryptography.fernet import Fernet
from django.conf import settings


def new_password() -> str:
    """A password that nobody has to remember."""
    return secrets.token_urlsafe(18)


def seal(password: str) -> str:
    """The password as the database keeps it."""
    return _box(settings.ZUOXI_CREDENTIALS_KEY).encrypt(password.encode()).decode()


def unseal(sealed: str) -> str:
    """The password behind `sealed`; raises `cryptography.fernet.InvalidToken` with another key."""
    return _box(settings.ZUOXI_CREDENTIALS_KEY).decrypt(sealed.encode()).decode()


@lru_cache(maxsize=2)
def _box(key: str) -> Fernet:
    return Fernet(key.encode())
