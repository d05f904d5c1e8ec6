"""The public page that a customer's telephone opens by his link: no sign-in, no script, no cookie.

Whoever asks learns the company's name and nothing else, and that only with a link that is valid. Looking
answers nothing: programs open links to show what is behind them.
"""

from http import HTTPStatus
from urllib.parse import parse_qs

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from zuoxi.kernel.clock import steady_ms, utc_now
from zuoxi.messaging.api import page
from zuoxi.messaging.api.guessing import Guesses
from zuoxi.messaging.selectors import link_of
from zuoxi.messaging.services import answering
from zuoxi.organisation.doors import address_of

MOST_BYTES = 8 * 1024
"""Of a form: a score and a comment of 500 signs, each nine bytes when it is sent."""
SCORES = {str(score): score for score in range(1, 6)}
STATUS: dict[page.Face, HTTPStatus] = {
    "ask": HTTPStatus.OK,
    "choose": HTTPStatus.UNPROCESSABLE_ENTITY,
    "thanks": HTTPStatus.OK,
    "answered": HTTPStatus.OK,
    "gone": HTTPStatus.NOT_FOUND,
    "slow": HTTPStatus.TOO_MANY_REQUESTS,
}

guesses = Guesses()


@csrf_exempt  # nobody is signed in here: the link is all the right there is, and it is in the address
@require_http_methods(["GET", "HEAD", "POST"])
def rating_page(request: HttpRequest, token: str) -> HttpResponse:
    """The question, or what came of the answer."""
    language = page.language_of(request.headers.get("Accept-Language", ""))
    link = link_of(token, utc_now())
    if link is None:
        address, now = address_of(request), steady_ms()
        if guesses.too_many(address, now):
            return _shown("slow", language or "zh")
        guesses.missed(address, now)
        return _shown("gone", language or "zh")
    language, company = language or link.language, link.tenant.name
    if link.answered_at is not None:
        return _shown("answered", language, company)
    if request.method != "POST":
        return _shown("ask", language, company)
    score, comment = _form(request)
    if score is None:
        return _shown("choose", language, company, comment)
    return _shown(answering.answer(token, score, comment, utc_now()), language, company)


def _form(request: HttpRequest) -> tuple[int | None, str]:
    """(score, comment) of a form that a page of ours has sent; what is no form is no answer."""
    length = request.headers.get("Content-Length", "")
    if request.content_type != "application/x-www-form-urlencoded" or not length.isdigit():
        return None, ""
    if int(length) > MOST_BYTES:
        return None, ""
    try:
        fields = parse_qs(request.body.decode(), max_num_fields=4, errors="strict")
    except ValueError:
        return None, ""
    return SCORES.get(fields.get("score", [""])[0]), fields.get("comment", [""])[0]


def _shown(face: page.Face, language: str, company: str = "", comment: str = "") -> HttpResponse:
    answer = HttpResponse(page.shown(face, language, company, comment), status=STATUS[face])
    for name, value in page.HEADERS.items():
        answer.headers[name] = value
    return answer
