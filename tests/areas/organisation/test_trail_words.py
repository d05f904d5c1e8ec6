"""Whatever the trail tells has words in both languages."""

import ast
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps

import zuoxi
from zuoxi.organisation.rows import ConfiguredRow, TermRow
from zuoxi.organisation.services.audit import DRAFT
from zuoxi.organisation.services.exports import sheets
from zuoxi.organisation.trail_words import FIELDS, KINDS, action_said, values_said


def noted_in(source):
    """Actions that a module writes into the trail: as a text, or by the name of one."""
    tree = ast.parse(source)
    named = {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "note" and len(node.args) > 1:
            action = node.args[1]
            if isinstance(action, ast.Constant):
                yield action.value
            elif isinstance(action, ast.Name) and action.id in named:
                yield named[action.id]


NOTED = sorted(
    {action for path in Path(zuoxi.__file__).parent.rglob("*.py") for action in noted_in(path.read_text())}
)
ELSE = action_said("nobody.knows")
ROME = ZoneInfo("Europe/Rome")


def test_the_sources_are_read():
    assert {"recording.played", "session.started", "dial_hours.set"} <= set(NOTED)


@pytest.mark.parametrize("action", NOTED)
def test_every_action_has_words(action):
    assert action_said(action) != ELSE


@pytest.mark.parametrize("sheet", sheets())
def test_taking_a_list_along_has_words(sheet):
    assert action_said(f"{sheet}.exported") != ELSE


def test_everything_that_is_set_up_has_a_name():
    tables = {
        model._meta.model_name for model in apps.get_models() if issubclass(model, ConfiguredRow | TermRow)
    }
    assert tables <= KINDS.keys()


SILENT = DRAFT | {"id", "created_at", "changed_at", "ordered_at", "initials", "code", "credential"}
"""What the house keeps for itself, and what nobody is told."""


def test_everything_that_can_be_set_has_a_name():
    unnamed = {
        f"{model._meta.model_name}.{field.attname}"
        for model in apps.get_models()
        if issubclass(model, ConfiguredRow | TermRow)
        for field in model._meta.concrete_fields
        if not field.is_relation and field.attname not in FIELDS.keys() | SILENT
    }
    assert unnamed == set()


def test_values_are_told_as_people_say_them():
    values = {
        "name": "一线",
        "timeout_ms": 90_000,
        "callback_on_abandon": True,
        "expires_at": "2026-11-26T01:00:00+00:00",
        "weekly_hours": [[[480, 720], [780, 1080]], []],
        "org_unit_id": "01a2157e-cadc-72a5-9fad-f443624610ba",
        "numbers": [["13800000001", "手机"]],
    }
    assert values_said(values, english=True, zone=ROME) == (
        "Name: 一线; Longest wait: 01:30; Callback when a caller gives up: Yes; "
        "Expires: 2026-11-26 02:00:00; Weekly hours: 08:00-12:00 13:00-18:00 | closed; "
        "Numbers: 13800000001, 手机"
    )
