"""One number, one identity, whatever its spelling."""

import re
from functools import lru_cache

import phonenumbers
from msgspec.structs import replace
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from zuoxi.kernel.phone import plan, written
from zuoxi.kernel.phone.number import WRONG, InvalidNumber, Kind, PhoneNumber

LONGEST = 32
"""Digits that are kept of what calls itself a number; real ones have fifteen at most."""
HOME = "CN"
HOME_CODE = 86
_DIGITS = re.compile(r"(?:[0-9]{5,6}\+)?\+?[0-9]+")
_KINDS: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (plan.EMERGENCY, "emergency"),
    (plan.PREMIUM, "premium"),
)


def parse(text: str, home: str = "") -> PhoneNumber:
    """The number that `text` means in mainland China; raises `InvalidNumber`.

    `home`: area code (`010`) of the trunk or access number over which it came or goes; a local number without
    area code belongs there. Without it such a number is refused.
    """
    return _parse(text[: written.LONGEST_TEXT], home)


def national(text: str, home: str = "") -> str:
    """The identity of what a carrier gave as caller: never an error, withheld numbers are empty.

    A number that fits no plan keeps its digits, so that it can be shown, noted and blocked all the same.
    """
    return _national(text[: written.LONGEST_TEXT], home)


def can_be_dialled(number: str) -> bool:
    """Whether something kept as a number (`national`) is one that can be called back."""
    try:
        parse(number)
    except InvalidNumber:
        return False
    return True


def is_emergency(number: str) -> bool:
    """Whether something kept as a number (`national`) calls the police, the fire brigade or an ambulance."""
    return plan.EMERGENCY.fullmatch(number) is not None


def is_mobile(number: str) -> bool:
    """Whether something kept as a number (`national`) is a mobile one: a message reaches it."""
    try:
        return parse(number).kind == "mobile"
    except InvalidNumber:
        return False


@lru_cache(maxsize=8192)
def _parse(text: str, home: str) -> PhoneNumber:
    if found := plan.MOBILE.fullmatch(text):
        return _mobile(found["national"])  # most of what is read in lists
    taken = written.take_apart(text)
    digits = _in_context(taken)
    known = _identify(digits, home)
    if isinstance(known, str):
        shorter = written.without_last_group(text)
        again = _identify(_in_context(shorter), home) if shorter is not None else known
        if isinstance(again, str) or shorter is None:
            raise invalid(text.strip(), known)
        taken, known = shorter, again
    return replace(known, extension=taken.extension) if taken.extension else known


@lru_cache(maxsize=8192)
def _national(text: str, home: str) -> str:
    try:
        return _parse(text, home).national
    except InvalidNumber:
        kept = written.kept_digits(text)[:LONGEST]
    if not kept.strip("+0") or len(kept.strip("+")) < 3:
        return ""
    return kept if kept == text else _national(kept, home)


def invalid(text: str, reason: str) -> InvalidNumber:
    """The error with its sentences."""
    zh, en = WRONG[reason]
    return InvalidNumber(number=text, reason=reason, zh=zh, en=en)


def _in_context(taken: written.Written) -> str:
    if taken.context.startswith("+") and not taken.digits.startswith("+"):
        return taken.context + taken.digits
    return taken.digits


def _identify(digits: str, home: str) -> PhoneNumber | str:
    """The number, or the reason (of `WRONG`) why it is none."""
    if found := plan.MOBILE.fullmatch(digits):
        return _mobile(found["national"])
    if not digits.strip("0"):
        return "too_short" if digits else "empty"
    if not _DIGITS.fullmatch(digits):
        return "letters"
    if home and plan.LOCAL.fullmatch(digits) and (local := _landline(home.lstrip("0") + digits)):
        return local
    if found := plan.NATIONWIDE.fullmatch(digits) or plan.SHORT.fullmatch(digits):
        return _service(found["national"])
    return _fixed(digits) or _abroad(digits) or _what_is_wrong(digits)


def _mobile(number: str) -> PhoneNumber:
    kind: Kind = "satellite" if plan.SATELLITE.fullmatch(number) else "mobile"
    return PhoneNumber(national=number, e164=f"+{HOME_CODE}{number}", kind=kind)


def _service(number: str) -> PhoneNumber:
    for shape, kind in _KINDS:
        if shape.fullmatch(number):
            return PhoneNumber(national=number, e164="", kind=kind)
    return PhoneNumber(national=number, e164="", kind="service")


def _fixed(digits: str) -> PhoneNumber | None:
    """A landline with its area code, behind whatever leads to it."""
    found = plan.LANDLINE.fullmatch(digits)
    if found is None:
        return None
    if found["lead"] and (number := _landline(found["national"])):
        return number
    bare = digits.removeprefix("0")
    lost_its_one = bare is digits and len(digits) == 10 and digits[0] in "3456789"
    return None if lost_its_one else _landline(bare)


def _landline(significant: str) -> PhoneNumber | None:
    """`significant`: area code without its 0, and the subscriber."""
    try:
        number = phonenumbers.parse(f"+{HOME_CODE}{significant}")
    except phonenumbers.NumberParseException:
        return None
    fits = str(number.national_number) == significant and phonenumbers.is_valid_number(number)
    if not fits or phonenumbers.number_type(number) != PhoneNumberType.FIXED_LINE:
        return None
    return PhoneNumber(national=f"0{significant}", e164=f"+{HOME_CODE}{significant}", kind="landline")


def _abroad(digits: str) -> PhoneNumber | None:
    found = plan.ABROAD.fullmatch(digits)
    if found is None:
        return None
    try:
        number = phonenumbers.parse(f"+{found['digits']}")
    except phonenumbers.NumberParseException:
        return None
    if number.country_code == HOME_CODE or not phonenumbers.is_valid_number(number):
        return None
    e164 = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    return PhoneNumber(national=e164, e164=e164, kind=_kind_abroad(number))


def _kind_abroad(number: phonenumbers.PhoneNumber) -> Kind:
    if number.country_code in plan.SATELLITE_COUNTRIES:
        return "satellite"
    dear = phonenumbers.number_type(number) == PhoneNumberType.PREMIUM_RATE
    return "premium" if dear or number.country_code in plan.PREMIUM_COUNTRIES else "foreign"


def _what_is_wrong(digits: str) -> str:
    """Which of `WRONG` fits digits that no plan knows."""
    bare = digits.lstrip("+0")
    if len(bare) > 15:
        return "too_long"
    if digits.startswith(("+", "00")):
        return "too_short" if len(bare) < 5 else "unallocated"
    if re.match(r"0?1[3-9]", digits) or (len(digits) == 10 and digits[0] in "3456789"):
        return "mobile_length"
    if plan.LOCAL.fullmatch(digits):
        return "area_code"
    if len(digits) < 7:
        return "too_short"
    return "too_long" if len(digits) > 12 else "unallocated"
