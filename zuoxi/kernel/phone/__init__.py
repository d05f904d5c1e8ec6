"""Telephone numbers: one identity per number, whatever people and carriers write.

National form: mainland mobile `13800000001`; landline with its area code `01088886666`; service number
`10086` or `4008001234`; anything abroad in E.164, `+14155550100`. It is what is stored, compared and dialled.
"""

from zuoxi.kernel.phone.identity import (
    HOME,
    HOME_CODE,
    LONGEST,
    can_be_dialled,
    is_emergency,
    is_mobile,
    national,
    parse,
)
from zuoxi.kernel.phone.masking import mask, masked_in
from zuoxi.kernel.phone.number import WRONG, InvalidNumber, Kind, PhoneNumber
from zuoxi.kernel.phone.places import (
    HOME_TIMEZONE,
    NATIONWIDE,
    area_code_of,
    home_region,
    is_area_code,
    learn_regions,
    timezones,
)
from zuoxi.kernel.phone.written import digits_in

__all__ = [
    "HOME",
    "HOME_CODE",
    "HOME_TIMEZONE",
    "LONGEST",
    "NATIONWIDE",
    "WRONG",
    "InvalidNumber",
    "Kind",
    "PhoneNumber",
    "area_code_of",
    "can_be_dialled",
    "digits_in",
    "home_region",
    "is_area_code",
    "is_emergency",
    "is_mobile",
    "learn_regions",
    "mask",
    "masked_in",
    "national",
    "parse",
    "timezones",
]
