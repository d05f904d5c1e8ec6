"""Telephone numbers: one national form per number, whatever people and carriers send.

National form: mainland mobile `13800000001`; landline with its area code `01088886666`; service number
`10086` or `4008001234`; anything abroad in E.164, `+14155550100`. It is what is stored, compared and dialled.
"""

import re
from functools import lru_cache
from typing import Literal

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberType, timezone

from zuoxi.kernel.errors import ZuoxiError
from zuoxi.kernel.record import Record

Kind = Literal["mobile", "landline", "service", "foreign"]

LONGEST = 32
"""Digits that are kept of what calls itself a number; real ones have fifteen at most."""
HOME = "CN"
HOME_CODE = 86
HOME_TIMEZONE = "Asia/Shanghai"
NATIONWIDE = {"zh": "中国", "en": "China"}

_WIDE = str.maketrans("０１２３４５６７８９＋－（）　．", "0123456789+-() .")
_PUNCTUATION = re.compile(r"[\s\-‐-―−()\[\]【】./·]+")
_MOBILE = re.compile(r"(?:\+?86|0086)?0?(1[3-9][0-9]{9})")
_SERVICE = re.compile(
    r"(?:\+?86|0086)?((?:400|800)[0-9]{7}|11[0-9]|12[0-9]|1(?:0|1|2|6)[0-9]{3}|1[01][0-9]{4}|9[56][0-9]{3,6})"
)
_DIGITS = re.compile(r"\+?[0-9]+")


class InvalidNumber(ZuoxiError):
    """The text is no telephone number; `reason` and the sentence say what is wrong with it."""

    code = "invalid_number"
    status = 422
    zh = "号码“{number}”无效：{zh}"
    en = "“{number}” is not a valid number: {en}"


class PhoneNumber(Record):
    """One number in its forms."""

    national: str
    e164: str
    """`+86…`; empty for service numbers, which cannot be dialled from abroad."""
    kind: Kind


_WRONG = {
    "empty": ("请输入号码。", "enter a number."),
    "letters": (
        "只能包含数字、+、空格、横线和括号。",
        "only digits, +, spaces, dashes and brackets are allowed.",
    ),
    "too_short": ("位数太少。", "it has too few digits."),
    "too_long": ("位数太多。", "it has too many digits."),
    "area_code": ("固定电话请加区号，例如 010。", "a landline needs its area code, for example 010."),
    "mobile_length": ("手机号码应为 11 位。", "a mobile number has 11 digits."),
    "unallocated": ("没有这样的号段。", "no such range of numbers exists."),
}


def parse(text: str) -> PhoneNumber:
    """The number that `text` means, dialled from mainland China; raises `InvalidNumber`."""
    return _parse(text.strip()[:64])


@lru_cache(maxsize=8192)
def _parse(text: str) -> PhoneNumber:
    digits = _compact(text)
    if found := _MOBILE.fullmatch(digits):
        return PhoneNumber(national=found[1], e164=f"+86{found[1]}", kind="mobile")
    if found := _SERVICE.fullmatch(digits):
        return PhoneNumber(national=found[1], e164="", kind="service")
    if not digits:
        raise _invalid(text, "empty")
    if not _DIGITS.fullmatch(digits):
        raise _invalid(text, "letters")
    return _by_plan(text, digits)


def _by_plan(text: str, digits: str) -> PhoneNumber:
    """Landlines and numbers abroad, by the world's numbering plans."""
    try:
        number = phonenumbers.parse(digits, HOME)
    except phonenumbers.NumberParseException as failure:
        long = failure.error_type == phonenumbers.NumberParseException.TOO_LONG
        raise _invalid(text, "too_long" if long else "too_short") from None
    if not phonenumbers.is_valid_number(number):
        raise _invalid(text, _what_is_wrong(digits, number))
    e164 = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    if number.country_code != HOME_CODE:
        return PhoneNumber(national=e164, e164=e164, kind="foreign")
    subscriber = phonenumbers.national_significant_number(number)
    if phonenumbers.number_type(number) == PhoneNumberType.MOBILE:
        return PhoneNumber(national=subscriber, e164=e164, kind="mobile")
    return PhoneNumber(national=f"0{subscriber}", e164=e164, kind="landline")


def _what_is_wrong(digits: str, number: phonenumbers.PhoneNumber) -> str:
    """Which of `_WRONG` fits a number that no plan knows."""
    if number.country_code != HOME_CODE:
        return "unallocated"
    subscriber = str(number.national_number)
    if re.match(r"1[3-9]", subscriber) and not digits.startswith("010"):
        return "mobile_length"
    if len(subscriber) in (7, 8) and not digits.startswith("0"):
        return "area_code"
    if len(subscriber) < 7:
        return "too_short"
    return "too_long" if len(subscriber) > 11 else "unallocated"


def _compact(text: str) -> str:
    return _PUNCTUATION.sub("", text.translate(_WIDE))


def _invalid(text: str, reason: str) -> InvalidNumber:
    zh, en = _WRONG[reason]
    return InvalidNumber(number=text, reason=reason, zh=zh, en=en)


def national(text: str) -> str:
    """The national form of what a carrier gave as caller: never an error, withheld numbers are empty.

    A number that fits no plan keeps its digits, so that it can be shown, noted and blocked all the same.
    """
    try:
        return _parse(text.strip()[:64]).national
    except InvalidNumber:
        kept = re.sub(r"[^0-9+]", "", _compact(text[:64]))
        return kept[:LONGEST] if re.search(r"[0-9]{3}", kept) else ""


def home_region(number: str) -> dict[str, str]:
    """Where a number (national form) is at home, as `{"zh": …, "en": …}`; empty texts when unknown."""
    return dict(_home_region(number))


@lru_cache(maxsize=8192)
def _home_region(number: str) -> tuple[tuple[str, str], ...]:
    found = _planned(number)
    if found is None:
        return (("zh", ""), ("en", ""))
    return tuple((language, _describe(found, language)) for language in ("zh", "en"))


def learn_regions() -> None:
    """Read the table of regions now (seconds), so that the first caller's region does not wait for it.

    It is large, and most processes never ask for a region; so it is read when it is first needed.
    """
    import phonenumbers.geocoder  # noqa: F401


def _describe(number: phonenumbers.PhoneNumber, language: str) -> str:
    from phonenumbers import geocoder

    name: str = geocoder.description_for_number(number, language)
    if number.country_code == HOME_CODE and not name:
        return NATIONWIDE[language]
    return name


def timezones(number: str) -> tuple[str, ...]:
    """The time zones in which the owner of a number (national form) may be; empty when unknown."""
    if not number.startswith("+"):
        return (HOME_TIMEZONE,)
    found = _planned(number)
    zones: tuple[str, ...] = tuple(timezone.time_zones_for_number(found)) if found else ()
    return tuple(zone for zone in zones if zone != "Etc/Unknown")


def _planned(number: str) -> phonenumbers.PhoneNumber | None:
    try:
        known = _parse(number)
    except InvalidNumber:
        return None
    return phonenumbers.parse(known.e164, HOME) if known.e164 else phonenumbers.parse(known.national, HOME)


def mask(number: str) -> str:
    """A number as those see it who may not see it whole: `138****0001`; short numbers are all stars."""
    if len(number) >= 10:
        return f"{number[: len(number) - 8]}****{number[-4:]}"
    if len(number) >= 7:
        return f"{number[: len(number) - 6]}****{number[-2:]}"
    return "*" * len(number)
