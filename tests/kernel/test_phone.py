"""One national form per number, whatever people and carriers send."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zuoxi.kernel import phone

mobiles = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
WIDE = str.maketrans("0123456789+-()", "０１２３４５６７８９＋－（）")


def with_punctuation(digits: str, marks: list[str]) -> str:
    return "".join(mark + digit for mark, digit in zip(marks + [""] * len(digits), digits, strict=False))


@given(
    number=mobiles,
    prefix=st.sampled_from(["", "+86", "0086", "86", "0", "+86 ", "86-"]),
    marks=st.lists(st.sampled_from(["", " ", "-", "(", ")"]), max_size=11),
    wide=st.booleans(),
)
def test_a_mobile_number_has_one_form_however_it_is_written(
    number: str, prefix: str, marks: list[str], wide: bool
) -> None:
    written = prefix + with_punctuation(number, marks)
    parsed = phone.parse(written.translate(WIDE) if wide else written)
    assert parsed == phone.PhoneNumber(national=number, e164=f"+86{number}", kind="mobile")


@pytest.mark.parametrize(
    ("written", "national", "kind"),
    [
        ("(010) 8888 6666", "01088886666", "landline"),
        ("+86 10 88886666", "01088886666", "landline"),
        ("0086-755-12345678", "075512345678", "landline"),
        ("86 0531 88886666", "053188886666", "landline"),
        ("０３７１－１２３４５６７８", "037112345678", "landline"),
        ("10086", "10086", "service"),
        ("95588", "95588", "service"),
        ("400-800-1234", "4008001234", "service"),
        ("110", "110", "service"),
        ("+1 415 555 2671", "+14155552671", "foreign"),
        ("001 415 555 2671", "+14155552671", "foreign"),
        ("+852 2345 6789", "+85223456789", "foreign"),
    ],
)
def test_other_numbers_have_their_national_form(written: str, national: str, kind: str) -> None:
    parsed = phone.parse(written)
    assert (parsed.national, parsed.kind) == (national, kind)
    assert phone.parse(parsed.national) == parsed, "the national form means itself"
    if parsed.e164:
        assert phone.parse(parsed.e164) == parsed


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("12", "too_short"),
        ("138000x0001", "letters"),
        ("+", "letters"),
        ("88886666", "area_code"),
        ("1380000000", "mobile_length"),
        ("138000000011", "mobile_length"),
        ("9" * 20, "too_long"),
        ("01088886", "unallocated"),
    ],
)
def test_what_is_no_number_says_what_is_wrong_in_both_languages(written: str, reason: str) -> None:
    with pytest.raises(phone.InvalidNumber) as refused:
        phone.parse(written)
    assert refused.value.data["reason"] == reason
    assert refused.value.status == 422
    zh, en = phone._WRONG[reason]
    assert zh in refused.value.sentence("zh")
    assert en in refused.value.sentence("en")


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


@pytest.mark.parametrize("withheld", ["", "anonymous", "Anonymous", "unknown", "-", "00"])
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
