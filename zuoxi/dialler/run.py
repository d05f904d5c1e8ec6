"""The dialler's life: a round a second, in a thread of its own beside the jobs."""

import asyncio
import contextlib
import logging
import threading
from pathlib import Path
from typing import Final

from django.db import close_old_connections, connection

from zuoxi.dialler.callbacks import call_back
from zuoxi.dialler.floor import Ask, SeenFloor
from zuoxi.engine.view import AnyView
from zuoxi.outbox.away import AWAY, DatabaseAway

log = logging.getLogger(__name__)

ROUND_S: Final = 1.0


def run(socket: Path, stop: threading.Event) -> None:
    """Call customers back until `stop` is set. Django must be set up; one at a time for a floor."""
    try:
        asyncio.run(_run(socket, stop))
    finally:
        connection.close()


async def _run(socket: Path, stop: threading.Event) -> None:
    floor = SeenFloor(socket)
    ask = floor.asker(asyncio.get_running_loop())
    watching = asyncio.ensure_future(floor.client.run())
    try:
        while not await asyncio.to_thread(stop.wait, ROUND_S):
            await asyncio.to_thread(_round, floor.seen(), ask)
    finally:
        watching.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await watching


def _round(views: tuple[AnyView, ...], ask: Ask) -> None:
    try:
        call_back(views, ask)
    except (*AWAY, DatabaseAway) as error:
        log.warning("nobody is called back while the database is away: %s", error)
    except Exception:
        # whatever goes wrong with one customer must not end the calling of all others
        log.exception("a round of calling back stumbled")
    finally:
        close_old_connections()
