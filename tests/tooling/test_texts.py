"""What the house names by a code has words on the pages: the desktop shows no code, it shows a dash."""

import re
from pathlib import Path

import pytest

from zuoxi.assembly import value_words
from zuoxi.assembly.wiring import JOBS
from zuoxi.organisation.models import OrgUnit
from zuoxi.organisation.rules import Permission

TEXTS = Path(__file__).resolve().parents[2] / "desktop" / "src" / "texts"
KEYS = {key for file in TEXTS.glob("*.ts") for key in re.findall(r"^\s+'([\w.-]+)':", file.read_text(), re.M)}


@pytest.mark.parametrize(
    ("group", "codes"),
    [
        ("job", set(JOBS)),
        ("permission", {permission.value for permission in Permission}),
        ("unit", set(OrgUnit.Kind.values)),
    ],
)
def test_every_code_has_words(group, codes):
    assert {code for code in codes if f"{group}.{code}" not in KEYS} == set()


def test_pages_and_workbooks_say_the_same_of_a_value():
    written = value_words.TARGET.read_text(encoding="utf-8")
    assert written == value_words.render(), "run: python -m zuoxi.assembly.value_words"


def test_no_value_is_named_a_second_time():
    """One definition each: a text of a group that is made from the areas' words stands nowhere else."""
    made = {f"{group}.{code}" for group, words in value_words.groups().items() for code in words}
    for file in TEXTS.glob("*.ts"):
        if file != value_words.TARGET:
            assert set(re.findall(r"^\s+'([\w.-]+)':", file.read_text(), re.M)).isdisjoint(made), file.name


def test_a_quotation_mark_does_not_end_a_text():
    assert value_words._quoted('the caller\'s "own"') == "'the caller\\'s \"own\"'"
