"""What can be said to callers, how it sounds, and who says it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet

from zuoxi.switch.asterisk.prompt_texts import LANGUAGES, PROMPTS
from zuoxi.switch.asterisk.prompts import EVERYTHING, make_prompts
from zuoxi.telephony.models import OWN, AccessNumber, Prompt, PromptSound, ServiceLine
from zuoxi.telephony.selectors.ivr_live import flows_and_prompts


@dataclass(frozen=True)
class Use:
    """Something that lets callers hear a prompt."""

    kind: str
    """`access_number`, `service_line`, `ivr_flow`."""
    id: UUID
    name: str


def prompts() -> QuerySet[Prompt]:
    """All that companies have made, with how each sounds (the sound itself stays where it is)."""
    sounds = Prefetch("sounds", PromptSound.objects.defer("wave"))
    return Prompt.objects.select_related("org_unit").prefetch_related(sounds)


def sayable(tenant: UUID) -> frozenset[str]:
    """The names that a company's numbers and flows may say: the house's, and its own that have a sound."""
    own = Prompt.objects.filter(tenant_id=tenant, hidden_at__isnull=True, sounds__isnull=False).distinct()
    return frozenset(PROMPTS) | {prompt.key for prompt in own}


def uses_of(prompts: Collection[Prompt]) -> dict[UUID, list[Use]]:
    """Where each of these is said, of what is in use; by two queries however many there are."""
    by_key = {prompt.key: prompt.pk for prompt in prompts}
    tenants = {prompt.tenant_id for prompt in prompts}
    said = Q(greeting__in=by_key) | Q(recording_announcement__in=by_key)
    numbers = AccessNumber.objects.filter(said, tenant_id__in=tenants, hidden_at__isnull=True)
    found: dict[UUID, list[Use]] = {prompt.pk: [] for prompt in prompts}
    for row in numbers.order_by("number"):
        for key in by_key.keys() & {row.greeting, row.recording_announcement}:
            found[by_key[key]].append(Use("access_number", row.id, row.number))
    lines = ServiceLine.objects.filter(whisper__in=by_key, tenant_id__in=tenants, hidden_at__isnull=True)
    for line in lines.order_by("name"):
        found[by_key[line.whisper]].append(Use("service_line", line.id, line.name))
    for flow, keys in flows_and_prompts(tenants):
        for key in by_key.keys() & keys:
            found[by_key[key]].append(Use("ivr_flow", flow.id, flow.name))
    return found


def with_uses(prompts: Collection[Prompt]) -> None:
    """Let each of these know where it is said."""
    found = uses_of(prompts)
    for prompt in prompts:
        prompt.uses = found[prompt.pk]


def sound_of(tenant: UUID, name: str, language: str) -> bytes | None:
    """How a prompt sounds to a caller of that language; None: nothing of that name can be heard."""
    if name.startswith(OWN):
        return _own(tenant, name, language)
    file: Path = make_prompts(settings.ZUOXI_CACHE) / language / f"{name}.wav"
    return file.read_bytes() if name in EVERYTHING and file.is_file() else None


def _own(tenant: UUID, name: str, language: str) -> bytes | None:
    try:
        id = UUID(name.removeprefix(OWN))
    except ValueError:
        return None
    sounds = {sound.language: sound for sound in PromptSound.objects.filter(prompt_id=id, tenant_id=tenant)}
    heard = sounds.get(language) or next(iter(_in_order(sounds.values())), None)
    return bytes(heard.wave) if heard else None


def _in_order(sounds: Iterable[PromptSound]) -> list[PromptSound]:
    return sorted(sounds, key=lambda sound: LANGUAGES.index(sound.language))
