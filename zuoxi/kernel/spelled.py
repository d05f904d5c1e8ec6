"""Whole numbers spelled out as they are read aloud, in Chinese and in English."""

from typing import Final

HAN: Final = "零一二三四五六七八九"
SMALL: Final = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
TENS: Final = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def chinese(number: int) -> str:
    """0 to 99 as an ordinal or a count without a measure word: 十二, 三十."""
    tens, ones = divmod(_known(number), 10)
    if not tens:
        return HAN[ones]
    return ("" if tens == 1 else HAN[tens]) + "十" + (HAN[ones] if ones else "")


def chinese_count(number: int) -> str:
    """0 to 99 before a measure word: two of something are 两."""
    return "两" if number == 2 else chinese(number)


def english(number: int) -> str:
    """0 to 99: twenty-one."""
    tens, ones = divmod(_known(number), 10)
    if tens < 2:
        return SMALL[number]
    return TENS[tens] + (f"-{SMALL[ones]}" if ones else "")


def _known(number: int) -> int:
    if not 0 <= number <= 99:
        raise ValueError(f"{number} is not between 0 and 99")
    return number
