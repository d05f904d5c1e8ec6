"""A caller who shows a number that does not exist can be kept out all the same."""

import pytest

from zuoxi.calls.services.facts import record
from zuoxi.compliance.selectors import FOR_EVER, barred_now
from zuoxi.compliance.services import lists
from zuoxi.kernel.phone import InvalidNumber, national

SHOWN = "00 1380-0138000"


def test_a_number_that_nobody_can_have_is_barred_once_it_has_called(house):
    with pytest.raises(InvalidNumber):
        lists.blacklist(house.boss, SHOWN, "threats")

    house.teller.call(number=national(SHOWN)).ended("abandoned")
    record(house.teller.told)
    lists.blacklist(house.boss, SHOWN, "threats")

    assert list(barred_now()) == [(str(house.tenant.id), national(SHOWN), FOR_EVER)]
    with pytest.raises(InvalidNumber):
        lists.blacklist(house.boss, "138001380001", "mistyped")
