"""Every refusal has a sentence in both languages, and every one that is raised is known."""

import ast
from pathlib import Path

import zuoxi.engine.handlers as handlers
from zuoxi.engine.refusals import REFUSALS


def raised() -> set[str]:
    found: set[str] = set()
    for path in Path(handlers.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Refused":
                assert isinstance(node.args[0], ast.Constant)
                found.add(str(node.args[0].value))
    return found


def test_what_is_raised_can_be_said_and_what_can_be_said_is_raised():
    said_by_the_loop = {"error", "overloaded", "disk_away"}
    assert raised() | said_by_the_loop == set(REFUSALS)


def test_each_sentence_is_there_in_both_languages():
    for zh, en in REFUSALS.values():
        assert zh.endswith(("。", "？")) and en.endswith((".", "?"))
        assert any("\u4e00" <= letter <= "\u9fff" for letter in zh) and en.isascii()
