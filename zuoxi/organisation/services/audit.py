"""The audit trail: who did or saw what, when, before and after."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db.models import Model

from zuoxi.organisation.actor import Actor
from zuoxi.organisation.models import AuditEvent
from zuoxi.organisation.selectors.named import known_as

DRAFT = frozenset({"draft", "draft_revision", "drafted_at", "drafted_by"})
"""What is being worked on, and concerns nobody yet."""
SECRET = DRAFT | {"password", "credential", "sessions_ended", "initials"}
"""Fields whose values never leave their row, or tell nobody anything."""


def done_to(before: dict[str, Any], after: dict[str, Any]) -> str:
    """What a change of a row is called: `hidden` and `restored` are told apart from `changed`."""
    if "hidden_at" not in after:
        return "changed"
    return "hidden" if after["hidden_at"] else "restored"


def note(
    actor: Actor,
    action: str,
    subject: Model | None = None,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    name: str = "",
    tenant: UUID | None = None,
    path: str = "",
    kind: str = "",
) -> None:
    """Write one line of the trail, in the transaction of what it tells.

    `action` is `subject.done`, e.g. `recording.played`; `name` is what people call the subject (default: its
    `name`, or what else it is known by). Without a person and without a subject of a company, `tenant` and
    `path` say in whose trail it is read. `kind` is what of the subject is told of, where that is no row
    of its own: the rules of a company that are set as one.
    """
    place: UUID | None = tenant or getattr(subject, "tenant_id", None)
    if place is None:
        place = actor.who.tenant_id
    AuditEvent.objects.create(
        tenant_id=place,
        at=actor.now,
        person=actor.person,
        person_name=actor.person.name if actor.person else "",
        action=action,
        subject_type=kind or (subject._meta.model_name or "" if subject is not None else ""),
        subject_id=str(subject.pk) if subject is not None else "",
        subject_name=(name or known_as(subject))[:200],
        path=path or getattr(subject, "path", "") or (actor.person.path if actor.person else ""),
        before=before,
        after=after,
        address=actor.address,
    )


def picture(row: Model) -> dict[str, Any]:
    """The row's own values as JSON, without secrets."""
    return {
        field.attname: plain(field.value_from_object(row))
        for field in row._meta.concrete_fields
        if field.name not in SECRET
    }


def difference(before: dict[str, Any], after: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Only the values that differ, before and after."""
    names = [name for name in after if before.get(name) != after[name]]
    return {name: before.get(name) for name in names}, {name: after[name] for name in names}


def plain(value: Any) -> Any:
    """A value as JSON can hold it."""
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value
