"""How a company asks for a rating in a message, and how long that is."""

from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from zuoxi.messaging import rules
from zuoxi.messaging.selectors import rating_texts
from zuoxi.messaging.services import texts
from zuoxi.organisation.doors import actor, asker
from zuoxi.organisation.errors import NotAllowed
from zuoxi.organisation.forms import Both, Form
from zuoxi.organisation.models import Person, Tenant
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.selectors.access import may
from zuoxi.organisation.selectors.people import root_of
from zuoxi.organisation.services.unchanged import unchanged_since
from zuoxi.organisation.stamps import WholeOut, whole_stamp

router = Router()
Text = Annotated[str, Field(min_length=1, max_length=500)]


class RatingTextsForm(Form):
    zh: Text
    en: Text
    version: UUID | None = None


class PreviewForm(Form):
    zh: Annotated[str, Field(max_length=500)]
    en: Annotated[str, Field(max_length=500)]


class TextPreview(Schema):
    """A text as a customer would read it, and what it costs."""

    text: str
    alphabet: Literal["gsm", "ucs2"]
    """160 signs a message, or 70 as soon as one of them is Chinese."""
    units: int
    per_part: int
    parts: int
    problem: Both | None


class RatingTextsPreview(Schema):
    zh: TextPreview
    en: TextPreview


class RatingTextsOut(WholeOut):
    zh: str
    en: str
    usual: Both
    """What holds for a company that has chosen no words of its own."""
    preview: RatingTextsPreview


@router.get("/rating-texts", response=RatingTextsOut, operation_id="get_rating_texts")
def get_rating_texts(request: HttpRequest) -> object:
    """What a message that asks for a rating says, in both languages."""
    return _out(_manager(request).tenant)


@router.put("/rating-texts", response=RatingTextsOut, operation_id="put_rating_texts")
def put_rating_texts(request: HttpRequest, form: RatingTextsForm) -> object:
    """Word it so, from the next message on."""
    company = _manager(request).tenant
    with unchanged_since(company, form.version, texts.KIND):
        texts.put(actor(request), form.zh, form.en)
    return _out(company)


@router.post("/rating-texts/preview", response=RatingTextsPreview, operation_id="preview_rating_texts")
def preview_rating_texts(request: HttpRequest, form: PreviewForm) -> object:
    """What a customer would read, and in how many messages. Nothing is kept."""
    return _preview(_manager(request).tenant, form.zh, form.en)


def _manager(request: HttpRequest) -> Person:
    """The words are the whole company's, so they are set by who sets up all of its telephony."""
    person = asker(request)
    if not may(person, Permission.TELEPHONY_MANAGE, root_of(person.tenant_id)):
        raise NotAllowed(permission=Permission.TELEPHONY_MANAGE.value)
    return person


def _out(company: Tenant) -> RatingTextsOut:
    chosen = rating_texts(company.pk)
    return RatingTextsOut(
        zh=chosen["zh"],
        en=chosen["en"],
        usual=Both(**rules.RATING_TEXTS),
        preview=_preview(company, **chosen),
        **whole_stamp(company, texts.KIND),
    )


def _preview(company: Tenant, zh: str, en: str) -> RatingTextsPreview:
    wrong = texts.problems(company, zh, en)

    def shown(name: str, text: str) -> TextPreview:
        whole = rules.filled(text, company.name, texts.link(texts.SAMPLE_TOKEN))
        found, problem = rules.length(whole), wrong.get(name)
        return TextPreview(
            text=whole,
            alphabet=found.alphabet,
            units=found.units,
            per_part=found.per_part,
            parts=found.parts,
            problem=Both(zh=problem[0], en=problem[1]) if problem else None,
        )

    return RatingTextsPreview(zh=shown("zh", zh), en=shown("en", en))
