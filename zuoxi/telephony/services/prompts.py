"""What the company lets its callers hear: made here, laid out as files that the switch plays at once."""

import hashlib
from collections.abc import Iterable
from functools import partial
from itertools import groupby
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction

from zuoxi.organisation.actor import Actor
from zuoxi.organisation.errors import FormErrors, Sentence
from zuoxi.organisation.services import audit, rows
from zuoxi.switch.asterisk.prompt_texts import LANGUAGES
from zuoxi.telephony.models import Prompt, PromptSound
from zuoxi.telephony.services.sounds import length_ms, telephone
from zuoxi.telephony.speech import said

AT_ONCE = 200
NO_WORDS: Sentence = ("请先填写要念的文字并保存。", "First write what is to be said, and save it.")


def put_sound(actor: Actor, prompt: Prompt, language: str, data: bytes, source: str) -> PromptSound:
    """The prompt sounds like this from now on; who hears the old one just now hears it to its end.

    Errors: `FormErrors` of `sound` (no sound, too long, silent).
    """
    wave = telephone(data)
    values = {
        "source": source,
        "wave": wave,
        "sha256": hashlib.sha256(wave).hexdigest(),
        "length_ms": length_ms(wave),
        "made_at": actor.now,
    }
    with transaction.atomic():
        sound, _ = PromptSound.objects.update_or_create(
            prompt=prompt, language=language, defaults={"tenant_id": prompt.tenant_id, **values}
        )
        told = {"language": language, "source": source, "length_ms": sound.length_ms}
        audit.note(actor, "prompt.sound_set", prompt, after=told)
        rows.changed(prompt)
        transaction.on_commit(partial(lay_out, [prompt.pk]))
    return sound


def speak_words(actor: Actor, prompt: Prompt, language: str) -> PromptSound:
    """Let the voice of the house speak the prompt's words. Errors: `FormErrors` of `words_…`, the voice's."""
    words = {"zh": prompt.words_zh, "en": prompt.words_en}[language].strip()
    if not words:
        raise FormErrors({f"words_{language}": NO_WORDS})
    return put_sound(actor, prompt, language, said(words, language), PromptSound.Source.SPOKEN)


def folder() -> Path:
    """Where the switch finds them: `<language>/<key>.wav`."""
    return Path(settings.ZUOXI_HOME) / "prompts"


def lay_out(prompts: Iterable[UUID] | None = None) -> int:
    """Write the files of these prompts (None: of all) that are not there as they should be; returns how many.

    A language in which a prompt has no sound hears the other one: better than silence.
    """
    sounds = PromptSound.objects.defer("wave").select_related("prompt").order_by("prompt_id", "language")
    if prompts is not None:
        sounds = sounds.filter(prompt_id__in=list(prompts))
    written = 0
    for _, made in groupby(sounds.iterator(chunk_size=AT_ONCE), key=lambda sound: sound.prompt_id):
        spoken = {sound.language: sound for sound in made}
        for language in LANGUAGES:
            sound = spoken.get(language) or next(iter(spoken.values()))
            written += _lay(sound, folder() / language / f"{sound.prompt.key}.wav")
    return written


def _lay(sound: PromptSound, file: Path) -> int:
    if file.is_file() and hashlib.sha256(file.read_bytes()).hexdigest() == sound.sha256:
        return 0
    _write(file, bytes(PromptSound.objects.get(pk=sound.pk).wave))
    return 1


def _write(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f".{file.name}.{uuid4().hex}")
    draft.write_bytes(data)
    draft.replace(file)
