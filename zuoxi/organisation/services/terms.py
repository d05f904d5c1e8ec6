"""A company's own vocabulary: words that are given at its founding, added, renamed, taken out of use."""

import secrets
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Max

from zuoxi.organisation.actor import Actor
from zuoxi.organisation.rows import TermRow
from zuoxi.organisation.services import rows

Term = TypeVar("Term", bound=TermRow)

STEP = 10
"""Between the places of two words, so that one can be put between them."""


def sow(model: type[Term], tenant: UUID, words: Iterable[tuple[str, str, str]]) -> int:
    """Give a company the words (code, Chinese, English) that it lacks; how many it had to be given."""
    given = 0
    for place, (code, name, name_en) in enumerate(words, 1):
        _, new = model._default_manager.get_or_create(
            tenant_id=tenant,
            code=code,
            defaults={"name": name, "name_en": name_en, "position": place * STEP},
        )
        given += new
    return given


def create(actor: Actor, model: type[Term], fields: Mapping[str, Any]) -> Term:
    """A new word; its code is made, for nobody reads it. Without a place it comes last."""
    values = {name: value for name, value in fields.items() if name != "position"}
    place = fields.get("position")
    if place is None:
        mine = model._default_manager.filter(tenant_id=actor.who.tenant_id)
        place = (mine.aggregate(last=Max("position"))["last"] or 0) + STEP
    row = model(tenant_id=actor.who.tenant_id, code=f"w{secrets.token_hex(5)}", position=place, **values)
    return rows.create(actor, row)


def change(actor: Actor, row: Term, fields: Mapping[str, Any]) -> Term:
    """New values for a word; `hidden` takes it out of use: what was said with it stays readable."""
    values = {name: value for name, value in fields.items() if name != "hidden"}
    if values.get("position", 0) is None:
        del values["position"]
    if "hidden" in fields:
        values["hidden_at"] = (row.hidden_at or actor.now) if fields["hidden"] else None
    return rows.change(actor, row, values)
