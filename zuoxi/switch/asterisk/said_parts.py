"""The parts that values are spoken of (`kernel/spoken.py`): a table, part -> (Chinese, English)."""

import string

_TENS = {30: "thirty", 40: "forty", 50: "fifty", 60: "sixty", 70: "seventy", 80: "eighty", 90: "ninety"}
_SMALL = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]
_ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
]
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_ZH_DIGITS = "零一二三四五六七八九"


def _zh(number: int) -> str:
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _ZH_DIGITS[ones]
    return (_ZH_DIGITS[tens] if tens > 1 else "") + "十" + (_ZH_DIGITS[ones] if ones else "")


def _ordinal(day: int) -> str:
    if day <= 20:
        return _ORDINALS[day - 1]
    return "thirtieth" if day == 30 else f"{'twenty' if day < 30 else 'thirty'} {_ORDINALS[day % 10 - 1]}"


PARTS: dict[str, tuple[str, str]] = {
    **{f"say-{n}": (_zh(n), word) for n, word in enumerate(_SMALL)},
    **{f"say-{n}": (_zh(n), word) for n, word in _TENS.items()},
    **{f"say-{letter}": (letter.upper(), letter.upper()) for letter in string.ascii_lowercase},
    **{f"say-month-{n}": (f"{_zh(n)}月", word) for n, word in enumerate(_MONTHS, 1)},
    **{f"say-day-{n}": (f"{_zh(n)}日", _ordinal(n)) for n in range(1, 32)},
    "say-yao": ("幺", "one"),
    "say-liang": ("两", "two"),
    "say-shi": ("十", "ten"),
    "say-bai": ("百", "hundred"),
    "say-qian": ("千", "thousand"),
    "say-wan": ("万", "ten thousand"),
    "say-yi": ("亿", "hundred million"),
    "say-hundred": ("百", "hundred"),
    "say-thousand": ("千", "thousand"),
    "say-million": ("百万", "million"),
    "say-billion": ("十亿", "billion"),
    "say-and": ("又", "and"),
    "say-point": ("点", "point"),
    "say-minus": ("负", "minus"),
    "say-plus": ("加", "plus"),
    "say-dash": ("杠", "dash"),
    "say-star": ("星号", "star"),
    "say-pound": ("井号", "pound"),
    "say-yuan": ("元", "yuan"),
    "say-jiao": ("角", "jiao"),
    "say-fen": ("分", "fen"),
    "say-nian": ("年", "year"),
    "say-yue": ("月", "month"),
    "say-ri": ("日", "day"),
    "say-dian": ("点", "o'clock"),
    "say-minute": ("分", "minutes"),
    "say-oclock": ("点整", "o'clock"),
}
