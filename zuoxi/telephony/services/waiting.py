"""Who waits in a queue at this moment, as the floor sees it."""

from uuid import UUID

from django.conf import settings

from zuoxi.engine.view import CallView
from zuoxi.outbox.channel import look_once, socket_path
from zuoxi.telephony.errors import QueueHasCallers

IN_LINE = frozenset({"held", "setting_up", "greeting", "queued", "ringing", "reaching"})
"""States of a call that its queue has still to bring to somebody."""


def check_nobody_waits(queue: UUID) -> None:
    """Raise `QueueHasCallers` while somebody is on his way through it. While live is away nobody can be."""
    seen = look_once(socket_path(settings.ZUOXI_HOME)) or {}
    calls = [view for view in seen.values() if isinstance(view, CallView) and view.queue == str(queue)]
    count = sum(call.state in IN_LINE for call in calls)
    if count:
        raise QueueHasCallers(count=count)
