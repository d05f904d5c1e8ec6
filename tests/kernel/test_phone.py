"""One national form per number, whatever people and carriers send."""

from itertools import zip_longest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.kernel.number_forms import NO_NUMBER, SAME, WITHHELD
from zuoxi.kernel import phone

WIDE = str.maketrans("0123456789+-()", "０１２３４５６７８９＋－（）")


@pytest.mark.parametrize(
    ("spelling", "home", "identity", "kind"),
    [(one, home, identity, kind) for identity, kind, home, spellings in SAME for one in spellings],
)
def test_a_number_has_one_identity_in_every_spelling(
    spelling: str, home: str, identity: str, kind: str
) -> None:
    parsed = phone.parse(spelling, home)
    assert (parsed.national, parsed.kind) == (identity, kind)
    assert phone.national(spelling, home) == identity


def test_the_table_of_spellings_is_as_large_as_promised() -> None:
    assert sum(len(spellings) for *_, spellings in SAME) + len(WITHHELD) + len(NO_NUMBER) >= 300


@pytest.mark.parametrize("identity", sorted({identity for identity, *_ in SAME}))
@pytest.mark.parametrize("home", ["", "010", "0755", "0391"])
def test_an_identity_means_itself_wherever_it_is_read(identity: str, home: str) -> None:
    parsed = phone.parse(identity, home)
    assert parsed.national == identity
    if parsed.e164:
        assert phone.parse(parsed.e164, home).national == identity


subscribers = st.one_of(
    st.from_regex(r"1([3-689][0-9]|7[0-8])[0-9]{8}", fullmatch=True),
    # 10800 and 21800 begin no landline
    st.from_regex(r"(010|02[0-57-9]|0755|0571)[2-8][0-9]{7}", fullmatch=True).filter(
        lambda number: number[:6] not in ("010800", "021800")
    ),
    st.from_regex(r"[48]00[0-9]{7}", fullmatch=True),
    st.from_regex(r"95[0-9]{3}", fullmatch=True),
    st.from_regex(r"1010[0-9]{4}", fullmatch=True),
    st.sampled_from(["110", "10086", "12345", "96110"]),
)
COUNTRY = ("", "+86", "0086", "086")
CARRIER = ("", "17951", "12593", "17909")
MARKS = ("", " ", "-", "(", ")", "\u200b", "\u202a", "　", ".")


@st.composite
def spellings(draw: st.DrawFn) -> tuple[str, str]:
    """A subscriber and one way to write him."""
    subscriber = draw(subscribers)
    country, carrier = draw(st.sampled_from(COUNTRY)), draw(st.sampled_from(CARRIER))
    fixed = subscriber.startswith("0")
    trunk = draw(st.sampled_from(("", "0"))) if country or not fixed else "0"
    digits = trunk + subscriber.removeprefix("0")
    marks = draw(st.lists(st.sampled_from(MARKS), max_size=len(digits)))
    text = (
        carrier + country + "".join(mark + digit for mark, digit in zip_longest(marks, digits, fillvalue=""))
    )
    return subscriber, text.translate(WIDE) if draw(st.booleans()) else text


@given(spelling=spellings())
def test_any_spelling_that_can_be_made_of_a_number_is_that_number(spelling: tuple[str, str]) -> None:
    subscriber, text = spelling
    assert phone.national(text) == subscriber


@pytest.mark.parametrize(
    ("written", "reason"), [("", "empty"), ("   ", "empty"), ("+", "letters"), *NO_NUMBER]
)
def test_what_is_no_number_says_what_is_wrong_in_both_languages(written: str, reason: str) -> None:
    with pytest.raises(phone.InvalidNumber) as refused:
        phone.parse(written)
    assert refused.value.data["reason"] == reason
    assert refused.value.status == 422
    zh, en = phone.WRONG[reason]
    assert zh in refused.value.sentence("zh")
    assert en in refused.value.sentence("en")


def test_an_extension_is_kept_beside_the_number() -> None:
    assert phone.parse("010-88886666 转 801").extension == "801"
    assert phone.parse("010-88886666-801").extension == "801"
    assert phone.parse("010-8888-6666").extension == ""


@given(text=st.text(max_size=80))
def test_any_text_is_a_number_or_a_clear_refusal(text: str) -> None:
    try:
        parsed = phone.parse(text)
    except phone.InvalidNumber as refused:
        assert refused.sentence("zh")
        assert refused.sentence("en")
    else:
        assert phone.parse(parsed.national) == parsed


@given(text=st.text(max_size=80))
def test_a_callers_number_is_never_an_error_and_normalising_twice_changes_nothing(text: str) -> None:
    national = phone.national(text)
    assert phone.national(national) == national


@pytest.mark.parametrize("withheld", WITHHELD)
def test_a_withheld_number_is_empty(withheld: str) -> None:
    assert phone.national(withheld) == ""


def test_a_carriers_odd_number_keeps_its_digits() -> None:
    assert phone.national("1234567890123") == "1234567890123"


@pytest.mark.parametrize(
    ("number", "zh", "en"),
    [
        ("13800000001", "北京市", "Beijing"),
        ("075512345678", "广东省深圳市", "Shenzhen, Guangdong"),
        ("19912345678", "中国", "China"),
        ("10086", "中国", "China"),
        ("1234567890123", "", ""),
        ("", "", ""),
    ],
)
def test_a_number_has_a_home(number: str, zh: str, en: str) -> None:
    assert phone.home_region(number) == {"zh": zh, "en": en}


def test_a_number_abroad_lives_in_its_own_time() -> None:
    assert phone.timezones("13800000001") == ("Asia/Shanghai",)
    assert phone.timezones("+14155552671") == ("America/Los_Angeles",)


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("13800000001", "138****0001"),
        ("01088886666", "010****6666"),
        ("075512345678", "0755****5678"),
        ("+14155552671", "+141****2671"),
        ("10086", "*****"),
        ("", ""),
    ],
)
def test_a_masked_number_keeps_head_and_tail(number: str, masked: str) -> None:
    assert phone.mask(number) == masked


@given(number=st.text(alphabet="0123456789", max_size=20))
def test_a_mask_never_shows_more_than_a_part(number: str) -> None:
    masked = phone.mask(number)
    assert len(masked) == len(number)
    assert masked.count("*") >= min(4, len(number))


@pytest.mark.parametrize(
    ("number", "area"),
    [("01056781234", "010"), ("037112345678", "0371"), ("4008001234", ""), ("13800000001", ""), ("x", "")],
)
def test_a_landline_tells_its_area_code(number: str, area: str) -> None:
    assert phone.area_code_of(number) == area
    assert phone.is_area_code(area) == bool(area)
