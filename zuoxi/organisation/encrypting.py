"""What is read by the house alone is kept encrypted with the installation's key."""

from functools import lru_cache

from cryptography.fernet import Fernet
from django.conf import settings


def encrypt(text: str) -> str:
    """The text as the database keeps it."""
    return _box(settings.ZUOXI_CREDENTIALS_KEY).encrypt(text.encode()).decode()


def decrypt(kept: str) -> str:
    """The text behind `kept`; raises `cryptography.fernet.InvalidToken` with another key."""
    return _box(settings.ZUOXI_CREDENTIALS_KEY).decrypt(kept.encode()).decode()


@lru_cache(maxsize=2)
def _box(key: str) -> Fernet:
    return Fernet(key.encode())
