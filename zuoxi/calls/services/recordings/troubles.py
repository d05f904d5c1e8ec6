"""Noting what hinders the keeping of recordings, for the floor's alarms and the house's health."""

import datetime as dt

from django.conf import settings

from zuoxi.calls.models import KeepingTrouble, Recording
from zuoxi.calls.services.recordings.store import Store, StoreAway
from zuoxi.calls.services.recordings.stores import stores

STORE, SPOOL = "store", "spool"
PROBE = "zuoxi-is-there"


def look_at_stores(now: dt.datetime) -> dict[str, str]:
    """Ask each store that recordings lie in whether it is there, and note it; store -> why it is away."""
    known = stores()
    named = {*known, *Recording.objects.exclude(key="").order_by().values_list("store", flat=True).distinct()}
    away = {}
    for name in named:
        why = _why_away(known.get(name))
        if why:
            away[name] = why
    _note(STORE, away, now)
    return away


def note_spool(state: str, now: dt.datetime) -> None:
    """How full the spool is (`live.spool.SpoolState`)."""
    _note(SPOOL, {state: ""} if state else {}, now)


def _why_away(store: Store | None) -> str:
    if store is None:
        return "ZUOXI_S3_BUCKET is not set"
    if store.name == Recording.Store.LOCAL:
        return "" if settings.ZUOXI_HOME.is_dir() else f"{settings.ZUOXI_HOME} is not there"
    try:
        store.look(PROBE)
    except FileNotFoundError:
        return ""
    except StoreAway as away:
        return str(away)
    return ""


def _note(of: str, going_on: dict[str, str], now: dt.datetime) -> None:
    KeepingTrouble.objects.filter(of=of).exclude(subject__in=going_on).delete()
    for subject, why in going_on.items():
        KeepingTrouble.objects.get_or_create(
            of=of, subject=subject, defaults={"since": now, "why": why[:300]}
        )
