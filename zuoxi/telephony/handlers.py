"""What telephony does about announced events."""

from uuid import UUID

from django.db import transaction

from zuoxi.kernel.clock import utc_now
from zuoxi.organisation.events import CompanyFounded, ConfigurationChanged
from zuoxi.organisation.selectors.people import person_at_work
from zuoxi.telephony.services import devices, holidays, reasons


def give_first_reasons(event: CompanyFounded) -> None:
    """A new company starts with not-ready reasons that it can change."""
    reasons.sow(UUID(event.tenant))


def give_first_holidays(event: CompanyFounded) -> None:
    """A new company starts with the statutory holidays of this year and the next."""
    year = utc_now().year
    holidays.sow(UUID(event.tenant), (year, year + 1))


def give_first_phone(event: ConfigurationChanged) -> None:
    """Who has just begun to take calls has a browser to speak through, without anybody setting it up."""
    if event.what != "person":
        return
    with transaction.atomic():
        person = person_at_work(UUID(event.id))
        if person is not None:
            devices.give_first_phone(person, utc_now())
