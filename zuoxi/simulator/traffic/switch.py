"""Switching sample traffic on and off: at most one run, of the sample company alone, over by itself."""

from django.conf import settings

from zuoxi.organisation.actor import Actor
from zuoxi.organisation.models import Person
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.selectors.access import require
from zuoxi.organisation.services import audit
from zuoxi.organisation.services.in_turn import in_turn
from zuoxi.outbox import jobs
from zuoxi.outbox.models import Job
from zuoxi.outbox.selectors import under_way
from zuoxi.simulator import sample
from zuoxi.simulator.errors import NoDemo
from zuoxi.simulator.traffic.people import Rate

KIND = "simulator.traffic"


def running(person: Person) -> Job | None:
    """The run that goes on; None: it is off. Raises `NotAllowed`, `NoDemo`."""
    _check(person)
    return under_way(KIND).filter(tenant_id=person.tenant_id, cancel_asked=False).first()


def switch_on(actor: Actor, rate: Rate, minutes: int) -> Job:
    """Let customers call and agents work; one that goes on already is stopped first."""
    _check(actor.who)
    with in_turn(actor.who.tenant):
        _stop(actor)
        arguments = {"rate": rate, "minutes": minutes}
        job = jobs.add_job(
            KIND, tenant=actor.who.tenant_id, now=actor.now, arguments=arguments, person=actor.who.id
        )
        audit.note(actor, "demo.traffic_on", job, name=rate, after=arguments)
        return job


def switch_off(actor: Actor) -> None:
    """Nobody calls any more, and the sample agents go home."""
    _check(actor.who)
    if _stop(actor):
        audit.note(actor, "demo.traffic_off", name="")


def _stop(actor: Actor) -> bool:
    found = list(under_way(KIND).filter(tenant_id=actor.who.tenant_id, cancel_asked=False))
    for job in found:
        jobs.cancel(job, actor.now)
    return bool(found)


def _check(person: Person) -> None:
    require(person, Permission.DEMO_USE)
    if not settings.ZUOXI_DEMO or person.tenant.name != sample.COMPANY:
        raise NoDemo
