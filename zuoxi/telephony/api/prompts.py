"""Prompts: what callers hear, uploaded, recorded in the browser or spoken by the house (T8, T23)."""

import binascii
import datetime as dt
from base64 import b64decode
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import Field

from zuoxi.organisation.crud import Resource, RowOut, open_doors, stamped
from zuoxi.organisation.doors import actor, asker
from zuoxi.organisation.errors import FormErrors, NotFound
from zuoxi.organisation.forms import Form, Name, OptionalName
from zuoxi.organisation.models import Person
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.selectors.access import require, within
from zuoxi.organisation.selectors.changes import last_changes
from zuoxi.organisation.services.unchanged import unchanged_since
from zuoxi.switch.asterisk.prompt_texts import PROMPTS
from zuoxi.telephony.api.shapes import Ref, ref
from zuoxi.telephony.models import Prompt
from zuoxi.telephony.selectors import prompts as reading
from zuoxi.telephony.services import prompts as writing
from zuoxi.telephony.services.configuration import change, create
from zuoxi.telephony.services.sounds import UNREADABLE

router = Router()

Language = Literal["zh", "en"]
Words = Annotated[str, Field(max_length=600)]


class PromptChoice(Schema):
    """What a number or a flow can say."""

    name: str
    zh: str
    en: str
    own: bool
    """Made by the company; else it came with the house."""


class PromptForm(Form):
    org_unit: UUID
    name: Name
    name_en: OptionalName = ""
    words_zh: Words = ""
    """What is said; spoken by the house when it is asked to, and read by those who choose it."""
    words_en: Words = ""


class SoundForm(Form):
    sound: Annotated[str, Field(min_length=1, max_length=5_000_000)]
    """A WAV, MP3, FLAC or OGG file of at most 80 seconds, in base64."""
    source: Literal["uploaded", "recorded"] = "uploaded"
    version: UUID | None = None
    """Of the prompt as the asker saw it."""


class SoundOut(Schema):
    language: str
    source: str
    length_ms: int
    made_at: dt.datetime
    mark: str
    """Another one when it sounds otherwise."""


class UseOut(Schema):
    kind: str
    id: UUID
    name: str


class PromptOut(RowOut):
    org_unit: Ref
    name: str
    name_en: str
    words_zh: str
    words_en: str
    key: str
    """What numbers and flows call it."""
    sounds: list[SoundOut]
    uses: list[UseOut]


def prompt_out(row: Prompt, viewer: Person) -> PromptOut:
    return PromptOut(
        id=row.id,
        org_unit=ref(row.org_unit),
        name=row.name,
        name_en=row.name_en,
        words_zh=row.words_zh,
        words_en=row.words_en,
        key=row.key,
        sounds=[
            SoundOut(
                language=sound.language,
                source=sound.source,
                length_ms=sound.length_ms,
                made_at=sound.made_at,
                mark=sound.sha256[:12],
            )
            for sound in sorted(row.sounds.all(), key=lambda sound: sound.language, reverse=True)
        ],
        uses=[UseOut(kind=use.kind, id=use.id, name=use.name) for use in row.uses],
        hidden=row.hidden_at is not None,
    )


open_doors(
    router,
    Resource(
        path="prompts",
        one="prompt",
        many="prompts",
        rows=reading.prompts,
        out=PromptOut,
        shape=prompt_out,
        gather=reading.with_uses,
        form=PromptForm,
        create=lambda actor, fields: create(actor, Prompt, fields),
        change=change,
        see=(),
        manage=Permission.TELEPHONY_MANAGE,
        sortable={"name": "name"},
        default="name",
        searched=("name__icontains", "name_en__icontains", "words_zh__icontains", "words_en__icontains"),
    ),
)


@router.get("/prompt-choices", response=list[PromptChoice], operation_id="list_prompt_choices")
def list_prompt_choices(request: HttpRequest) -> object:
    """What can be said, with its words: the house's prompts, then the company's that have a sound."""
    house = [PromptChoice(name=name, zh=zh, en=en, own=False) for name, (zh, en) in PROMPTS.items()]
    own = reading.prompts().filter(
        tenant_id=asker(request).tenant_id, hidden_at__isnull=True, sounds__isnull=False
    )
    return house + [
        PromptChoice(name=row.key, zh=row.name, en=row.name_en or row.name, own=True)
        for row in own.distinct().order_by("name")
    ]


@router.get("/prompt-choices/{name}/{language}", operation_id="get_prompt_sound")
def get_prompt_sound(request: HttpRequest, name: str, language: Language) -> HttpResponse:
    """A WAV file: what a caller of that language hears."""
    sound = reading.sound_of(asker(request).tenant_id, name, language)
    if sound is None:
        raise NotFound
    answer = HttpResponse(sound, content_type="audio/wav")
    answer["Cache-Control"] = "private, no-cache"
    return answer


@router.put("/prompts/{uuid:id}/sounds/{language}", response=PromptOut, operation_id="put_prompt_sound")
def put_prompt_sound(request: HttpRequest, id: UUID, language: Language, form: SoundForm) -> object:
    """The prompt sounds like this file from now on; 422 when that cannot be heard."""
    row = _managed(request, id)
    sound = _decoded(form.sound)
    with unchanged_since(row, form.version):
        writing.put_sound(actor(request), row, language, sound, form.source)
    return _shown(request, id)


@router.post("/prompts/{uuid:id}/sounds/{language}", response=PromptOut, operation_id="speak_prompt")
def speak_prompt(request: HttpRequest, id: UUID, language: Language) -> object:
    """The house speaks the prompt's words."""
    writing.speak_words(actor(request), _managed(request, id), language)
    return _shown(request, id)


def _managed(request: HttpRequest, id: UUID) -> Prompt:
    person = asker(request)
    require(person, Permission.TELEPHONY_MANAGE)
    row = reading.prompts().filter(within(person, Permission.TELEPHONY_MANAGE), pk=id).first()
    if row is None:
        raise NotFound
    return row


def _shown(request: HttpRequest, id: UUID) -> PromptOut:
    row = _managed(request, id)
    reading.with_uses([row])
    return stamped(prompt_out(row, asker(request)), last_changes([row]))


def _decoded(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise FormErrors({"sound": UNREADABLE}) from None
