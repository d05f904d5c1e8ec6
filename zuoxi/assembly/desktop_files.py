"""The desktop's files as they are on the disk now: a desktop that is built anew needs no new web process."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from whitenoise.middleware import WhiteNoiseMiddleware

Answer = Callable[[HttpRequest], HttpResponseBase]
Stamp = tuple[int, ...]


def desktop_files(answer: Answer) -> Answer:
    """Django middleware. WhiteNoise knows the files of when it was made: it is made anew when they change."""
    known: tuple[Stamp, Answer] = ((), answer)

    def served(request: HttpRequest) -> HttpResponseBase:
        nonlocal known
        if request.path_info.startswith("/api/"):
            return answer(request)
        stamp = _stamp()
        if stamp != known[0]:
            with suppress(FileNotFoundError):  # one went meanwhile: the next request looks again
                known = stamp, WhiteNoiseMiddleware(answer) if stamp else answer
        return known[1](request)

    return served


def _stamp() -> Stamp:
    """Another one when files have come or gone, or the page is another; empty: there is no desktop."""
    root = settings.WHITENOISE_ROOT
    return tuple(_changed(path) for path in (root, root / "assets", root / "index.html") if path.exists())


def _changed(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except FileNotFoundError:  # gone this moment: the next request finds another one
        return 0
