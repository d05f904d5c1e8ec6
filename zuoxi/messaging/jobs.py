"""What this area does outside of requests."""

import datetime as dt
from uuid import UUID

from django.conf import settings

from zuoxi.kernel.clock import utc_now
from zuoxi.messaging.port import messages
from zuoxi.messaging.services import sending, telling
from zuoxi.outbox.channel.places import socket_path
from zuoxi.outbox.jobs import JobPostponed, Work

REPORTS_EVERY = dt.timedelta(minutes=1)
TELL_AGAIN_S = (5.0, 300.0)
"""Where the floor is away it is told again as long after as it has been waited for, within these."""


def send_message(work: Work) -> None:
    """Send one message, or find out what became of it."""
    again = sending.send(UUID(work.arguments["message"]), messages(), utc_now())
    if again is not None:
        raise JobPostponed(again)


def take_reports(work: Work) -> int:
    """Write down which messages have arrived."""
    return sending.delivered(messages(), utc_now())


def tell_floor(work: Work) -> None:
    """Tell the floor what came of a link."""
    link, unsent = UUID(work.arguments["link"]), work.arguments.get("unsent")
    if not telling.tell(link, unsent, socket_path(settings.ZUOXI_HOME)):
        least, most = TELL_AGAIN_S
        waited = (utc_now() - work.job.created_at).total_seconds()
        raise JobPostponed(min(max(waited, least), most))
