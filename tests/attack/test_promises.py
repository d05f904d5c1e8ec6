"""docs/security.md, docs/attacks.md and docs/faults.md promise nothing that no test holds."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HELD_BY = re.compile(r"(tests/[\w/]+\.py)::(\w+)")
TEXT = "\n".join((ROOT / "docs" / name).read_text() for name in ("security.md", "attacks.md", "faults.md"))
HEADS = ("| promise |", "| | kind |", "| kind |")


@pytest.mark.parametrize(("file", "name"), sorted(set(HELD_BY.findall(TEXT))))
def test_the_test_that_holds_a_promise_is_there(file, name):
    assert re.search(rf"^\s*(async )?def {name}\(", (ROOT / file).read_text(), re.MULTILINE)


def test_every_promise_names_a_test():
    rows = [line for line in TEXT.splitlines() if line.startswith("| ") and not line.startswith(HEADS)]
    assert [row for row in rows if not HELD_BY.search(row)] == []
