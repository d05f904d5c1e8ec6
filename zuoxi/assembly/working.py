"""Working extends the session: what changes something is work, and what a page says a person was behind.

A page that is left open asks for figures and lists by itself; nobody sits before it, and its session ends.
"""

from collections.abc import Callable
from contextlib import suppress
from typing import Final

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from zuoxi.kernel.clock import utc_now
from zuoxi.organisation.services.session import has_worked, keep_working
from zuoxi.outbox.away import AWAY

Answer = Callable[[HttpRequest], HttpResponseBase]

READING: Final = frozenset({"GET", "HEAD", "OPTIONS"})
WORKED: Final = "X-Worked"
"""Set by the page when a key or a click of a person has come lately (desktop/src/shared/work.ts)."""


def working_keeps_signed_in(answer: Answer) -> Answer:
    """Django middleware, inside the one of sessions."""

    def worked(request: HttpRequest) -> HttpResponseBase:
        response = answer(request)
        if request.path.startswith("/api/") and request.session.accessed and _is_work(request):
            with suppress(*AWAY):  # a session that cannot be read now cannot be extended; the answer says why
                _extend(request)
        return response

    return worked


def _is_work(request: HttpRequest) -> bool:
    return request.method not in READING or request.headers.get(WORKED) == "1"


def _extend(request: HttpRequest) -> None:
    if SESSION_KEY in request.session:
        now = utc_now()
        if keep_working(request.session, now):
            has_worked(request.session.session_key, now)
