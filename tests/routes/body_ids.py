"""Every id that a body can carry, read from the API's own description, and what each of them names."""

from collections.abc import Iterator
from typing import Any

KINDS: dict[str, str] = {
    "create_person.org_unit": "unit",
    "create_person.roles.org_unit": "unit",
    "change_person.org_unit": "unit",
    "change_person.roles.org_unit": "unit",
    "create_unit.parent": "unit",
    "ask_deputy.deputy": "owner",
    "file_request.org_unit": "unit",
    "create_approval_chain.steps.unit": "unit",
    "change_approval_chain.steps.unit": "unit",
    "create_service_line.org_unit": "unit",
    "change_service_line.org_unit": "unit",
    "create_access_number.org_unit": "unit",
    "create_access_number.trunk": "trunk",
    "create_access_number.service_line": "service_line",
    "create_access_number.queue": "queue",
    "change_access_number.org_unit": "unit",
    "change_access_number.trunk": "trunk",
    "change_access_number.service_line": "service_line",
    "change_access_number.queue": "queue",
    "create_access_number.flow": "ivr_flow",
    "change_access_number.flow": "ivr_flow",
    "create_ivr_flow.org_unit": "unit",
    "change_ivr_flow.org_unit": "unit",
    "create_queue.org_unit": "unit",
    "create_queue.groups.skill_group": "skill_group",
    "create_queue.vip_group": "skill_group",
    "create_queue.rating_flow": "ivr_flow",
    "change_queue.org_unit": "unit",
    "change_queue.groups.skill_group": "skill_group",
    "change_queue.vip_group": "skill_group",
    "change_queue.rating_flow": "ivr_flow",
    "create_skill_group.org_unit": "unit",
    "create_skill_group.members.person": "person",
    "change_skill_group.org_unit": "unit",
    "change_skill_group.members.person": "person",
    "create_prompt.org_unit": "unit",
    "change_prompt.org_unit": "unit",
    "create_seat.org_unit": "unit",
    "change_seat.org_unit": "unit",
    "create_seat.person": "person",
    "change_seat.person": "person",
    "create_device.org_unit": "unit",
    "create_device.node": "node",
    "create_device.person": "person",
    "create_device.seat": "seat",
    "change_device.org_unit": "unit",
    "change_device.node": "node",
    "change_device.person": "person",
    "change_device.seat": "seat",
    "create_trunk.org_unit": "unit",
    "create_trunk.node": "node",
    "change_trunk.org_unit": "unit",
    "change_trunk.node": "node",
    "create_customer.org_unit": "unit",
    "create_customer.owner": "owner",
    "create_customer.numbers.id": "customer_number",
    "change_customer.org_unit": "unit",
    "change_customer.owner": "owner",
    "change_customer.numbers.id": "customer_number",
    "create_retention_class.queue": "queue",
    "create_retention_class.disposition": "result",
    "change_retention_class.queue": "queue",
    "change_retention_class.disposition": "result",
    "start_hand_over.queue": "queue",
    "create_result.parent": "result",
    "change_result.parent": "result",
}
"""operation.field -> what kind of row it names."""

SHARED: dict[str, frozenset[str]] = {
    "node": frozenset({"own"}),
    "owner": frozenset({"own", "beside", "above"}),
    "trunk": frozenset({"own", "above"}),
}
"""Where a row may lie that somebody of a team names; everything else only at his own place.

The switch belongs to nobody; any colleague may look after a customer; a line of the house is shared below it.
"""


NO_ROWS = {"version"}
"""Ids that name no row: which version of its own row the asker has read."""


def body_ids() -> set[str]:
    """`operation.field` of every id in a body of the API; a field of a list's entries as `list.field`."""
    from zuoxi.assembly.api import api

    schema = api.get_openapi_schema()
    found = set()
    for methods in schema["paths"].values():
        for described in methods.values():
            content = described.get("requestBody", {}).get("content", {})
            form = content.get("application/json", {}).get("schema")
            places = set(_ids(form or {}, schema)) - NO_ROWS
            found |= {f"{described['operationId']}.{place}" for place in places}
    return found


def _ids(form: dict[str, Any], schema: dict[str, Any], place: str = "") -> Iterator[str]:
    if "$ref" in form:
        form = schema["components"]["schemas"][form["$ref"].rsplit("/", 1)[1]]
    for several in ("anyOf", "allOf", "oneOf"):
        for part in form.get(several, ()):
            yield from _ids(part, schema, place)
    if form.get("format") == "uuid":
        yield place
    yield from _ids(form["items"], schema, place) if "items" in form else ()
    for name, field in form.get("properties", {}).items():
        yield from _ids(field, schema, f"{place}.{name}".strip("."))


def body_with(place: str, value: Any, rest: dict[str, Any]) -> dict[str, Any]:
    """`rest` with an id at `place`."""
    name, _, inner = place.partition(".")
    return rest | {name: [LISTED.get(name, {}) | {inner: value}] if inner else value}


LISTED: dict[str, dict[str, Any]] = {
    "roles": {"role": "agent"},
    "steps": {"key": "one", "stage": 1, "name": "一", "role": "agent", "lies": "unit"},
}
"""What an entry of a list needs beside the id."""
