"""What a telephone number is here, and what is wrong with a text that is none."""

from typing import Literal

from zuoxi.kernel.errors import ZuoxiError
from zuoxi.kernel.record import Record

Kind = Literal["mobile", "landline", "service", "premium", "satellite", "foreign", "emergency"]
"""Class of destination. service: 95xxx, 400, 12345 …; premium: charged by the minute."""

WRONG = {
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
"""Reason -> its sentence, Chinese and English."""


class InvalidNumber(ZuoxiError):
    """The text is no telephone number; `reason` and the sentence say what is wrong with it."""

    code = "invalid_number"
    status = 422
    zh = "号码“{number}”无效：{zh}"
    en = "“{number}” is not a valid number: {en}"


class PhoneNumber(Record):
    """One number in its forms."""

    national: str
    """Its identity: what is stored, compared and dialled."""
    e164: str
    """`+86…`; empty for service numbers, which cannot be dialled from abroad."""
    kind: Kind
    extension: str = ""
    """Digits to be pressed once the switchboard answers; no part of the identity."""
