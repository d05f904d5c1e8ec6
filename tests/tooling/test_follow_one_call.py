"""The page that follows one call names things that are there."""

import ast
import re
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
PAGE = CHECKOUT / "docs" / "follow-one-call.md"
LINK = re.compile(r"\[`([\w/.]+?\.py)(?::([\w.]+))?`\]\(\.\./([\w/.]+)\)")
LINKS = LINK.findall(PAGE.read_text(encoding="utf-8"))


def names(tree, prefix=""):
    """All that a module defines at its top, and what its classes define, as `Class.member`."""
    for node in tree.body:
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield prefix + name
            case ast.ClassDef(name=name):
                yield prefix + name
                yield from names(node, f"{prefix}{name}.")
            case ast.AnnAssign(target=ast.Name(id=name)):
                yield prefix + name
            case ast.Assign(targets=targets):
                yield from (prefix + one.id for one in targets if isinstance(one, ast.Name))


def test_every_link_of_the_page_is_looked_at():
    assert len(LINKS) == PAGE.read_text(encoding="utf-8").count("](../") >= 25


@pytest.mark.parametrize(("path", "symbol", "target"), LINKS)
def test_what_the_page_names_is_there(path, symbol, target):
    assert path == target
    assert not symbol or symbol in set(names(ast.parse((CHECKOUT / path).read_text(encoding="utf-8"))))
