"""The floor is told what came of a link: it writes the facts. A job tells it until it has heard."""

import datetime as dt
from pathlib import Path
from uuid import UUID

from zuoxi.engine.events import LinkNotSent, LinkRated
from zuoxi.engine.facts import UnsentWhy
from zuoxi.kernel.ids import new_id
from zuoxi.messaging.models import RatingLink, TextMessage
from zuoxi.outbox.channel.once import ask_live
from zuoxi.outbox.jobs import add_job

TELL = "messaging.tell_floor"
"""Kind of the job that tells the floor (assembly/wiring.py)."""


def tell_unsent(message: TextMessage, why: UnsentWhy, now: dt.datetime) -> None:
    """The customer was not asked after all; in the caller's transaction."""
    arguments = {"link": str(message.about), "unsent": why}
    add_job(TELL, tenant=message.tenant_id, now=now, arguments=arguments, key=f"{message.about}-{why}")


def tell_answer(link: RatingLink, now: dt.datetime) -> None:
    """He has answered; in the caller's transaction."""
    add_job(TELL, tenant=link.tenant_id, now=now, arguments={"link": str(link.pk)}, key=f"{link.pk}-rated")


def tell(id_: UUID, unsent: UnsentWhy | None, socket: Path) -> bool:
    """Tell the floor; False: it is away, or nobody knows whether it heard. Told twice it counts once."""
    link = RatingLink.objects.get(pk=id_)
    about = {
        "tenant": str(link.tenant_id),
        "call": str(link.call_id),
        "segment": str(link.pk),
        "rated": str(link.person_id),
        "path": link.path,
        "queue": str(link.queue_id) if link.queue_id else "",
    }
    if unsent:
        return ask_live(
            socket, LinkNotSent(request=str(new_id()), person="", expect=None, why=unsent, **about)
        )
    if link.score is None:
        return True
    answer = LinkRated(
        request=str(new_id()), person="", expect=None, score=link.score, comment=link.comment, **about
    )
    if not ask_live(socket, answer):
        return False
    RatingLink.objects.filter(pk=link.pk).update(comment="")
    return True
