"""Passwords of devices: random, and encrypted at rest with the installation's key."""

import secrets

from zuoxi.organisation.encrypting import decrypt as unseal
from zuoxi.organisation.encrypting import encrypt as seal

__all__ = ["new_password", "seal", "unseal"]


def new_password() -> str:
    """A password that nobody has to remember."""
    return secrets.token_urlsafe(18)
