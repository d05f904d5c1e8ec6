"""Counting blacklisted callers who were turned away (T2)."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.db.models import F

from zuoxi.compliance.models import BlacklistEntry, BlacklistHit


def count(tenant: UUID, call: UUID, number: str, at: dt.datetime) -> bool:
    """Count one call against the entry of its number; returns False when it was counted before."""
    with transaction.atomic():
        entry = (
            BlacklistEntry.objects.filter(tenant_id=tenant, number=number, added_at__lte=at)
            .order_by("-added_at")
            .first()
        )
        hit, new = BlacklistHit.objects.get_or_create(
            call_id=call, defaults={"tenant_id": tenant, "entry": entry, "number": number, "at": at}
        )
        if new and entry is not None:
            BlacklistEntry.objects.filter(pk=entry.pk).update(hits=F("hits") + 1, last_hit_at=hit.at)
    return new
