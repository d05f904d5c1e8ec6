"""A filter that is mistyped is refused: it would find everything, and an export would take it all along."""

from dataclasses import replace

import pytest

from tests.company import Door
from tests.routes.operations import operations
from zuoxi.assembly.api import api

SAID = {"zh": "没有这一项。", "en": "There is no such field."}
ASKED = {
    described["operationId"]
    for methods in api.get_openapi_schema()["paths"].values()
    for described in methods.values()
    if any(one["in"] == "query" for one in described.get("parameters", ()))
}


@pytest.mark.parametrize("name", sorted(ASKED))
def test_an_address_with_an_unknown_word_is_refused_and_the_word_is_named(company, name):
    door = Door(company.administrator)
    (operation,) = (one for one in operations() if one.name == name)
    operation.knock(door)
    assert door.status != 422, "as it should be asked for, it is understood"
    told = replace(operation, query={**operation.query, "serch": "13800138000"}).knock(door)
    assert (door.status, told["code"]) == (422, "invalid")
    assert told["data"]["fields"] == {"serch": SAID}


def test_an_export_with_an_unknown_filter_takes_nothing_along(company):
    door = Door(company.administrator)
    told = door.post("/exports", {"list": "customers", "query": {"serch": "13800138000"}})
    assert (door.status, told["code"]) == (422, "invalid")
    assert list(told["data"]["fields"]) == ["query"]
