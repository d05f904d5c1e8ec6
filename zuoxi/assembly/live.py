"""The live process with the rooms of this house: its rules and its switch."""

import asyncio
import os
import signal
from collections.abc import Callable

from django.conf import settings as django_settings
from django.db import connection

from zuoxi.assembly.live_settings import live_settings
from zuoxi.assembly.places import cache, home
from zuoxi.assembly.serve.switches import house_settings
from zuoxi.assembly.to_the_switch import ToTheSwitch
from zuoxi.calls.selectors.left_open import left_open
from zuoxi.engine.config import FloorConfig
from zuoxi.engine.events import LeftOpen
from zuoxi.live import logs, main
from zuoxi.live.asking import Beside
from zuoxi.live.books import last_epoch
from zuoxi.live.config import Source
from zuoxi.live.giving_way import go_first, threads_give_way
from zuoxi.live.guard import Guard
from zuoxi.live.rules import house_rules
from zuoxi.live.sources import DatabaseBlacklist, DatabaseSource, DatabaseStandings, answer, permit
from zuoxi.switch.ari import AriSettings, AriSwitch
from zuoxi.switch.asterisk.guesses import AsteriskEar
from zuoxi.switch.asterisk.node import NodeSettings, node_secrets


async def run(
    source: Source | None = None, tell_the_switch: Callable[[FloorConfig], None] | None = None
) -> None:
    """Be the live process until SIGTERM or SIGINT. Django must be set up.

    `source` gives the configuration, `tell_the_switch` brings its devices to the node (in a thread); both are
    the database's when none is given.
    """
    logs.configure(os.environ.get("ZUOXI_LOG_LEVEL", "INFO"))
    threads_give_way()
    go_first()
    settings = live_settings(home(), os.environ)
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    node = house_settings(home(), cache())
    guard = Guard([AsteriskEar(node)], settings.brake)

    await main.run(
        settings,
        house_rules(),
        [ari_switch(node)],
        lambda: last_epoch(settings.floor),
        source or DatabaseSource(settings),
        DatabaseBlacklist(),
        stop,
        tell_the_switch or ToTheSwitch(node, guard),
        left_open=lambda epoch: _left_open(settings.floor, epoch),
        guard=guard,
        standings=DatabaseStandings(),
        beside=Beside(answer=answer, permit=permit),
    )


def _left_open(floor: str, epoch: int) -> tuple[LeftOpen, ...]:
    try:
        return left_open(floor, epoch)
    finally:
        connection.close()


def ari_switch(node: NodeSettings) -> AriSwitch:
    """The port to one of our own nodes."""
    secrets = node_secrets(node.folder)
    settings = AriSettings(
        host=node.control_address,
        ari_secret=secrets.ari,
        ami_secret=secrets.ami,
        prompts=node.prompts,
        own_prompts=home() / "prompts",
        spool=home() / "recordings" / "spool",
        phones=django_settings.ZUOXI_PHONE_NETWORKS,
        http_port=node.http_port,
        ami_port=node.ami_port,
        app=node.app,
    )
    settings.spool.mkdir(parents=True, exist_ok=True, mode=0o700)
    return AriSwitch(node.name, settings)
