"""The doors of calls."""

from ninja import Router

from zuoxi.calls.api import callbacks, calls, dispositions, history, notes, recordings, screen_pop

router = Router()
for part in (calls, notes, screen_pop, recordings, callbacks, dispositions, history):
    router.add_router("", part.router)
