"""The doors of calls."""

from ninja import Router

from zuoxi.calls.api import (
    callbacks,
    calls,
    comments,
    dispositions,
    floor_day,
    history,
    messages,
    notes,
    recordings,
    retention,
    screen_pop,
    shifts,
)

router = Router()
for part in (
    calls,
    notes,
    screen_pop,
    recordings,
    comments,
    retention,
    callbacks,
    messages,
    dispositions,
    history,
    shifts,
    floor_day,
):
    router.add_router("", part.router)
