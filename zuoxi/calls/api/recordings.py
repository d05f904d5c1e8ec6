"""The sound of a recording, in parts, and its waveform."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from ninja import Router

from zuoxi.calls.errors import RangeNotThere
from zuoxi.calls.models import Recording
from zuoxi.calls.rules import byte_range
from zuoxi.calls.selectors.recordings import playable_one, takeable_one
from zuoxi.calls.services.recordings.playing import note_play, sound_of, waveform
from zuoxi.calls.services.recordings.taking import take
from zuoxi.organisation.actor import Actor
from zuoxi.organisation.doors import actor, asker
from zuoxi.organisation.streams import in_threads

router = Router()

MOST_BYTES = 8 << 20
"""Of one answer; a player asks for the rest by itself."""


SUFFIX = {"audio/wav": ".wav", "audio/ogg": ".opus"}


@router.get("/recordings/{uuid:recording}/audio", operation_id="get_recording_audio")
def get_recording_audio(request: HttpRequest, recording: UUID) -> HttpResponse:
    """WAV (or Ogg/Opus), left the customer, right the agent; honours `Range`. Each play is audited.

    What is gone or not what was stored is not played, and that is written down where it is noticed.
    """
    me = actor(request)
    return sound_answer(request, me, playable_one(me.who, recording))


def sound_answer(request: HttpRequest, me: Actor, row: Recording) -> HttpResponse:
    """A recording that the asker may hear, or the part of it that he asks for."""
    sound = sound_of(row, me.now)
    try:
        span = byte_range(request.headers.get("Range", ""), sound.size, MOST_BYTES)
    except ValueError:
        raise RangeNotThere(size=sound.size) from None
    first, last = span or (0, sound.size - 1)
    note_play(me, row, first)
    data = sound.part(first, last)
    answer = HttpResponse(data, status=206 if span else 200, content_type=sound.media)
    answer["Accept-Ranges"] = "bytes"
    answer["Cache-Control"] = "private, no-store"
    answer["Content-Disposition"] = f'inline; filename="{row.id}{SUFFIX[sound.media]}"'
    if span:
        answer["Content-Range"] = f"bytes {first}-{last}/{sound.size}"
    return answer


@router.get("/recordings/{uuid:recording}/file", operation_id="download_recording")
def download_recording(request: HttpRequest, recording: UUID) -> StreamingHttpResponse:
    """A WAV to take along, both sides, with a mark of its own that the audit trail names beside the asker."""
    me = actor(request)
    taken = take(me, takeable_one(me.who, recording))
    answer = StreamingHttpResponse(in_threads(taken.blocks), content_type="audio/wav")
    answer["Content-Length"] = str(taken.size)
    answer["Content-Disposition"] = f'attachment; filename="{taken.name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@router.get("/recordings/{uuid:recording}/peaks", operation_id="get_recording_peaks")
def get_recording_peaks(request: HttpRequest, recording: UUID) -> HttpResponse:
    """`{channels: 2, seconds, peaks: [[customer …], [agent …]]}`, each peak from 0 to 1."""
    return peaks_answer(playable_one(asker(request), recording))


def peaks_answer(row: Recording) -> HttpResponse:
    """The waveform of a recording that the asker may hear."""
    answer = HttpResponse(waveform(row), content_type="application/json")
    answer["Cache-Control"] = "private, max-age=3600"
    return answer
