"""What the house names by a code has words on the pages: the desktop shows no code, it shows a dash."""

import re
from pathlib import Path

import pytest

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
