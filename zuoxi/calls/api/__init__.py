"""The doors of calls."""

from ninja import Router

from zuoxi.calls.api import (
    callbacks,
    calls,
    comments,
    dispositions,
    floor_day,
    hand_overs,
    history,
    keeping_alarms,
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
    hand_overs,
    keeping_alarms,
    callbacks,
    messages,
    dispositions,
    history,
    shifts,
    floor_day,
):
    router.add_router("", part.router)
