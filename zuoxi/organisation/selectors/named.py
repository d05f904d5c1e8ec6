"""What the rows are called that values name by an id, and the words behind codes: people read neither."""

import re
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Model

from zuoxi.organisation.models import OrgUnit, Person
from zuoxi.organisation.rows import ConfiguredRow, TermRow
from zuoxi.organisation.rules import ROLE_NAMES, Role

KNOWN_BY = ("name", "number", "username", "endpoint")
"""What people call a row, the first that it has."""
WORDS = {"marks": "customerclass", "result": "disposition", "disposition": "disposition"}
"""Field whose values are codes of a company's own words -> their kind."""

Values = Mapping[str, Any] | None
_ID = re.compile(r"\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b")


def known_as(row: object) -> str:
    """What people call a row; empty: it has no name."""
    return next((str(known) for field in KNOWN_BY if (known := getattr(row, field, ""))), "")


def names_in(tenant: UUID, values: Iterable[Values], *, english: bool = False) -> dict[str, str]:
    """What the ids and codes in these values are called: each as it stands there -> its name now."""
    given = [one for one in values if one]
    ids = {found for one in given for found in _ids(one)}
    names = {str(row.pk): known_as(row) for model in _with_names() for row in _rows(model, tenant, ids)}
    for role in {told.partition("@")[0] for one in given for told in one.get("roles") or ()} & set(Role):
        names[role] = ROLE_NAMES[Role(role)][1 if english else 0]
    for kind, codes in _codes(given).items():
        for term in _terms(kind).filter(tenant_id=tenant, code__in=codes):
            names[term.code] = (english and term.name_en) or term.name
    return names


def told(names: Mapping[str, str], *values: Values) -> dict[str, str]:
    """Of the names those that one line's values need."""
    text = " ".join(map(str, values))
    return {key: name for key, name in names.items() if key in text}


def _ids(value: Any) -> Iterable[UUID]:
    match value:
        case str():
            yield from map(UUID, _ID.findall(value))
        case Mapping():
            for key, one in value.items():
                yield from _ids(key)
                yield from _ids(one)
        case list() | tuple():
            for one in value:
                yield from _ids(one)


def _codes(values: Iterable[Mapping[str, Any]]) -> dict[str, set[str]]:
    codes: dict[str, set[str]] = {}
    for one in values:
        for field in WORDS.keys() & one.keys():
            told = one[field] if isinstance(one[field], list) else [one[field]]
            codes.setdefault(WORDS[field], set()).update(code for code in told if isinstance(code, str))
    return codes


def _with_names() -> list[type[Model]]:
    return [
        model for model in apps.get_models() if issubclass(model, ConfiguredRow | OrgUnit | Person | TermRow)
    ]


def _rows(model: type[Model], tenant: UUID, ids: set[UUID]) -> Iterable[Model]:
    return model._default_manager.filter(tenant_id=tenant, pk__in=ids) if ids else ()


def _terms(kind: str) -> Any:
    (model,) = (one for one in apps.get_models() if issubclass(one, TermRow) and one._meta.model_name == kind)
    return model._default_manager.all()
