"""Trunks: what they are and which numbers they carry is the installation's to say, whosever they are."""

from collections.abc import Iterable, Mapping
from typing import Any

from zuoxi.organisation.actor import Actor
from zuoxi.telephony.models import Trunk
from zuoxi.telephony.services.configuration import change, create


def create_trunk(actor: Actor, fields: Mapping[str, Any]) -> Trunk:
    """A trunk of any company of the installation."""
    return create(actor, Trunk, _with_shown_number(fields, ()))


def change_trunk(actor: Actor, trunk: Trunk, fields: Mapping[str, Any]) -> Trunk:
    """New values for a trunk; it stays its company's."""
    return change(actor, trunk, _with_shown_number(fields, trunk.numbers))


def assign(actor: Actor, trunk: Trunk, number: str) -> None:
    """From now on the trunk carries this number too."""
    change(actor, trunk, {"numbers": [*trunk.numbers, number]})


def _with_shown_number(fields: Mapping[str, Any], held: Iterable[str]) -> Mapping[str, Any]:
    """Whoever names the number that is shown, and no others, means that the line carries it."""
    shown = fields.get("caller_id")
    if not shown or fields.get("numbers"):
        return fields
    return {**fields, "numbers": [*held, shown]}
