"""What the environment says to the live process.

ZUOXI_TIMER_<NAME>_MS  one of the spans of engine.config.Timers, e.g. ZUOXI_TIMER_RECONNECT_MS=30000
ZUOXI_SETUP_LIMIT      calls in set-up per switch node; the rest wait in order
ZUOXI_KEEP_JOURNALS_DAYS  journals stay this long, packed: longer than the time between two backups
ZUOXI_JOURNAL_RESERVE_MB  room on the disk that the journal keeps for when it is full
ZUOXI_LINES_PER_S      standing lines that are dialled per second and node
ZUOXI_GUESSES_PER_MINUTE  wrong passwords of phones from one address before it is shut out
ZUOXI_SHUT_OUT_MINUTES    for so long nothing of such an address is heard
"""

from collections.abc import Mapping
from pathlib import Path

import msgspec

from zuoxi.assembly.environ import whole_number
from zuoxi.assembly.terminal import Trouble
from zuoxi.engine.config import Timers
from zuoxi.live.actor import Limits
from zuoxi.live.guesses import Brake
from zuoxi.live.settings import LiveSettings
from zuoxi.outbox.channel.places import socket_path

PREFIX = "ZUOXI_TIMER_"
DAY_MS = 24 * 3_600_000
MINUTE_MS = 60_000
MB = 1_000_000


def live_settings(home: Path, environ: Mapping[str, str]) -> LiveSettings:
    """The settings of this installation's floor. Trouble names a setting that makes no sense."""
    usual = LiveSettings(home=home, socket=socket_path(home))
    return LiveSettings(
        home=home,
        socket=usual.socket,
        timers=timers(environ),
        setup_limit=whole_number(environ, "ZUOXI_SETUP_LIMIT", usual.setup_limit),
        keep_journals_ms=DAY_MS
        * whole_number(environ, "ZUOXI_KEEP_JOURNALS_DAYS", usual.keep_journals_ms // DAY_MS),
        reserve_bytes=whole_number(environ, "ZUOXI_JOURNAL_RESERVE_MB", usual.reserve_bytes // MB) * MB,
        commands=Limits(lines_per_s=whole_number(environ, "ZUOXI_LINES_PER_S", usual.commands.lines_per_s)),
        brake=Brake(
            tries=whole_number(environ, "ZUOXI_GUESSES_PER_MINUTE", usual.brake.tries),
            out_ms=MINUTE_MS
            * whole_number(environ, "ZUOXI_SHUT_OUT_MINUTES", usual.brake.out_ms // MINUTE_MS),
        ),
    )


def timers(environ: Mapping[str, str]) -> Timers:
    """The floor's spans, each as the environment says or as usual."""
    usual = Timers()
    known = {PREFIX + name.upper(): name for name in Timers.__struct_fields__}
    for name in environ:
        if name.startswith(PREFIX) and name not in known:
            raise Trouble(
                f"没有名为 {name} 的时限；有：{', '.join(sorted(known))}。",
                f"There is no timer {name}; there are: {', '.join(sorted(known))}.",
            )
    values = {name: whole_number(environ, variable, getattr(usual, name)) for variable, name in known.items()}
    return msgspec.structs.replace(usual, **values)
