"""Every route of the API, read from its own description, with a request that would be right for it."""

from dataclasses import dataclass, field
from functools import cache
from typing import Any
from uuid import uuid4

NOBODY = "0190163d-8694-739b-aea5-966c26f8ad91"
"""An id that no row has."""
EXAMPLES: dict[str, Any] = {
    "uuid": NOBODY,
    "date-time": "2026-03-02T02:00:00Z",
    "date": "2026-10-01",
}
PATH_VALUES = {"date": "2026-10-01", "language": "zh", "name": "hello", "number": "1"}
QUERIES: dict[str, dict[str, str]] = {
    "list_holidays": {"year": "2026"},
    "get_floor_day": {"since": "2026-03-02T02:00:00Z"},
    "get_floor_breaks": {"since": "2026-03-02T02:00:00Z"},
    "list_figures": {"since": "2026-03-02T02:00:00Z"},
    "list_alarms": {"since": "2026-03-02T02:00:00Z"},
    "get_shift": {"since": "2026-03-02T02:00:00Z"},
    "get_screen_pop": {"number": "13800138000"},
}
"""Queries without which a route has nothing to say."""


@dataclass(frozen=True)
class Operation:
    """One route."""

    name: str
    method: str
    path: str
    query: dict[str, str] = field(default_factory=dict)
    body: Any = None

    @property
    def takes_id(self) -> bool:
        """Whether its path names one row."""
        return "{" in self.path and not any(f"{{{name}}}" in self.path for name in ("date", "name"))

    def url(self, id: str = NOBODY) -> str:
        """Its address, below /api, for one row."""
        parts = self.path.removeprefix("/api").split("/")
        values = [PATH_VALUES.get(part.strip("{}"), id) if part.startswith("{") else part for part in parts]
        return "/".join(values)

    def knock(self, door: Any, id: str = NOBODY) -> Any:
        """Send the request; the door has the status."""
        if self.method == "get":
            return door.get(self.url(id), **self.query)
        return door._send(self.method.upper(), self.url(id), self.body)


@cache
def operations() -> tuple[Operation, ...]:
    """All routes there are."""
    from zuoxi.assembly.api import api

    schema = api.get_openapi_schema()
    found = []
    for path, methods in schema["paths"].items():
        for method, described in methods.items():
            content = described.get("requestBody", {}).get("content", {})
            form = content.get("application/json", {}).get("schema")
            found.append(
                Operation(
                    name=described["operationId"],
                    method=method,
                    path=path,
                    query=QUERIES.get(described["operationId"], {}),
                    body=example(form, schema) if form else None,
                )
            )
    return tuple(found)


@cache
def described() -> tuple[tuple[str, str, frozenset[str]], ...]:
    """Every route that takes a body: its name, its method, and the fields of its body."""
    from zuoxi.assembly.api import api

    schema = api.get_openapi_schema()
    found = []
    for methods in schema["paths"].values():
        for method, route in methods.items():
            form = (
                route.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
            )
            name = form.get("$ref", "").rsplit("/", 1)[-1]
            fields = schema["components"]["schemas"].get(name, form).get("properties", {})
            found.append((route["operationId"], method, frozenset(fields)))
    return tuple(found)


def example(form: dict[str, Any], schema: dict[str, Any]) -> Any:
    """The smallest value that the description allows."""
    if "$ref" in form:
        return example(schema["components"]["schemas"][form["$ref"].rsplit("/", 1)[1]], schema)
    for several in ("anyOf", "allOf", "oneOf"):
        if several in form:
            return example(form[several][0], schema)
    if "enum" in form:
        return form["enum"][0]
    if "const" in form:
        return form["const"]
    match form.get("type"):
        case "object":
            required = form.get("required", ())
            return {name: example(form["properties"][name], schema) for name in required}
        case "array":
            return [example(form["items"], schema)] * form.get("minItems", 0)
        case "integer" | "number":
            return form.get("minimum", 1)
        case "boolean":
            return False
        case "string":
            if form.get("format") in EXAMPLES:
                return EXAMPLES[form["format"]]
            return f"x{uuid4().hex}"[: max(form.get("minLength", 1), 1)]
        case _:
            return None
