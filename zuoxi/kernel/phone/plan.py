"""The mainland's numbering plan, as far as it tells one kind of number from another.

Sources: the plan of telecommunication network numbers (电信网编号计划) for the shapes;
`phonenumbers` for which area codes, mobile and foreign ranges exist.
"""

import re

_CARRIER_PREFIX = r"(?:179[0-9]{2}|12593|11808|10193|12583[0-9])"
"""Digits that choose a carrier or a second card (IP telephony, 12593, 12583x). They belong to no number."""
_COUNTRY_PREFIX = r"\+?0{0,2}86"
_LEAD = rf"(?P<lead>(?:{_COUNTRY_PREFIX}|{_CARRIER_PREFIX}){{0,3}})"
"""What may stand before a national number: country code and carrier prefixes, in any order."""
_AREA = r"(?:10|2[0-57-9]|(?![48]00)[3-9][0-9]{2})"
"""400 and 800 are no area: behind a 0 they are still shared-cost and free numbers."""

MOBILE = re.compile(rf"{_LEAD}0?(?P<national>1(?:[3-689][0-9]|7[0-8])[0-9]{{8}})")
"""179xx chooses an IP carrier, so no mobile begins with 179."""

_BEFORE = rf"{_LEAD}(?:0{_AREA}|(?<=86){_AREA}|0)?"
"""Service numbers are also written behind a 0 or behind an area code."""
NATIONWIDE = re.compile(rf"{_BEFORE}(?P<national>[48]00[0-9]{{7}}|1010[0-9]{{4}}|95[0-9]{{3,6}})")
"""Shared-cost and free numbers and those of banks, airlines, outsourcers: one subscriber everywhere."""
_SHORT = r"11[0-9]|12[0-9]|1[0126][0-9]{3}|1[016][0-9]{4}|16[08][0-9]{4,5}|12590[0-9]{1,6}|96[0-9]{3,6}"
SHORT = re.compile(rf"{_BEFORE}(?P<national>{_SHORT})")
EMERGENCY = re.compile(r"11[09]|12[02]")
PREMIUM = re.compile(r"16[0-9]{3,6}|12590[0-9]{1,6}")
"""Voice services that charge by the minute (声讯)."""
SATELLITE = re.compile(r"1349[0-9]{7}|1740[0-5][0-9]{6}")
"""Mainland satellite telephones (海事 1349, 天通 1740)."""

LOCAL = re.compile(r"[2-8][0-9]{6,7}")
"""A landline without its area code."""
LANDLINE = re.compile(rf"{_LEAD}(?P<trunk>0?)(?P<national>{_AREA}[1-9][0-9]{{6,7}})")
ABROAD = re.compile(rf"{_CARRIER_PREFIX}?(?:\+|\+?00)(?P<digits>[1-9][0-9]{{5,16}})")

SATELLITE_COUNTRIES = frozenset({870, 881, 882, 883})
"""Country codes of satellite and world-wide networks."""
PREMIUM_COUNTRIES = frozenset({979})
