"""One page of one person: what it follows and what it asks."""

import asyncio
from functools import partial
from typing import TYPE_CHECKING

import structlog

from zuoxi.compliance.errors import DatabaseAway
from zuoxi.engine.gate import DialPermit
from zuoxi.gateway.asker import Asker
from zuoxi.gateway.commands import DIAL, arguments_of, outside_of, rule_of
from zuoxi.gateway.errors import (
    Broken,
    NotAllowed,
    PageLocked,
    SignedOut,
    TooManyCommands,
    TooManySubscriptions,
)
from zuoxi.gateway.limits import Bucket
from zuoxi.gateway.outgoing import Outgoing, Subscription
from zuoxi.gateway.protocol import (
    VERSION,
    Ack,
    DialArgs,
    ForcedArgs,
    Frame,
    Hello,
    Nack,
    Order,
    Ping,
    Pong,
    Subscribe,
    Told,
    ToldFrame,
    Topic,
    Unsubscribe,
    Upward,
    Welcome,
    as_text,
)
from zuoxi.gateway.refusing import nack_of_code, nack_of_error
from zuoxi.gateway.viewer import Viewer
from zuoxi.gateway.wire import Ended, Gone, Wire
from zuoxi.kernel.clock import now_ms
from zuoxi.kernel.errors import ZuoxiError
from zuoxi.kernel.ids import new_id
from zuoxi.outbox.away import AWAY

if TYPE_CHECKING:
    from zuoxi.gateway.hub import Hub

log = structlog.get_logger(__name__)

BY_ITSELF = frozenset({"sign_in"})
"""Commands that a page repeats by itself when the floor or the line is back: nobody need sit before it."""
UNDER_COVER = frozenset({"sign_in", "answer", "hang_up"})
"""What a covered page may ask: that the phone goes on, and that a call begins and ends."""
FAREWELL_S = 2.0
"""How long the last answers may take before the line is closed over them."""


class Page:
    """From its `hello` to its end.

    `at_phone`: the person's agent session is signed in from here. `touched_phone`: it was, or it was tried,
    so the floor must hear when the page is gone.
    """

    def __init__(self, hub: "Hub", wire: Wire, viewer: Viewer, session_key: str, desktop: str) -> None:
        self.viewer = viewer
        self.session_key = session_key
        self.desktop = desktop
        self.at_phone = False
        self.touched_phone = False
        self._worked = False
        self._ending = False
        self._told_end = 0
        self._hub = hub
        self._wire = wire
        self._out = Outgoing(hub.limits.answers, wire.write_now)
        self._topics: dict[str, Topic] = {}
        self._clock = asyncio.get_running_loop().time
        self._orders = Bucket(hub.limits.commands_per_s, hub.limits.commands_burst, self._clock())
        self._working: set[asyncio.Task[None]] = set()
        self._end: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    @property
    def identity(self) -> tuple[str, str]:
        """(person, page): the same after a reload or a blink of the network."""
        return self.viewer.person, self.desktop

    async def serve(self) -> None:
        """Talk until the page is gone or the line has to end. Raises `Gone` or `Ended`."""
        self._hub.enter(self)
        self._welcome()
        if self._hub.away:
            self.told("live_away")
        talking = asyncio.ensure_future(self._listen())
        sending = asyncio.ensure_future(self._out.run(self._wire.say))
        ends: set[asyncio.Future[None]] = {talking, sending, self._end}
        try:
            done, _ = await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._stop(talking, sending)
        await asyncio.gather(talking, sending, return_exceptions=True)
        if not self._end.cancelled():
            await self._say_farewell()
            self._end.result()
        for end in done:
            end.result()

    def told(self, what: Told, at: int | None = None) -> None:
        """Tell the page something about the line."""
        self._say(ToldFrame(what=what, at=at))

    def told_out(self, by: str, why: str) -> None:
        """A leader has signed this page's agent out at the phone."""
        self._say(ToldFrame(what="signed_out_by_leader", by=by, why=why))

    def has_worked(self) -> bool:
        """Whether its person has done something since this was asked last."""
        worked, self._worked = self._worked, False
        return worked

    def ends_at(self, end: int) -> None:
        """When the session ends (ms; 0: unknown): the page is told in time, and when work has put it off."""
        if self._end.done():
            return
        soon = bool(end) and end - now_ms() <= self._hub.limits.tell_before_s * 1000
        if soon != self._ending or (soon and end != self._told_end):
            self._ending, self._told_end = soon, end
            self.told("session_ending" if soon else "session_goes_on", end)

    def renew(self, viewer: Viewer | None) -> None:
        """The person as he is now; None: his session is over."""
        if self._end.done():
            return  # it is told its end once, however often it is looked at until it has gone
        if viewer is None or viewer.person != self.viewer.person:
            if self.at_phone:
                self._hub.take_off(self.viewer.person)
            self.told("signed_out")
            self._end.set_exception(Ended("signed_out"))
            return
        if viewer != self.viewer:
            self.viewer = viewer
            self._welcome()
            for id_, topic in tuple(self._topics.items()):
                self._refit(id_, topic)
        self._hub.check_leading(viewer.person)

    # -- frames of the page ----------------------------------------------------------------------------

    async def _listen(self) -> None:
        while True:
            self._take(await self._wire.frame())
            if self._out.flooded:
                raise Ended("too_many")

    def _take(self, frame: Upward) -> None:
        match frame:
            case Ping(worked=worked):
                if worked:
                    self._person_worked()
                self._say(Pong(now=now_ms()))
            case Subscribe():
                self._subscribe(frame)
            case Unsubscribe(id=id_):
                self._unsubscribe(id_)
            case Order():
                self._order(frame)
            case Hello():
                raise Ended("bad_frame")

    def _subscribe(self, frame: Subscribe) -> None:
        self._unsubscribe(frame.id)
        if len(self._topics) >= self._hub.limits.subscriptions:
            self._say(nack_of_error(frame.id, TooManySubscriptions()))
            return
        self._topics[frame.id] = frame.topic
        self._join(frame.id, frame.topic, frame.after)

    def _unsubscribe(self, id_: str) -> None:
        self._topics.pop(id_, None)
        subscription = self._out.subscriptions.pop(id_, None)
        if subscription is not None:
            subscription.end()

    def _join(self, id_: str, topic: Topic, after: int | None) -> None:
        scope = self.viewer.scope(topic)
        if scope is None and self.viewer.locked:
            return  # it is followed again when the page is uncovered
        if scope is None:
            self._topics.pop(id_, None)
            self._say(nack_of_error(id_, NotAllowed()))
            return
        audience = self._hub.audiences.of(scope)
        subscription = Subscription(id_, audience, self._out, self._hub.limits.backlog)
        self._out.subscriptions[id_] = subscription
        subscription.begin(after)

    def _refit(self, id_: str, topic: Topic) -> None:
        """Bring a subscription in line with what the viewer may see now."""
        subscription = self._out.subscriptions.get(id_)
        if subscription is None or subscription.audience.scope != self.viewer.scope(topic):
            if subscription is not None:
                self._out.subscriptions.pop(id_).end()
            self._join(id_, topic, None)

    # -- commands --------------------------------------------------------------------------------------

    def _order(self, order: Order) -> None:
        if not self._orders.take(self._clock()) or len(self._working) >= self._hub.limits.commands_at_once:
            self._say(nack_of_error(order.id, TooManyCommands()))
            return
        if order.name not in BY_ITSELF:
            self._person_worked()
        task = asyncio.ensure_future(self._carry_out(order))
        self._working.add(task)
        task.add_done_callback(self._working.discard)

    def _person_worked(self) -> None:
        self._worked = True
        if self._ending:
            self._hub.look_again_at(self.viewer.person)  # in time, whatever the next look would find

    async def _carry_out(self, order: Order) -> None:
        try:
            answer = await self._ask(order)
        except ZuoxiError as error:
            answer = nack_of_error(order.id, error)
        except AWAY as error:
            log.warning("gateway_database_away", command=order.name[:64], error=type(error).__name__)
            answer = nack_of_error(order.id, DatabaseAway())
        except Exception:
            log.exception("gateway_command_failed", command=order.name[:64])
            answer = nack_of_error(order.id, Broken())
        self._say(answer)

    async def _ask(self, order: Order) -> Ack | Nack:
        rule = rule_of(order)
        if self.viewer.locked and order.name not in UNDER_COVER:
            raise PageLocked
        if not any(self.viewer.may(permission) for permission in rule.permissions):
            raise NotAllowed
        arguments = arguments_of(order)
        asker = Asker(request=str(new_id()), viewer=self.viewer, desktop=self.desktop, expect=order.expect)
        permits: tuple[DialPermit, ...] = ()
        if (wanted := outside_of(arguments)) is not None:
            if not any(self.viewer.may(permission) for permission in DIAL):
                raise NotAllowed
            self._hub.check_live()  # no attempt is written that could not be dialled
            permits = (await self._hub.threads.ask(partial(self._permit, wanted)),)
        self.touched_phone = self.touched_phone or order.name == "sign_in"
        reply = await self._hub.live.request(rule.build(asker, arguments, *permits))
        if reply.code != "ok":
            for permit in permits:
                self._hub.let_go(permit.attempt)
            return nack_of_code(order.id, reply.code, reply.data)
        self._note(order.name)
        if order.name == "force_sign_out" and isinstance(arguments, ForcedArgs):
            self._hub.tell_why_out(arguments.agent, self.viewer.name, arguments.why)
        return Ack(id=order.id, data=reply.data)

    def _permit(self, wanted: DialArgs) -> DialPermit:
        """Leave to dial, while the session stands: it may have ended since the line was opened."""
        viewer = self._hub.house.viewers([self.session_key]).get(self.session_key)
        if viewer is None or viewer.person != self.viewer.person:
            raise SignedOut
        house = self._hub.house
        if wanted.number:
            house.look_up(viewer.person, wanted.number)
        number = wanted.number or house.number_of(viewer.person, wanted.customer_number)
        return house.permit(viewer.person, number, confirmed=wanted.confirmed)

    def _note(self, command: str) -> None:
        if command in ("sign_in", "sign_out"):
            self.at_phone = command == "sign_in"
            self._hub.check_displaced(self.viewer.person)

    # -- the line --------------------------------------------------------------------------------------

    def _welcome(self) -> None:
        self._say(Welcome(v=VERSION, now=now_ms(), person=self.viewer.myself()))

    def _say(self, frame: Frame) -> None:
        self._out.say(as_text(frame))

    async def _say_farewell(self) -> None:
        try:
            async with asyncio.timeout(FAREWELL_S):
                await self._out.finish(self._wire.say)
        except (TimeoutError, OSError):
            raise Gone from None

    def _stop(self, *tasks: asyncio.Future[None]) -> None:
        for task in (*tasks, *self._working):
            task.cancel()
        for id_ in tuple(self._topics):
            self._unsubscribe(id_)
        if not self._end.done():
            self._end.cancel()
        self._hub.leave(self)
