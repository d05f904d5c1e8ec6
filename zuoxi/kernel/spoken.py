"""How values are spoken: numbers, amounts, dates and times as a row of sound parts, in Chinese and English.

A part is the name of a prompt of the house (`say-…`, see `switch/asterisk/said_parts.py`). What cannot be
read as what it should be is spoken character by character, so that a caller is never left without his answer.
"""

import datetime as dt
import re
from collections.abc import Callable
from typing import Final, Literal

Language = Literal["zh", "en"]
SpokenAs = Literal["digits", "number", "amount", "date", "time"]
Parts = tuple[str, ...]

MOST: Final = 10**12
"""Numbers from here on are spoken digit by digit: nobody follows them otherwise."""
LETTERS: Final = {"*": "star", "#": "pound", "-": "dash", ".": "point", "+": "plus"}
_CHARACTER: Final = re.compile(r"[0-9A-Za-z*#.+-]")
_PLAIN: Final = re.compile(r"[0-9]{1,13}")
_ZH_UNITS: Final = ((10**8, "yi"), (10**4, "wan"))
_ZH_PLACES: Final = ((1000, "qian"), (100, "bai"), (10, "shi"))
_EN_UNITS: Final = ((10**9, "billion"), (10**6, "million"), (1000, "thousand"))


def spoken(value: str, how: SpokenAs, language: str) -> Parts:
    """The parts that say `value`: digits, a number, an amount in fen, a date (ISO), a time (HH:MM)."""
    try:
        return _WAYS[how][0 if language == "zh" else 1](value.strip())
    except ValueError:
        return digits(value, language)


def digits(value: str, language: str) -> Parts:
    """One by one; in Chinese 1 is yāo where digits stand in a row, as in telephone numbers."""
    one = "say-yao" if language == "zh" and sum(char.isdigit() for char in value) > 1 else "say-1"
    known = (LETTERS.get(char, char.lower()) for char in value if _CHARACTER.fullmatch(char))
    return tuple(one if name == "1" else f"say-{name}" for name in known)


def _digits_zh(value: str) -> Parts:
    return digits(value, "zh")


def _digits_en(value: str) -> Parts:
    return digits(value, "en")


def _read(value: str) -> tuple[Parts, int, str]:
    """Sign, whole part and decimals of a number as it is written. Errors: ValueError."""
    negative = value.startswith("-")
    whole, _, decimals = value.lstrip("+-").replace(",", "").partition(".")
    if (
        not whole.isascii()
        or not whole.isdigit()
        or (decimals and not (decimals.isascii() and decimals.isdigit()))
    ):
        raise ValueError(value)
    if int(whole) >= MOST:
        raise ValueError(value)
    return (("say-minus",) if negative else (), int(whole), decimals)


def _number_zh(value: str) -> Parts:
    sign, whole, decimals = _read(value)
    tail = ("say-point", *(f"say-{digit}" for digit in decimals)) if decimals else ()
    return (*sign, *zh(whole), *tail)


def _number_en(value: str) -> Parts:
    sign, whole, decimals = _read(value)
    tail = ("say-point", *(f"say-{digit}" for digit in decimals)) if decimals else ()
    return (*sign, *en(whole), *tail)


def zh(number: int, *, counts: bool = False) -> Parts:
    """A whole number: 10 is shí, 110 yībǎi yīshí, 1005 yīqiān líng wǔ; of counted things 2 is liǎng."""
    if number == 0:
        return ("say-0",)
    if number == 2 and counts:
        return ("say-liang",)
    parts = _zh(number)
    return parts[1:] if parts[:2] == ("say-1", "say-shi") else parts


def _zh(number: int) -> Parts:
    for unit, name in _ZH_UNITS:
        high, low = divmod(number, unit)
        if high:
            return (*_times(high, name), *_rest(low, unit // 10))
    for unit, name in _ZH_PLACES:
        high, low = divmod(number, unit)
        if high:
            return (*_times(high, name), *_rest(low, unit // 10))
    return (f"say-{number}",)


def _times(high: int, unit: str) -> Parts:
    """2 before a thousand, ten thousand or a hundred million is liǎng, before ten and a hundred èr."""
    if high == 2 and unit in ("qian", "wan", "yi"):
        return ("say-liang", f"say-{unit}")
    return (*_zh(high), f"say-{unit}")


def _rest(low: int, place: int) -> Parts:
    """What follows a unit: with líng in between where a place is skipped."""
    if low == 0:
        return ()
    return (*(("say-0",) if low < place else ()), *_zh(low))


def en(number: int) -> Parts:
    """A whole number in English: 1205 is one thousand two hundred and five."""
    for unit, name in _EN_UNITS:
        high, low = divmod(number, unit)
        if high:
            between = ("say-and",) if 0 < low < 100 else ()
            return (*en(high), f"say-{name}", *between, *(en(low) if low else ()))
    high, low = divmod(number, 100)
    if high:
        return (f"say-{high}", "say-hundred", *(("say-and", *en(low)) if low else ()))
    if number <= 20 or number % 10 == 0:
        return (f"say-{number}",)
    return (f"say-{number - number % 10}", f"say-{number % 10}")


def _fen(value: str) -> tuple[Parts, int, int]:
    sign, whole, decimals = _read(value)
    if decimals:
        raise ValueError(value)
    return (sign, *divmod(whole, 100))


def _amount_zh(value: str) -> Parts:
    """Yuan, jiao and fen; líng where the jiao are skipped; nothing is said of what is nought."""
    sign, yuan, fen = _fen(value)
    jiao, fen = divmod(fen, 10)
    parts: Parts = (*zh(yuan, counts=True), "say-yuan") if yuan or not (jiao or fen) else ()
    if jiao:
        parts += (*zh(jiao, counts=True), "say-jiao")
    if fen:
        parts += (("say-0",) if yuan and not jiao else ()) + (*zh(fen, counts=True), "say-fen")
    return (*sign, *parts)


def _amount_en(value: str) -> Parts:
    sign, yuan, fen = _fen(value)
    parts: Parts = (*en(yuan), "say-yuan") if yuan or not fen else ()
    if fen:
        parts += (*(("say-and",) if yuan else ()), *en(fen), "say-fen")
    return (*sign, *parts)


def _date_zh(value: str) -> Parts:
    """The year digit by digit, then month and day as numbers."""
    day = dt.date.fromisoformat(value)
    year = tuple(f"say-{digit}" for digit in str(day.year))
    return (*year, "say-nian", *zh(day.month), "say-yue", *zh(day.day), "say-ri")


def _date_en(value: str) -> Parts:
    day = dt.date.fromisoformat(value)
    century, rest = divmod(day.year, 100)
    year = (*en(century), *en(rest)) if rest >= 10 else en(day.year)
    return (f"say-month-{day.month}", f"say-day-{day.day}", *year)


def _time_zh(value: str) -> Parts:
    """14:05 is shísì diǎn líng wǔ fēn, 2:00 liǎng diǎn."""
    at = dt.time.fromisoformat(value)
    parts = (*zh(at.hour, counts=True), "say-dian")
    if at.minute == 0:
        return parts
    return (*parts, *(("say-0",) if at.minute < 10 else ()), *zh(at.minute), "say-minute")


def _time_en(value: str) -> Parts:
    """14:05 is two oh five p m; midnight and noon are twelve."""
    at = dt.time.fromisoformat(value)
    half = ("say-p", "say-m") if at.hour >= 12 else ("say-a", "say-m")
    minute = (("say-o",) if at.minute < 10 else ()) + en(at.minute) if at.minute else ("say-oclock",)
    return (*en(at.hour % 12 or 12), *minute, *half)


_WAYS: Final[dict[SpokenAs, tuple[Callable[[str], Parts], Callable[[str], Parts]]]] = {
    "digits": (_digits_zh, _digits_en),
    "number": (_number_zh, _number_en),
    "amount": (_amount_zh, _amount_en),
    "date": (_date_zh, _date_en),
    "time": (_time_zh, _time_en),
}
