"""docs/found.md names no test that is not there, and tells where a row has none."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROWS = [
    line for line in (ROOT / "docs" / "found.md").read_text(encoding="utf-8").splitlines() if line[:1] == "|"
]
HELD = [row.split(" | ", 1)[1] for row in ROWS if re.match(r"\| \d+ ", row)]
PYTHON = re.compile(r"(tests/[\w/]+\.py)::(\w+)")
DESKTOP = re.compile(
    r"(desktop/tests/[\w/]+\.test\.tsx?)::(.+?)(?=, (?:desktop/)?tests/| \||\. How it looks)"
)


def named(pattern):
    return sorted({found for held in HELD for found in pattern.findall(held)})


@pytest.mark.parametrize(("file", "name"), named(PYTHON))
def test_the_test_of_the_house_is_there(file, name):
    assert re.search(rf"^\s*(async )?def {name}\(", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize(("file", "title"), named(DESKTOP))
def test_the_test_of_the_desktop_is_there(file, title):
    assert re.search(rf"\(\s*'{re.escape(title)}'", (ROOT / file).read_text(encoding="utf-8"))


def test_each_line_has_a_row_and_each_row_a_test_or_says_that_it_has_none():
    lines = [int(row.split()[1]) for row in ROWS if re.match(r"\| \d+ ", row)]
    assert lines == list(range(1, 30))
    assert [held for held in HELD if "::" not in held and "no test" not in held] == []
    assert sum(held.count("::") for held in HELD) == sum(
        len(p.findall(held)) for held in HELD for p in (PYTHON, DESKTOP)
    )
