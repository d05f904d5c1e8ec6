"""The desktop's types are those of the line."""

import subprocess
import sys

from zuoxi.engine.refusals import REFUSALS
from zuoxi.gateway import typescript
from zuoxi.gateway.errors import CODES


def test_the_desktops_types_are_current():
    written = typescript.TARGET.read_text(encoding="utf-8")
    assert written == typescript.render(), "run: python -m zuoxi.gateway.typescript"


def test_every_field_of_a_view_and_every_refusal_is_there():
    text = typescript.render()
    assert '  kind: "agent";' in text
    assert "  from?: number | null;" in text
    assert "  groups: string[];" in text
    for code in (*REFUSALS, *CODES):
        assert f'| "{code}"' in text


def test_the_command_says_whether_the_file_is_current(tmp_path, monkeypatch):
    monkeypatch.setattr(typescript, "TARGET", tmp_path / "generated" / "protocol.ts")
    assert typescript.main(["--check"]) == 1
    assert typescript.main([]) == 0
    assert typescript.main(["--check"]) == 0
    run = subprocess.run([sys.executable, "-m", "zuoxi.gateway.typescript", "--check"], check=False)
    assert run.returncode == 0
