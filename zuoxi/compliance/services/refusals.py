"""Writing down what the gate refused: what repeats in a day is one row with a count."""

import datetime as dt
from collections.abc import Sequence

from zuoxi.compliance.models import Refusal as Row
from zuoxi.compliance.services.ground import Asker, person_of, tenant_of
from zuoxi.engine.gate import GateFacts, Refusal

Key = tuple[str, str, str]
"""Number, check, purpose: with asker, unit and day what makes two refusals the same."""


def note(asker: Asker, refused: Sequence[tuple[GateFacts, Refusal]], now: dt.datetime, day: dt.date) -> None:
    """Add these refusals to the rows of the company's `day`, which stay locked until the transaction ends."""
    if not refused:
        return
    counts: dict[Key, int] = {}
    latest: dict[Key, tuple[GateFacts, Refusal]] = {}
    for facts, refusal in refused:
        key = (facts.number, refusal.check, facts.purpose)
        counts[key] = counts.get(key, 0) + 1
        latest[key] = (facts, refusal)
    same = {"tenant_id": tenant_of(asker), "path": asker.path, "person": person_of(asker), "day": day}
    fresh = [_row(*latest[key], same, now) for key in sorted(latest)]
    Row.objects.bulk_create(fresh, ignore_conflicts=True)
    rows = Row.objects.select_for_update().filter(**same, number__in={number for number, _, _ in latest})
    changed = []
    for row in rows.order_by("number", "check_code", "purpose"):
        same_one = (row.number, row.check_code, row.purpose)
        if same_one in counts:
            _, refusal = latest[same_one]
            row.count += counts[same_one]
            row.at = max(row.at, now)
            row.zh, row.en, row.data = refusal.zh[:200], refusal.en[:200], refusal.data
            changed.append(row)
    Row.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["count", "at", "zh", "en", "data"],
    )


def _row(facts: GateFacts, refusal: Refusal, same: dict[str, object], now: dt.datetime) -> Row:
    return Row(
        **same,
        number=facts.number,
        purpose=facts.purpose,
        check_code=refusal.check,
        zh=refusal.zh[:200],
        en=refusal.en[:200],
        data=refusal.data,
        first_at=now,
        at=now,
        count=0,
    )
