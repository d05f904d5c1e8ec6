"""The whole catalogue: what all areas have declared."""

from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from zuoxi.measures.catalogue import Column, Declared, Grain, Measure


@cache
def declared() -> tuple[Declared, ...]:
    """What each area brings, in the order of the setting."""
    return tuple(import_string(name) for name in settings.ZUOXI_MEASURES)


@cache
def measures() -> dict[str, Measure]:
    """Every measure by its code."""
    return {measure.code: measure for area in declared() for measure in area.measures}


@cache
def columns() -> dict[str, Column]:
    """Everything that folds add up, by its code."""
    return {column.code: column for area in declared() for column in area.columns}


def of_grains(*grains: Grain) -> tuple[Measure, ...]:
    """The measures that make sense by all of these at once."""
    return tuple(measure for measure in measures().values() if set(grains) <= set(measure.grains))
