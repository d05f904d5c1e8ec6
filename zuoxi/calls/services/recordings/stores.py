"""The stores of this installation, and in which of them a recording lies."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from zuoxi.calls.models import Recording
from zuoxi.calls.services.recordings.s3 import S3Place, S3Store
from zuoxi.calls.services.recordings.store import LocalStore, Store, StoreAway, places

Stores = Mapping[str, Store]
"""By name."""


def stores() -> Stores:
    """All that this installation knows: its own folder, and S3 where it is set up."""
    return _stores(places(settings.ZUOXI_HOME).store, settings.ZUOXI_S3)


@lru_cache(maxsize=4)
def _stores(folder: Path, s3: S3Place | None) -> Stores:
    known: dict[str, Store] = {"local": LocalStore(folder)}
    if s3 is not None:
        known["s3"] = S3Store(s3)
    return known


def store_of(recording: Recording) -> Store:
    """Where a recording lies; raises `StoreAway` when that store is not set up (any more)."""
    found = stores().get(recording.store)
    if found is None:
        raise StoreAway(f"{recording.store} is not set up: ZUOXI_S3_BUCKET")
    return found
