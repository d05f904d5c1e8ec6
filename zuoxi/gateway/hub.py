"""The gateway of one web process: the floor's mirror, the pages that look at it, and the way to live."""

import asyncio
from collections import defaultdict
from collections.abc import Coroutine, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import structlog

from zuoxi.engine.events import DesktopLost, GateAnswered, SupervisionStopRequested
from zuoxi.engine.view import AgentView
from zuoxi.gateway.audiences import Audiences
from zuoxi.gateway.concerned import concerned
from zuoxi.gateway.house import House, Threads
from zuoxi.gateway.limits import Limits
from zuoxi.gateway.mirror import Mirror
from zuoxi.gateway.page import Page
from zuoxi.gateway.viewer import Viewer
from zuoxi.kernel.clock import utc_now
from zuoxi.kernel.ids import new_id
from zuoxi.outbox.away import AWAY
from zuoxi.outbox.channel import Changes, ChannelClient, GateAsked, LiveAway, LiveSilent, Snapshot, Touch

log = structlog.get_logger(__name__)

LOOKED_AT_ONCE = 50
"""Sessions per question to the database: frames of others go out between two questions."""


class Hub:
    """Made and used in one event loop; `start` before the first page."""

    def __init__(self, socket: Path, house: House, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self.house = house
        self.threads = Threads()
        self.away = True
        """Whether the floor cannot be asked now."""
        self.live = ChannelClient(socket, watcher=self, on_state=self._live_state, on_gate=self._gate_asked)
        self.mirror = Mirror()
        self.audiences = Audiences(self.mirror, self.limits.floor_flush_s)
        self._pages: defaultdict[str, set[Page]] = defaultdict(set)
        """By person."""
        self.softphones: defaultdict[str, set[asyncio.Task[None]]] = defaultdict(set)
        """What carries softphones' SIP, by session: it ends with the lines of its pages."""
        self._untold: set[DesktopLost] = set()
        self._doubtful: set[str] = set()
        """People whose rights may have changed."""
        self._recheck = asyncio.Event()
        self._working: set[asyncio.Task[None]] = set()
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Begin to watch the floor and to look after sessions."""
        self._tasks = [asyncio.ensure_future(self.live.run()), asyncio.ensure_future(self._look_after())]

    async def stop(self) -> None:
        """End all that `start` began."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self.threads.close()

    # -- pages -----------------------------------------------------------------------------------------

    def enter(self, page: Page) -> None:
        """A page is there. Its person was read before it said hello; nobody told it what changed since."""
        self._pages[page.viewer.person].add(page)
        self.check_leading(page.viewer.person)
        self.look_again_at(page.viewer.person)

    def leave(self, page: Page) -> None:
        """A page is gone; the floor hears of it unless the same page is back already on a new socket."""
        others = self._pages[page.viewer.person]
        others.discard(page)
        if not others:
            del self._pages[page.viewer.person]
        if not page.touched_phone:
            return
        for other in others:
            if other.identity == page.identity:
                other.touched_phone = True
                return
        lost = DesktopLost(person=page.viewer.person, desktop=page.desktop)
        if not self.live.tell(lost):
            self._untold.add(lost)

    def look_again_at(self, person: str) -> None:
        """Look up his session and his rights soon."""
        self._doubtful.add(person)
        self._recheck.set()

    def check_live(self) -> None:
        """Raise `LiveAway` when the floor cannot be asked."""
        if self.away:
            raise LiveAway

    def _everybody(self) -> list[Page]:
        return [page for pages in self._pages.values() for page in pages]

    # -- the floor -------------------------------------------------------------------------------------

    def snapshot(self, message: Snapshot) -> None:
        """The floor as a whole: at the start, and whenever live is back."""
        self._moved(self.mirror.replace(message.views))
        if self.away:
            self.away = False
            self._tell_untold()
            for page in self._everybody():
                page.told("live_back")
            for person in self._pages:
                self.check_leading(person)

    def changes(self, message: Changes) -> None:
        """The floor has moved on."""
        self._moved(self.mirror.apply(message.put, message.gone))

    def touched(self, touch: Touch) -> None:
        """Something has changed in the database: whose rights hang on it is looked up again."""
        self._doubtful.update(concerned(touch, self._pages))
        if self._doubtful:
            self._recheck.set()

    def _moved(self, keys: set[str]) -> None:
        self.audiences.moved(keys)
        for key in keys:
            kind, _, id_ = key.partition(":")
            if kind == "agent" and id_ in self._pages:
                self.check_displaced(id_)
                self.check_leading(id_)

    def check_displaced(self, person: str) -> None:
        """Tell a page whose person's session has been taken over by another page."""
        agent = self.mirror.views.get(f"agent:{person}")
        if not isinstance(agent, AgentView):
            return
        for page in self._pages.get(person, ()):
            if page.at_phone and agent.desktop not in ("", page.desktop):
                page.at_phone = False
                page.told("displaced")

    def check_leading(self, person: str) -> None:
        """Whoever is on the call of an agent whom he does not lead (any more) is taken off it. Judged anew
        whenever the floor or his rights have moved, so that no order on its way and no pause slips past."""
        watched, pages = self.mirror.watched_by(person), self._pages.get(person)
        if watched is not None and pages and not any(page.viewer.leads(watched) for page in pages):
            self.take_off(person)

    def take_off(self, person: str) -> None:
        """He may not listen any more, if he is on somebody's call as a leader."""
        watched = self.mirror.watched_by(person)
        if watched is not None:
            self._aside(self._take_off(person, watched.id))

    async def _take_off(self, person: str, watched: str) -> None:
        # One that is not answered is made up for: by the next snapshot, or the next look at his session.
        stop = SupervisionStopRequested(request=str(new_id()), person=person, expect=None, lost=watched)
        with suppress(LiveAway, LiveSilent):
            await self.live.request(stop)

    def tell_why_out(self, person: str, by: str, why: str) -> None:
        """A leader has signed somebody out at the phone: his pages say who and why."""
        for page in self._pages.get(person, ()):
            page.told_out(by, why)

    def _live_state(self, back: bool) -> None:
        if back or self.away:
            return  # it counts as back when its snapshot is here
        self.away = True
        for page in self._everybody():
            page.told("live_away")

    def let_go(self, attempt: str) -> None:
        """A permit was not used: its number is free for others."""
        self._aside(self.threads.ask(lambda: self.house.let_go(attempt)))

    def _gate_asked(self, asked: GateAsked) -> None:
        self._aside(self._ask_gate(asked))

    async def _ask_gate(self, asked: GateAsked) -> None:
        """The gate's word of this moment. Whatever goes wrong, nobody is dialled."""
        try:
            refusal = await self.threads.ask(lambda: self.house.gate_now(asked.attempt))
        except Exception:
            log.exception("gateway_gate_broke", call=asked.call)
            refusal = "broken"
        self.live.tell(GateAnswered(call=asked.call, refusal=refusal))

    def _aside(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        self._working.add(task)
        task.add_done_callback(self._working.discard)

    def _tell_untold(self) -> None:
        open_now = {page.identity for page in self._everybody()}
        for lost in tuple(self._untold):
            if (lost.person, lost.desktop) in open_now or self.live.tell(lost):
                self._untold.discard(lost)

    # -- sessions --------------------------------------------------------------------------------------

    async def _look_after(self) -> None:
        while True:
            try:
                async with asyncio.timeout(self.limits.recheck_s):
                    await self._recheck.wait()
            except TimeoutError:
                self._doubtful.update(self._pages)
                self.audiences.sweep()
            self._recheck.clear()
            doubtful, self._doubtful = self._doubtful, set()
            pages = [page for person in doubtful for page in self._pages.get(person, ())]
            for first in range(0, len(pages), LOOKED_AT_ONCE):
                await self._look_again(pages[first : first + LOOKED_AT_ONCE])

    async def _look_again(self, pages: Sequence[Page]) -> None:
        keys = [page.session_key for page in pages]
        working = [page.session_key for page in pages if page.has_worked() or self._is_in_a_call(page)]

        def question() -> tuple[dict[str, Viewer], dict[str, int]]:
            ends = self.house.ends(keys, working, utc_now())
            return self.house.viewers(keys), ends

        try:
            found, ends = await self.threads.ask(question)
        except AWAY as error:
            # Nobody is sent away because the records cannot be read for a while.
            log.warning("gateway_recheck_failed", error=str(error))
        except Exception:
            # One person's trouble must not end the looking after everybody else's session.
            log.exception("gateway_recheck_broke")
        else:
            for key in set(keys).difference(found):
                for carrying in self.softphones.pop(key, ()):
                    carrying.cancel()
            for page in pages:
                page.renew(found.get(page.session_key))
                page.ends_at(ends.get(page.session_key, 0))

    def _is_in_a_call(self, page: Page) -> bool:
        agent = self.mirror.views.get(f"agent:{page.viewer.person}")
        return isinstance(agent, AgentView) and bool(agent.call)
