"""What contacts does about announced events."""

from uuid import UUID

from django.conf import settings

from zuoxi.contacts.events import StandingsChanged, VipClassesChanged
from zuoxi.contacts.services import classes
from zuoxi.contacts.services.standings import RENEW
from zuoxi.kernel.clock import utc_now
from zuoxi.organisation.events import CompanyFounded
from zuoxi.outbox.channel import Touch, socket_path, touch_live
from zuoxi.outbox.jobs import add_job


def give_first_classes(event: CompanyFounded) -> None:
    """A new company starts with classes of customer that it can change."""
    classes.sow(UUID(event.tenant))


def refresh_the_copy(event: StandingsChanged) -> None:
    """Tell the live process to bring its copy up to date (when it is away it looks at its start)."""
    touch_live(socket_path(settings.ZUOXI_HOME), Touch(what="standings", tenant=event.tenant))


def renew_standings(event: VipClassesChanged) -> None:
    """Who is of the class is a VIP from now on, or no more."""
    add_job(RENEW, tenant=UUID(event.tenant), now=utc_now())
