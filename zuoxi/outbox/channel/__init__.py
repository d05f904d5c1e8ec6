"""The line between the processes of one house: JSON lines over one Unix socket (docs/architecture.md).

The live process serves it (`ChannelServer`), web and jobs connect (`ChannelClient`); code without a loop uses
`touch_live`, `tell_live`, `ping_live` and `look_once`.
"""

from zuoxi.outbox.channel.client import ChannelClient, Watcher
from zuoxi.outbox.channel.errors import AlreadyServed, LiveAway, LiveSilent
from zuoxi.outbox.channel.messages import (
    AnyRequest,
    BooksState,
    Changes,
    GateAsked,
    Pong,
    Snapshot,
    Touch,
    Views,
)
from zuoxi.outbox.channel.once import look_once, ping_live, tell_live, touch_live
from zuoxi.outbox.channel.places import socket_path
from zuoxi.outbox.channel.server import ChannelServer, LiveStatus

__all__ = [
    "AlreadyServed",
    "AnyRequest",
    "BooksState",
    "Changes",
    "ChannelClient",
    "ChannelServer",
    "GateAsked",
    "LiveAway",
    "LiveSilent",
    "LiveStatus",
    "Pong",
    "Snapshot",
    "Touch",
    "Views",
    "Watcher",
    "look_once",
    "ping_live",
    "socket_path",
    "tell_live",
    "touch_live",
]
