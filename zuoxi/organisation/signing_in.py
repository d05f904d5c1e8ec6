"""Pure decisions about signing in: what a password must be, what holds a session, how long guessers wait."""

import datetime as dt
from collections.abc import Callable
from enum import StrEnum

from zuoxi.kernel.record import Record


class Held(StrEnum):
    """What must be done in a session before its doors open."""

    PASSWORD = "password"  # noqa: S105
    """Somebody else has chosen the password."""
    SECOND_FACTOR = "second_factor"
    """A role of his asks for a second factor, and he has none yet."""
    LOCKED = "locked"
    """The page is covered."""


# -- passwords -----------------------------------------------------------------------------------------

PASSWORD_MIN = 10
PASSWORD_MAX = 200
_LOOKALIKES = str.maketrans("@4310$5!7", "aaeiossit")
_AROUND = 8
"""Signs around a common password that make no other one of it (`password2026!`)."""


def password_problem(
    password: str, username: str, *, common: Callable[[str], bool]
) -> tuple[str, str] | None:
    """What is wrong with a new password, in both languages; None: it will do.

    `common` tells of one in small letters whether it is among those that everybody tries first.
    """
    if len(password) < PASSWORD_MIN:
        return f"密码至少 {PASSWORD_MIN} 个字符。", f"A password has at least {PASSWORD_MIN} characters."
    if len(password) > PASSWORD_MAX:
        return f"密码最多 {PASSWORD_MAX} 个字符。", f"A password has at most {PASSWORD_MAX} characters."
    if username and username.lower() in password.lower():
        return "密码不能包含用户名。", "The password must not contain the username."
    if len(set(password)) < 4:
        return "密码的重复字符太多。", "The password repeats too few characters."
    if any(common(one) for one in _as_guessed(password.lower())):
        return "这个密码太常见，容易被猜到。", "This password is too common and easily guessed."
    return None


def _as_guessed(password: str) -> set[str]:
    """What a guesser would have begun with: without what people put around it, in letters for signs, once."""
    found = {password}
    for spelling in (password, password.translate(_LOOKALIKES)):
        core = spelling.strip("0123456789!@#$%^&*()-_=+.,?~ ")
        if len(spelling) - len(core) <= _AROUND:
            found.add(core)
        found.update(
            spelling[:length] for length in range(4, len(spelling) // 2 + 1) if _is_made_of(spelling, length)
        )
    return found - {""}


def _is_made_of(text: str, length: int) -> bool:
    whole = text[:length] * (len(text) // length)
    return whole == text


# -- guessers ------------------------------------------------------------------------------------------


class Patience(Record):
    """How many wrong answers are free, and how the wait grows after them."""

    free: int
    first_s: int
    longest_s: int


NAME = Patience(free=20, first_s=2, longest_s=900)
"""Strangers under one user name, wherever they come from."""
SOURCE = Patience(free=60, first_s=2, longest_s=300)
"""Strangers of one address, under whichever names: a whole hall may stand behind it."""
CODE = Patience(free=5, first_s=30, longest_s=900)
"""Codes of a second factor, of somebody who has the password."""
FREE_ANEW = dt.timedelta(hours=1)
"""In so long as many wrong answers are forgotten as are free."""


def left_of(wrong: int, since: dt.datetime, now: dt.datetime, patience: Patience) -> tuple[int, dt.datetime]:
    """How many of the wrong answers still count, and since when the next one is being forgotten.

    They are forgotten one by one, also while others come: a hall of which somebody mistypes every few minutes
    never waits. Whoever has gone on for long is forgiven after two hours like everybody.
    """
    each = FREE_ANEW / patience.free
    forgotten = max(0, (now - since) // each)
    left = min(wrong, 2 * patience.free) - forgotten
    return (left, since + forgotten * each) if left > 0 else (0, now)


def closed_for(wrong: int, patience: Patience) -> dt.timedelta:
    """How long after that many wrong answers the next one is not even looked at: twice as long each time."""
    over = wrong - patience.free
    if over < 0:
        return dt.timedelta()
    return dt.timedelta(seconds=min(patience.first_s * 2 ** min(over, 20), patience.longest_s))
