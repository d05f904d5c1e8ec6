"""The live process: takes the floor, recovers it, and runs it until it is told to stop."""

import asyncio
import os
import secrets
from collections.abc import Callable, Sequence
from typing import Any, Final, Generic, NamedTuple

import structlog

from zuoxi.engine.config import FloorConfig
from zuoxi.engine.config_edit import ConfigEdit
from zuoxi.engine.events import ConfigChanged, ConfigEdited, EpochStarted, Event
from zuoxi.kernel.clock import now_ms
from zuoxi.live.actor import Actor
from zuoxi.live.asking import Beside, DataDesk
from zuoxi.live.blacklist import Barred, BlacklistCopy
from zuoxi.live.callers import known
from zuoxi.live.clock import FloorClock
from zuoxi.live.config import ConfigKeeper, Source
from zuoxi.live.desk import Desk
from zuoxi.live.envelopes import Origin
from zuoxi.live.errors import NoConfiguration
from zuoxi.live.following import Follower, ListSource, NoList
from zuoxi.live.guard import Guard
from zuoxi.live.journal import Journal, Write
from zuoxi.live.lease import Lease
from zuoxi.live.left_open import Ask, close_left_open
from zuoxi.live.loop import FloorLoop
from zuoxi.live.places import Part
from zuoxi.live.provision import Provisioner
from zuoxi.live.recover import of_nodes, recover
from zuoxi.live.rotation import Rotation
from zuoxi.live.rules import Rules, State
from zuoxi.live.settings import LiveSettings
from zuoxi.live.standings import Standing, StandingsCopy
from zuoxi.outbox.channel import Touch
from zuoxi.switch.port import Switch

log = structlog.get_logger("zuoxi.live")

NOBODY: Final = NoList()
ALONE: Final = Beside()


async def run(
    settings: LiveSettings,
    rules: Rules[State],
    switches: Sequence[Switch],
    last_epoch: Callable[[], int],
    source: Source,
    blacklist: ListSource[Barred],
    stop: asyncio.Event,
    provision: Callable[[FloorConfig], None] = lambda config: None,
    write: Write = os.write,
    left_open: Ask = lambda epoch: (),
    guard: Guard | None = None,
    standings: ListSource[Standing] = NOBODY,
    beside: Beside = ALONE,
) -> None:
    """Be the floor's live process until `stop` is set.

    Raises `LeaseTaken` when another one runs it, `NoConfiguration` when there is neither a database nor an
    earlier configuration. `provision` brings endpoints and trunks to the switches; it runs in a thread, again
    until it succeeds.
    `write` is the journal's way to the disk; `last_epoch` asks the database for the newest epoch of a floor
    whose folder is new or lost; `left_open` which calls before an epoch have no end in its records. `guard`
    says which addresses `provision` is to shut out; `beside` what IVR flows look up, and whom they may dial.
    """
    lease = await asyncio.to_thread(Lease, settings.folder, settings.floor, lambda: _known(last_epoch))
    try:
        keeper = ConfigKeeper(settings.folder, source, check_ms=settings.config_check_ms)
        config = await keeper.first()
        callers = _Callers(
            BlacklistCopy(settings.folder),
            StandingsCopy(settings.folder),
            blacklist,
            standings,
            settings.config_check_ms,
        )
        await callers.first()
        sentry = _Sentry(Provisioner(provision), guard or Guard(), beside)
        house = _House(settings, rules, switches, keeper, callers, lease.epoch, sentry, write)
        await house.live(config, stop, left_open)
    finally:
        lease.release()


def _known(last_epoch: Callable[[], int]) -> int:
    try:
        return last_epoch()
    except Exception as error:
        raise NoConfiguration from error


class _Callers:
    """What is known of callers, and who keeps it in step."""

    def __init__(
        self,
        barred: BlacklistCopy,
        standings: StandingsCopy,
        barred_from: ListSource[Barred],
        standings_from: ListSource[Standing],
        check_ms: int,
    ) -> None:
        self._barred, self._standings = barred, standings
        self.following: dict[str, Follower[Any]] = {
            "blacklist": Follower(barred, barred_from, check_ms=check_ms),
            "standings": Follower(standings, standings_from, check_ms=check_ms),
        }
        """What was touched -> who follows it."""

    async def first(self) -> None:
        """Wait until something is known."""
        for follower in self.following.values():
            await follower.first()

    def know(self, event: Event) -> Event:
        """The event with what is known of each caller in it at this moment."""
        return known(event, lambda number: self._barred.barring(number, now_ms()), self._standings.known)

    def close(self) -> None:
        self._barred.close()
        self._standings.close()


class _Sentry(NamedTuple):
    """Who brings the switches what they should have, who says whom they should not hear, and who answers what
    flows ask."""

    provisioner: Provisioner
    guard: Guard
    beside: Beside = ALONE


class _House(Generic[State]):
    """Everything of one epoch, joined."""

    def __init__(
        self,
        settings: LiveSettings,
        rules: Rules[State],
        switches: Sequence[Switch],
        keeper: ConfigKeeper,
        callers: _Callers,
        epoch: int,
        sentry: _Sentry,
        write: Write,
    ) -> None:
        folder = settings.folder
        self._settings = settings
        self._switches = switches
        self._rules = rules
        self._provisioner, self._guard, beside = sentry
        found = recover(folder, rules)
        log.info(
            "live.recovered",
            epoch=epoch,
            steps=found.steps,
            lost=len(found.lost),
            unconfirmed=sum(len(batch.commands) for batch in found.outstanding),
        )
        self._began_with = frozenset(rules.calls(found.state))
        self._clock = FloorClock(found.mark)
        now = self._clock.now()
        self._journal = Journal(
            folder,
            settings.floor,
            Part(epoch, 1),
            now,
            settings.sync_ms,
            write,
            self._clock.stamp,
            reserve=settings.reserve_bytes,
        )
        self._loop = FloorLoop(
            rules,
            found.state,
            self._journal,
            self._clock,
            Origin(floor=settings.floor, epoch=epoch),
            last_input=found.last_input,
            outstanding=of_nodes(found.outstanding, [switch.node for switch in switches]),
            inputs_waiting=settings.inputs_waiting,
            ask_gate=lambda asked: self._desk.ask_gate(asked),
            ask_data=lambda asked: self._data.ask(asked),
            publish=lambda put, gone: self._desk.server.publish(put, gone),
        )
        self._actor = Actor(
            {switch.node: switch for switch in switches},
            self._loop.tell,
            self._loop.acted,
            settings.commands,
        )
        self._loop.hands = self._actor
        self._rotation = Rotation(
            folder,
            rules,
            self._loop,
            self._journal,
            self._actor,
            self._clock,
            events=settings.snapshot_events,
            every_ms=settings.snapshot_ms,
            keep_ms=settings.keep_journals_ms,
        )
        self._config = keeper
        self._callers = callers
        nodes = tuple(switch.node for switch in switches)
        self._data = DataDesk(beside, self._loop.tell)
        self._desk = Desk(
            settings.socket,
            rules,
            self._loop,
            self._clock,
            epoch,
            nodes,
            self._touched,
            len(found.lost),
            lambda: not sentry.provisioner.behind,
            lambda: len(sentry.guard.out),
        )
        self._epoch = epoch

    async def live(self, config: FloorConfig, stop: asyncio.Event, left_open: Ask) -> None:
        """From the first input to the clean end."""
        await self._rotation.snapshot(self._journal.part)
        self._provisioner.want(config)
        self._loop.tell(EpochStarted(epoch=self._epoch, seed=secrets.token_hex(8), offset=self._clock.offset))
        self._loop.tell(ConfigChanged(config=config))
        await self._desk.server.start()
        tasks = [
            asyncio.create_task(coroutine, name=name)
            for name, coroutine in (
                ("loop", self._loop.run()),
                ("rotation", self._rotation.run()),
                ("config", self._config.run(self._reconfigure)),
                *((name, one.run()) for name, one in self._callers.following.items()),
                ("provision", self._provisioner.run()),
                ("guard", self._guard.run(self._provisioner.again)),
                ("left open", self._close_left_open(left_open)),
                *((f"switch {switch.node}", switch.run(self._happened)) for switch in self._switches),
                ("stop", _until(stop)),
            )
        ]
        log.info("live.started", epoch=self._epoch)
        try:
            # None of these ends by itself but by `stop`; if one does, the process must not go on half alive.
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            await self._end(tasks)
        for task in done:
            if error := task.exception():
                raise error

    async def _end(self, tasks: list[asyncio.Task[None]]) -> None:
        """Close the door, finish what has begun, leave a snapshot."""
        await self._desk.server.close()
        seconds = self._settings.stop_ms / 1000
        looping = tasks[0]
        await self._actor.drain(seconds / 2)
        self._loop.stop()
        await asyncio.wait([looping], timeout=seconds / 2)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._actor.close()
        try:
            await self._rotation.rotate()
            await asyncio.to_thread(self._journal.close)
        except OSError as error:
            # The disk is full or broken: the next process replays the journal as after a kill.
            log.error("live.not_closed", error=str(error))
        self._callers.close()
        self._data.close()
        log.info("live.stopped", epoch=self._epoch)

    async def _close_left_open(self, ask: Ask) -> None:
        nodes = tuple(switch.node for switch in self._switches)
        await close_left_open(self._loop, self._settings.folder, self._epoch, nodes, ask, self._standing)

    def _standing(self) -> frozenset[str]:
        """The calls of the floor, and those with which this process began."""
        return self._began_with.union(self._rules.calls(self._loop.state))

    def _happened(self, event: Event, ago_ms: int = 0, /) -> None:
        """A switch tells something; who calls is looked up now, and that is what the floor decides from."""
        self._loop.tell(self._callers.know(event), ago_ms)

    def _touched(self, touch: Touch) -> None:
        if follower := self._callers.following.get(touch.what):
            follower.touch()
        elif touch.what != "session":  # whose session is over concerns those who look, not the floor
            self._config.touch()

    def _reconfigure(self, config: FloorConfig, edit: ConfigEdit) -> None:
        self._loop.tell(ConfigEdited(edit=edit))
        self._provisioner.want(config)


async def _until(stop: asyncio.Event) -> None:
    await stop.wait()
