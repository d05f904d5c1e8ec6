"""How far old facts have been counted by the folds of this release."""

import datetime as dt

from zuoxi.measures.models import Measured
from zuoxi.measures.share import Folds


def edition(folds: Folds) -> Measured:
    """The note of these folds; a new one when nobody has begun."""
    name = " ".join(f"{fold.name}:{fold.version}" for fold in folds)
    return Measured.objects.get_or_create(folds=name)[0]


def came_to(edition: Measured, stream: str) -> None:
    """All streams up to this one are counted."""
    Measured.objects.filter(pk=edition.pk).update(after=stream)


def is_done(edition: Measured, now: dt.datetime) -> None:
    """All streams are counted."""
    Measured.objects.filter(pk=edition.pk).update(done_at=now)
