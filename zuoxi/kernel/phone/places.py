"""Where a number is at home: its region, its area code, its time."""

from functools import lru_cache

import phonenumbers
from phonenumbers import timezone

from zuoxi.kernel.phone.identity import HOME, HOME_CODE, parse
from zuoxi.kernel.phone.number import InvalidNumber

HOME_TIMEZONE = "Asia/Shanghai"
NATIONWIDE = {"zh": "中国", "en": "China"}


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


def area_code_of(number: str) -> str:
    """The area code (`010`, `0371`) of a landline in national form; empty for any other number."""
    try:
        known = parse(number)
    except InvalidNumber:
        return ""
    if known.kind != "landline":
        return ""
    return known.national[: 3 if known.national[1] in "12" else 4]


def is_area_code(text: str) -> bool:
    """Whether `text` is a mainland area code with its 0."""
    return bool(text) and any(
        area_code_of(text + subscriber) == text for subscriber in ("88886666", "8888666")
    )


def _planned(number: str) -> phonenumbers.PhoneNumber | None:
    try:
        known = parse(number)
    except InvalidNumber:
        return None
    return phonenumbers.parse(known.e164 or known.national, HOME)
