"""Names are found by the letters with which they are read."""

import pytest

from zuoxi.kernel.initials import RARER, initials


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("张伟", "zw"),
        ("欧阳修", "oyx"),
        ("许子涵", "xzh"),
        ("覃海洋", "qhy"),
        ("翟婧妍", "zjy"),
        ("陈 晓明", "cxm"),
        ("Li Lei", "lilei"),
        ("3号店 王姐", "3hdwj"),
        ("", ""),
    ],
)
def test_a_name_has_the_letters_that_people_type_for_it(name, letters):
    assert initials(name) == letters


def test_a_surname_is_read_as_a_surname_and_only_in_front():
    assert initials("曾志伟") == "zzw"
    assert initials("单田芳") == "stf"
    assert initials("简单") == "jd"


def test_what_has_no_letter_is_left_out():
    assert initials("王𠮷·😀") == "w"


def test_no_character_is_read_in_two_ways():
    rarer = "".join(RARER.values())
    assert len(set(rarer)) == len(rarer)
