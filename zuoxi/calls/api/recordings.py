"""The sound of a recording, in parts, and its waveform."""

from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Router

from zuoxi.calls.errors import RangeNotThere, RecordingMissing, RecordingNotReady
from zuoxi.calls.models import Recording
from zuoxi.calls.rules import byte_range
from zuoxi.calls.selectors.recordings import playable_one
from zuoxi.calls.services.recordings.playing import note_play
from zuoxi.calls.services.recordings.store import places, waveform_of
from zuoxi.organisation.doors import actor, asker

router = Router()

MOST_BYTES = 8 << 20
"""Of one answer; a player asks for the rest by itself."""


def _file(recording: Recording) -> Path:
    if not recording.key:
        if recording.state == Recording.State.MISSING:
            raise RecordingMissing
        raise RecordingNotReady
    path = places(settings.ZUOXI_HOME).store / recording.key
    if not path.is_file():
        raise RecordingMissing
    return path


@router.get("/recordings/{uuid:recording}/audio", operation_id="get_recording_audio")
def get_recording_audio(request: HttpRequest, recording: UUID) -> HttpResponse:
    """Ogg/Opus, left the customer, right the agent; honours `Range`. Each play is audited."""
    me = actor(request)
    row = playable_one(me.who, recording)
    path = _file(row)
    size = path.stat().st_size
    try:
        span = byte_range(request.headers.get("Range", ""), size, MOST_BYTES)
    except ValueError:
        raise RangeNotThere(size=size) from None
    first, last = span or (0, size - 1)
    note_play(me, row, first)
    with path.open("rb") as source:
        source.seek(first)
        data = source.read(last - first + 1)
    answer = HttpResponse(data, status=206 if span else 200, content_type="audio/ogg")
    answer["Accept-Ranges"] = "bytes"
    answer["Cache-Control"] = "private, no-store"
    answer["Content-Disposition"] = f'inline; filename="{row.id}.opus"'
    if span:
        answer["Content-Range"] = f"bytes {first}-{last}/{size}"
    return answer


@router.get("/recordings/{uuid:recording}/peaks", operation_id="get_recording_peaks")
def get_recording_peaks(request: HttpRequest, recording: UUID) -> HttpResponse:
    """`{channels: 2, seconds, peaks: [[customer …], [agent …]]}`, each peak from 0 to 1."""
    path = waveform_of(_file(playable_one(asker(request), recording)))
    if not path.is_file():
        raise RecordingMissing
    answer = HttpResponse(path.read_bytes(), content_type="application/json")
    answer["Cache-Control"] = "private, max-age=3600"
    return answer
