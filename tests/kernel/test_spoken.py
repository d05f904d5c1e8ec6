"""Values as they are spoken, read here as a person writes them out."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zuoxi.kernel.spoken import spoken
from zuoxi.switch.asterisk.said_parts import PARTS


def zh(value, how):
    return "".join(PARTS[part][0] for part in spoken(value, how, "zh"))


def en(value, how):
    return " ".join(PARTS[part][1] for part in spoken(value, how, "en"))


@pytest.mark.parametrize(
    ("value", "chinese", "english"),
    [
        ("0", "零", "zero"),
        ("2", "二", "two"),
        ("10", "十", "ten"),
        ("11", "十一", "eleven"),
        ("20", "二十", "twenty"),
        ("21", "二十一", "twenty one"),
        ("100", "一百", "one hundred"),
        ("101", "一百零一", "one hundred and one"),
        ("110", "一百一十", "one hundred and ten"),
        ("200", "二百", "two hundred"),
        ("1000", "一千", "one thousand"),
        ("1005", "一千零五", "one thousand and five"),
        ("1015", "一千零一十五", "one thousand and fifteen"),
        ("1205", "一千二百零五", "one thousand two hundred and five"),
        ("2222", "两千二百二十二", "two thousand two hundred and twenty two"),
        ("10000", "一万", "ten thousand"),
        ("10010", "一万零一十", "ten thousand and ten"),
        ("20000", "两万", "twenty thousand"),
        ("100000", "十万", "one hundred thousand"),
        ("120500", "十二万零五百", "one hundred and twenty thousand five hundred"),
        ("1000000", "一百万", "one million"),
        ("100000000", "一亿", "one hundred million"),
        ("100000001", "一亿零一", "one hundred million and one"),
        ("200010000", "两亿零一万", "two hundred million ten thousand"),
        ("-3.05", "负三点零五", "minus three point zero five"),
        ("1,234", "一千二百三十四", "one thousand two hundred and thirty four"),
    ],
)
def test_numbers(value, chinese, english):
    assert (zh(value, "number"), en(value, "number")) == (chinese, english)


@pytest.mark.parametrize(
    ("fen", "chinese", "english"),
    [
        ("0", "零元", "zero yuan"),
        ("100", "一元", "one yuan"),
        ("200", "两元", "two yuan"),
        ("20", "两角", "twenty fen"),
        ("5", "五分", "five fen"),
        ("1005", "十元零五分", "ten yuan and five fen"),
        ("1050", "十元五角", "ten yuan and fifty fen"),
        ("12345", "一百二十三元四角五分", "one hundred and twenty three yuan and forty five fen"),
        ("-200000", "负两千元", "minus two thousand yuan"),
    ],
)
def test_amounts(fen, chinese, english):
    assert (zh(fen, "amount"), en(fen, "amount")) == (chinese, english)


@pytest.mark.parametrize(
    ("day", "chinese", "english"),
    [
        ("2026-11-26", "二零二六年十一月二十六日", "November twenty sixth twenty twenty six"),
        ("2008-02-01", "二零零八年二月一日", "February first two thousand and eight"),
        ("2010-10-31", "二零一零年十月三十一日", "October thirty first twenty ten"),
        ("1999-12-20", "一九九九年十二月二十日", "December twentieth nineteen ninety nine"),
    ],
)
def test_dates(day, chinese, english):
    assert (zh(day, "date"), en(day, "date")) == (chinese, english)


@pytest.mark.parametrize(
    ("time", "chinese", "english"),
    [
        ("14:05", "十四点零五分", "two O five P M"),
        ("02:00", "两点", "two o'clock A M"),
        ("00:30", "零点三十分", "twelve thirty A M"),
        ("12:15", "十二点十五分", "twelve fifteen P M"),
    ],
)
def test_times(time, chinese, english):
    assert (zh(time, "time"), en(time, "time")) == (chinese, english)


@pytest.mark.parametrize(
    ("value", "chinese", "english"),
    [
        ("13800138000", "幺三八零零幺三八零零零", "one three eight zero zero one three eight zero zero zero"),
        ("1", "一", "one"),
        ("A1-20#", "A幺杠二零井号", "A one dash two zero pound"),
        ("订单 7", "七", "seven"),
        ("", "", ""),
    ],
)
def test_digits(value, chinese, english):
    assert (zh(value, "digits"), en(value, "digits")) == (chinese, english)


@pytest.mark.parametrize("how", ["number", "amount", "date", "time"])
def test_what_is_not_what_it_should_be_is_spoken_character_by_character(how):
    assert zh("7x9", how) == "七X九"
    assert zh("2026-13-45", how) == zh("2026-13-45", "digits")
    assert zh("9999999999999", how) == "九" * 13


@given(st.integers(min_value=-(10**13), max_value=10**13).map(str), st.sampled_from(["number", "amount"]))
def test_every_part_of_every_number_has_a_sound(value, how):
    assert zh(value, how) and en(value, how)


@given(st.text(max_size=20), st.sampled_from(["digits", "number", "amount", "date", "time"]))
def test_whatever_is_given_every_part_has_a_sound(value, how):
    zh(value, how)
    en(value, how)


@given(st.datetimes(timezones=st.just(dt.UTC)))
def test_every_date_and_time_has_a_sound(moment):
    for how, value in (("date", moment.date().isoformat()), ("time", f"{moment:%H:%M}")):
        assert zh(value, how) and en(value, how)
