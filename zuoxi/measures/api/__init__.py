"""The doors of measures."""

from ninja import Router

from zuoxi.measures.api import alarms, figures, thresholds

router = Router()
for part in (figures, thresholds, alarms):
    router.add_router("", part.router)
