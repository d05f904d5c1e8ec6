"""What people and machines write around a number, taken off before anybody looks at its digits.

Full-width digits, spaces, brackets, dashes, invisible characters, `tel:` and `sip:` addresses with their
parameters, extensions. Sources: RFC 3966 (tel), RFC 3261 (sip), what spreadsheets and carriers send.
"""

import re
import unicodedata
from typing import NamedTuple

LONGEST_TEXT = 64
"""Characters of a text that are read; no number of the world is written with more."""

_IGNORED = frozenset({"Cf", "Cc", "Zs", "Zl", "Zp", "Pd", "Ps", "Pe", "Mn"})
"""Unicode categories: invisible signs, spaces, dashes, brackets, marks."""
_PUNCTUATION = frozenset("./·・．。、,，'’‘\"“”_−‒")
_PLUS = "+＋﹢⁺"

_NAMED = re.compile(r"<([^<>]*)>")
_SCHEME = re.compile(r"(?i)\s*(?:sips?|tel|callto):")
_PARAMETER = re.compile(r"(?i);(ext|phone-context)=([^;@>]*)")
_EXTENSION = re.compile(
    r"(?i)(?:转|轉|分机|分機|内线|內線|extension|extn?\.?|[x#pw,，*])\s*[:：]?\s*([0-9]{1,6})#?\s*$"
)
_BEFORE_EXTENSION = 7
"""Digits that stand before an extension at least."""
_LAST_GROUP = re.compile(r"[-‐-―−]\s*([0-9]{1,5})\s*$")


class Written(NamedTuple):
    """A text taken apart."""

    digits: str
    """Digits and `+`; any other sign that is left is none of a number."""
    extension: str = ""
    context: str = ""
    """`phone-context` of an address: the beginning (`+8610`) that a local number lacks."""


def take_apart(text: str) -> Written:
    """The text's digits, without what is written around them."""
    plain, context, extension = _address(text[:LONGEST_TEXT])
    plain = _ascii(plain)
    found = _EXTENSION.search(plain)
    if found is not None and not extension and _count(plain[: found.start()]) >= _BEFORE_EXTENSION:
        plain, extension = plain[: found.start()], found[1]
    return Written(_bare(plain), extension, context)


def without_last_group(text: str) -> Written | None:
    """The same text with its last group of digits (`010-88886666-801`) read as an extension."""
    plain, context, extension = _address(text[:LONGEST_TEXT])
    plain = _ascii(plain)
    found = _LAST_GROUP.search(plain)
    if found is None or extension:
        return None
    return Written(_bare(plain[: found.start()]), found[1], context)


def kept_digits(text: str) -> str:
    """The digits of a text, with a leading `+`, whatever else is in it."""
    plain = _ascii(_address(text[:LONGEST_TEXT])[0])
    digits = "".join(sign for sign in plain if sign.isascii() and sign.isdigit())
    return f"+{digits}" if digits and _bare(plain).startswith("+") else digits


def digits_in(text: str) -> str:
    """The digits of a text as 0–9, however they are typed (`００３７`, `138-0000`): a piece of a number."""
    return "".join(sign for sign in _ascii(text[:LONGEST_TEXT]) if sign.isascii() and sign.isdigit())


def _address(text: str) -> tuple[str, str, str]:
    """User part, context and extension of a `tel:` or `sip:` address; any other text is its own user part."""
    if found := _NAMED.search(text):
        text = found[1]
    parameters = {name.lower(): value for name, value in _PARAMETER.findall(text)}
    if scheme := _SCHEME.match(text):
        text = text[scheme.end() :]
    if scheme or parameters:
        text = text.split("@", 1)[0].split(";", 1)[0]
    extension = "".join(filter(str.isdigit, parameters.get("ext", "")))
    return text, parameters.get("phone-context", ""), extension


def _ascii(text: str) -> str:
    """Digits of any script as 0–9, any plus as `+`, invisible signs gone."""
    return "".join(_one(sign) for sign in text)


def _one(sign: str) -> str:
    if sign.isascii():
        return sign
    if sign in _PLUS:
        return "+"
    digit = unicodedata.decimal(sign, None)
    if digit is not None:
        return str(digit)
    return "" if unicodedata.category(sign) in {"Cf", "Mn"} else sign


def _count(text: str) -> int:
    return sum(sign.isdigit() for sign in text)


def _bare(text: str) -> str:
    return "".join(
        sign for sign in text if unicodedata.category(sign) not in _IGNORED and sign not in _PUNCTUATION
    )
