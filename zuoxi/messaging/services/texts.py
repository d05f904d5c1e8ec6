"""A company's own words for its messages."""

from django.conf import settings
from django.db import transaction

from zuoxi.messaging import rules
from zuoxi.messaging.models import MessageText
from zuoxi.messaging.selectors import rating_texts
from zuoxi.organisation.actor import Actor
from zuoxi.organisation.errors import FormErrors
from zuoxi.organisation.models import Tenant
from zuoxi.organisation.selectors.people import root_of
from zuoxi.organisation.services import audit

KIND = "ratingtexts"
"""What the trail calls a company's words, which have a version before they have a row."""
SAMPLE_TOKEN = "Zm9yIHRoZSBwcmV2aWV3AA"  # noqa: S105 - as long as a real one


def link(token: str) -> str:
    """The address that a customer's telephone opens."""
    return f"{settings.ZUOXI_PUBLIC_URL.rstrip('/')}/r/{token}"


def problems(company: Tenant, zh: str, en: str) -> dict[str, rules.Sentence]:
    """Field -> what is wrong with it."""
    sample = link(SAMPLE_TOKEN)
    found = {
        "zh": rules.wrong_with(zh, company.name, sample),
        "en": rules.wrong_with(en, company.name, sample),
    }
    return {name: problem for name, problem in found.items() if problem}


def put(actor: Actor, zh: str, en: str) -> None:
    """Word it so from the next message on; raises `FormErrors`."""
    with transaction.atomic():
        company = Tenant.objects.select_for_update().get(pk=actor.who.tenant_id)
        if wrong := problems(company, zh, en):
            raise FormErrors(wrong)
        old, new = audit.difference(rating_texts(company.pk), {"zh": zh, "en": en})
        if not new:
            return
        MessageText.objects.update_or_create(
            tenant_id=company.pk, purpose="rating", defaults={"zh": zh, "en": en}
        )
        path = root_of(company.pk).path
        audit.note(actor, "rating_texts.set", company, kind=KIND, before=old, after=new, path=path)
