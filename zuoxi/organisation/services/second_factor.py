"""The second factor: an app that makes codes (TOTP), and codes on paper for when it is lost.

Between the password and the code nobody is signed in: the browser holds a half-open sign-in for five minutes,
under a key of its own. A code is taken once: of two who read it over a shoulder, or from the line, the second
comes too late. Wrong codes are counted by the person, and the wait grows.
"""

import datetime as dt
import hashlib
import secrets
from uuid import UUID

import pyotp
from cryptography.fernet import InvalidToken
from django.db import transaction
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from zuoxi.kernel.clock import to_ms
from zuoxi.organisation.actor import Actor
from zuoxi.organisation.encrypting import decrypt, encrypt
from zuoxi.organisation.errors import FormErrors, HalfOver, Sentence
from zuoxi.organisation.models import Person, RecoveryCode, SecondFactor, WebSession
from zuoxi.organisation.selectors.second_factor import has_second_factor
from zuoxi.organisation.services import audit, guesses
from zuoxi.organisation.services.in_turn import in_turn
from zuoxi.organisation.services.passwords import password_mark
from zuoxi.organisation.signing_in import CODE, Held

ISSUER = "Zuoxi"
STEP_S = 30
DRIFT = 1
"""Steps by which a telephone's clock may be wrong, each way."""
CODES = 10
HALF = "half_signed_in"
HALF_MS = 5 * 60_000
WRONG_CODE: Sentence = (
    "验证码不正确或已用过，请等下一个再试。",
    "This code is wrong or was used already. Wait for the next one.",
)


# -- setting it up ---------------------------------------------------------------------------------------


def begin(actor: Actor) -> tuple[str, str]:
    """A new secret for the asker's app: (the secret, its address for a QR code). One that works stays until
    the new one has shown a right code."""
    secret = pyotp.random_base32()
    person = actor.who
    with transaction.atomic():
        SecondFactor.objects.filter(person=person, confirmed_at__isnull=True).delete()
        if has_second_factor(person):
            raise FormErrors({"password": ALREADY})
        SecondFactor.objects.create(
            tenant_id=person.tenant_id, person=person, credential=encrypt(secret), created_at=actor.now
        )
    return secret, pyotp.TOTP(secret).provisioning_uri(name=person.username, issuer_name=ISSUER)


ALREADY: Sentence = (
    "已经设置了二次验证，请先移除现在的。",
    "A second factor is set up already. Remove it first.",
)


def confirm(actor: Actor, code: str, session_key: str | None) -> list[str]:
    """The app's first right code: from now on it is asked at each sign-in. Returns the recovery codes."""
    person = actor.who
    with in_turn(person):
        factor = SecondFactor.objects.filter(person=person, confirmed_at__isnull=True).first()
        if factor is None or not _take(factor, code, actor.now):
            raise FormErrors({"code": WRONG_CODE})
        factor.confirmed_at = actor.now
        factor.save(update_fields=["confirmed_at"])
        audit.note(actor, "person.second_factor_set", person)
        held = WebSession.objects.filter(session_key=session_key, needs=Held.SECOND_FACTOR.value)
        held.update(needs="")
        return _new_codes(person)


def renew_codes(actor: Actor) -> list[str]:
    """New recovery codes; those from before are void."""
    with in_turn(actor.who):
        audit.note(actor, "person.recovery_codes_renewed", actor.who)
        return _new_codes(actor.who)


def remove(actor: Actor, person: Person) -> bool:
    """Take somebody's second factor away, with his recovery codes; False: he had none.

    A password is enough for him then, unless a role asks for more.
    """
    with in_turn(person):
        gone = SecondFactor.objects.filter(person=person).delete()[0]
        RecoveryCode.objects.filter(person=person).delete()
        if gone:
            audit.note(actor, "person.second_factor_removed", person)
    forgive_codes(person)
    return bool(gone)


def forgive_codes(person: Person) -> bool:
    """Forget wrong codes, so that he need not wait; False: there were none."""
    return guesses.forget(_counted(person.id))


def _new_codes(person: Person) -> list[str]:
    RecoveryCode.objects.filter(person=person).delete()
    codes = [_paper(secrets.token_hex(8)) for _ in range(CODES)]
    RecoveryCode.objects.bulk_create(
        RecoveryCode(tenant_id=person.tenant_id, person=person, digest=_digest(code)) for code in codes
    )
    return codes


def _paper(code: str) -> str:
    return "-".join(code[first : first + 4] for first in range(0, len(code), 4))


def _digest(code: str) -> str:
    """64 random bits need no slow hash."""
    return hashlib.sha256(code.replace("-", "").replace(" ", "").lower().encode()).hexdigest()


# -- signing in by it ------------------------------------------------------------------------------------


def half_open(request: HttpRequest, person: Person, now: dt.datetime) -> None:
    """The password was right: the browser may show a code, for five minutes, and is not signed in."""
    request.session.flush()
    request.session[HALF] = {"person": str(person.id), "at": to_ms(now), "mark": password_mark(person)}


def is_half_open(request: HttpRequest, now: dt.datetime) -> bool:
    """Whether this browser has shown a password, and may still show the code."""
    half = request.session.get(HALF)
    return half is not None and 0 <= to_ms(now) - half["at"] <= HALF_MS


def half_signed_in(request: HttpRequest, now: dt.datetime) -> Person:
    """Whose password this browser has shown; raises `HalfOver` when that was too long ago."""
    if not is_half_open(request, now):
        raise HalfOver
    half = request.session[HALF]
    person = Person.objects.filter(pk=UUID(half["person"]), hidden_at__isnull=True).first()
    if person is None or not constant_time_compare(half["mark"], password_mark(person)):
        raise HalfOver
    return person


def check_code(person: Person, code: str, actor: Actor) -> None:
    """Raise unless this is his app's code of now, or a recovery code of his; neither is taken twice.

    One after the other: of many at once none is looked at before those ahead of it are counted.
    """
    of = _counted(person.id)
    with in_turn(person):
        guesses.check_open(of, actor.now)
        right = _by_app(person, code, actor.now) or _by_paper(person, code, actor)
        if right:
            guesses.forget(of)
        else:
            audit.note(actor, "session.code_refused", person)
            guesses.count_wrong(of, CODE, actor.now)
    if not right:  # said outside, so that what was counted stays
        raise FormErrors({"code": WRONG_CODE})


def _by_app(person: Person, code: str, now: dt.datetime) -> bool:
    factor = SecondFactor.objects.filter(person=person, confirmed_at__isnull=False).first()
    return factor is not None and _take(factor, code, now)


def _by_paper(person: Person, code: str, actor: Actor) -> bool:
    rows = RecoveryCode.objects.filter(person=person, digest=_digest(code), used_at__isnull=True)
    used = bool(rows.update(used_at=actor.now))
    if used:
        left = RecoveryCode.objects.filter(person=person, used_at__isnull=True).count()
        audit.note(actor, "session.recovery_code_used", person, after={"left": left})
    return used


def _take(factor: SecondFactor, code: str, now: dt.datetime) -> bool:
    """Whether the code is that of a step of about now which is later than any that was taken.

    Of an app whose secret cannot be read any more (another key) no code is right: there are those on paper.
    """
    try:
        secret = decrypt(factor.credential)
    except InvalidToken:
        return False
    totp = pyotp.TOTP(secret, interval=STEP_S)
    present = int(now.timestamp()) // STEP_S
    digits = code.replace(" ", "")
    for step in range(present - DRIFT, present + DRIFT + 1):
        if step > factor.last_step and constant_time_compare(totp.at(step * STEP_S), digits):
            taken = SecondFactor.objects.filter(pk=factor.pk, last_step__lt=step)
            return bool(taken.update(last_step=step, used_at=now))
    return False


def _counted(person: UUID) -> str:
    return guesses.digest_of("code", str(person))
