"""Working extends the session: each request of the API counts as work."""

from collections.abc import Callable
from contextlib import suppress

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from zuoxi.kernel.clock import utc_now
from zuoxi.organisation.services.session import keep_working
from zuoxi.outbox.away import AWAY

Answer = Callable[[HttpRequest], HttpResponseBase]


def working_keeps_signed_in(answer: Answer) -> Answer:
    """Django middleware, inside the one of sessions."""

    def worked(request: HttpRequest) -> HttpResponseBase:
        response = answer(request)
        if request.path.startswith("/api/") and request.session.accessed:
            with suppress(*AWAY):  # a session that cannot be read now cannot be extended; the answer says why
                _extend(request)
        return response

    return worked


def _extend(request: HttpRequest) -> None:
    if SESSION_KEY in request.session:
        keep_working(request.session, utc_now())
