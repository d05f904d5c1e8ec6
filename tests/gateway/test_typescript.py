"""The desktop's types are those of the line."""

import subprocess
import sys

import pytest

from zuoxi.engine.refusals import REFUSALS
from zuoxi.gateway import typescript
from zuoxi.gateway.errors import CODES


@pytest.mark.parametrize("name", typescript.FILES)
def test_the_desktops_types_are_current(name):
    written = (typescript.FOLDER / name).read_text(encoding="utf-8")
    assert written == typescript.FILES[name](), "run: python -m zuoxi.gateway.typescript"


def test_every_field_of_a_view_and_every_refusal_is_there():
    text = typescript.protocol_file()
    assert '  kind: "agent";' in text
    assert "  from?: number | null;" in text
    assert "  groups: string[];" in text
    for code in (*REFUSALS, *CODES):
        assert f'| "{code}"' in text


def test_the_command_says_whether_the_file_is_current(tmp_path, monkeypatch):
    monkeypatch.setattr(typescript, "FOLDER", tmp_path / "generated")
    assert typescript.main(["--check"]) == 1
    assert typescript.main([]) == 0
    assert typescript.main(["--check"]) == 0
    run = subprocess.run([sys.executable, "-m", "zuoxi.gateway.typescript", "--check"], check=False)
    assert run.returncode == 0
