"""Every error leaves the API in one shape: a code, a sentence in both languages, data."""

import logging
import sys
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from zuoxi.kernel.errors import ZuoxiError
from zuoxi.organisation.doors import actor
from zuoxi.organisation.errors import FormErrors, NotAllowed, NotFound, NotSignedIn, Sentence
from zuoxi.organisation.models import Person
from zuoxi.organisation.services.seen import note_refused
from zuoxi.outbox.away import AWAY, DatabaseAway

Answer = Callable[[HttpRequest], HttpResponseBase]

log = logging.getLogger(__name__)

PROBLEMS: dict[str, Sentence] = {
    "missing": ("必填。", "This is required."),
    "string_too_short": ("至少 {min_length} 个字符。", "At least {min_length} characters."),
    "string_too_long": ("最多 {max_length} 个字符。", "At most {max_length} characters."),
    "greater_than_equal": ("不能小于 {ge}。", "Not less than {ge}."),
    "greater_than": ("必须大于 {gt}。", "Must be more than {gt}."),
    "less_than_equal": ("不能大于 {le}。", "Not more than {le}."),
    "less_than": ("必须小于 {lt}。", "Must be less than {lt}."),
    "too_short": ("至少 {min_length} 项。", "At least {min_length} entries."),
    "too_long": ("最多 {max_length} 项。", "At most {max_length} entries."),
    "int_parsing": ("请填写整数。", "A whole number, please."),
    "int_type": ("请填写整数。", "A whole number, please."),
    "uuid_parsing": ("编号格式不正确。", "This is not an id."),
    "bool_parsing": ("请选择是或否。", "Yes or no, please."),
    "literal_error": ("只能是：{expected}。", "One of: {expected}."),
    "enum": ("只能是：{expected}。", "One of: {expected}."),
    "extra_forbidden": ("没有这一项。", "There is no such field."),
    "string_type": ("请填写文字。", "Text, please."),
}
OTHER_PROBLEM: Sentence = ("格式不正确。", "This cannot be read as it is.")


class Unexpected(ZuoxiError):
    """A flaw of ours; the log has the rest under the same id."""

    code: ClassVar[str] = "unexpected"
    status: ClassVar[int] = 500
    zh: ClassVar[str] = "系统出错了，这次操作没有完成。请稍后再试。"
    en: ClassVar[str] = "Something went wrong on our side; this was not done. Please try again later."


class BadRequest(ZuoxiError):
    code: ClassVar[str] = "bad_request"
    zh: ClassVar[str] = "请求的格式不正确。"
    en: ClassVar[str] = "The request cannot be read."


class TooLarge(ZuoxiError):
    code: ClassVar[str] = "too_large"
    status: ClassVar[int] = 413
    zh: ClassVar[str] = "请求的内容太大。"
    en: ClassVar[str] = "The request brings too much at once."


class NotJson(ZuoxiError):
    code: ClassVar[str] = "not_json"
    status: ClassVar[int] = 415
    zh: ClassVar[str] = "请求的内容必须是 JSON。"
    en: ClassVar[str] = "The body of a request has to be JSON."


class NoSuchMethod(ZuoxiError):
    code: ClassVar[str] = "no_such_method"
    status: ClassVar[int] = 405
    zh: ClassVar[str] = "这个地址不支持这种操作。"
    en: ClassVar[str] = "This address does not offer that."


BY_STATUS: dict[int, type[ZuoxiError]] = {404: NotFound, 405: NoSuchMethod, 500: Unexpected}
"""What an answer without a shape of its own means, by its status."""


def answers_in_one_shape(answer: Answer) -> Answer:
    """Django middleware: what fails before or beside the API's own routes is answered like the rest."""

    def shaped(request: HttpRequest) -> HttpResponseBase:
        response = answer(request)
        kind = response.headers.get("Content-Type", "")
        if response.status_code < 400 or not request.path.startswith("/api/") or "json" in kind:
            return response
        error = BY_STATUS.get(response.status_code, BadRequest)()
        return JsonResponse(error.body(), status=response.status_code)

    return shaped


def bodies_are_json(answer: Answer) -> Answer:
    """Django middleware: no other body gets as far as a parser (forms would be read for their token)."""

    def checked(request: HttpRequest) -> HttpResponseBase:
        if request.path.startswith("/api/") and request.content_type not in ("", "application/json"):
            return JsonResponse(NotJson().body(), status=NotJson.status)
        return answer(request)

    return checked


def on_server_error(request: HttpRequest) -> HttpResponse:
    """What failed outside the API's own routes (reading or writing the session, for one), as one sentence."""
    error = sys.exc_info()[1]
    problem = DatabaseAway() if isinstance(error, AWAY) else Unexpected()
    if isinstance(error, AWAY):
        _note_away(request, error)
    if request.path.startswith("/api/"):
        return JsonResponse(problem.body(), status=problem.status)
    text = f"{problem.sentence('zh')} / {problem.sentence('en')}"
    return HttpResponse(text, status=problem.status, content_type="text/plain; charset=utf-8")


def _note_away(request: HttpRequest, error: BaseException) -> None:
    # one line: while the database is away, each request comes here
    log.warning("%s %s: the database is away (%s)", request.method, request.path, str(error).split("\n")[0])


def _note_refused(request: HttpRequest) -> None:
    match = request.resolver_match
    if match is None or not isinstance(request.user, Person):
        return
    try:
        note_refused(actor(request), f"{request.method} /{match.route}")
    except DatabaseError as error:
        _note_away(request, error)  # he is refused all the same


def field_problems(problems: list[dict[str, Any]]) -> dict[str, Sentence]:
    """pydantic's findings as `{field: sentence}`; a field inside a list is named `list.0.field`."""
    found: dict[str, Sentence] = {}
    for problem in problems:
        place = [str(part) for part in problem.get("loc", ())]
        name = ".".join(place[2:] or place[1:] or place) or "body"
        found.setdefault(name, _sentence(str(problem.get("type", "")), problem.get("ctx") or {}))
    return found


def _sentence(kind: str, context: Mapping[str, Any]) -> Sentence:
    zh, en = PROBLEMS.get(kind, OTHER_PROBLEM)
    try:
        return zh.format(**context), en.format(**context)
    except KeyError:
        return OTHER_PROBLEM


def speak_in_one_shape(api: NinjaAPI) -> None:
    """Teach `api` to answer every kind of error in the one shape."""

    def answer(request: HttpRequest, error: ZuoxiError, status: int | None = None) -> HttpResponse:
        return api.create_response(request, error.body(), status=status or error.status)

    def on_zuoxi(request: HttpRequest, error: ZuoxiError) -> HttpResponse:
        if isinstance(error, NotAllowed):
            _note_refused(request)
        return answer(request, error)

    def on_validation(request: HttpRequest, error: ValidationError) -> HttpResponse:
        return answer(request, FormErrors(field_problems(error.errors)))

    def on_authentication(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        return answer(request, NotSignedIn())

    def on_missing(request: HttpRequest, error: Http404) -> HttpResponse:
        return answer(request, NotFound())

    def on_http(request: HttpRequest, error: HttpError) -> HttpResponse:
        return answer(request, BadRequest(), error.status_code)

    def on_away(request: HttpRequest, error: Exception) -> HttpResponse:
        _note_away(request, error)
        return answer(request, DatabaseAway())

    def on_unexpected(request: HttpRequest, error: Exception) -> HttpResponse:
        log.error("%s %s failed", request.method, request.path, exc_info=error)
        return answer(request, Unexpected())

    handlers: dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
        ZuoxiError: on_zuoxi,
        ValidationError: on_validation,
        AuthenticationError: on_authentication,
        Http404: on_missing,
        HttpError: on_http,
        **dict.fromkeys(AWAY, on_away),
        Exception: on_unexpected,
    }
    for kind, handler in handlers.items():
        api.add_exception_handler(kind, handler)
