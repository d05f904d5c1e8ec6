"""How request bodies and queries are read: text that no database can hold is refused at the door."""

from typing import Any

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from ninja.errors import HttpError
from ninja.parser import Parser
from ninja.types import DictStrAny

DEEPEST = 20


class CleanParser(Parser):
    """JSON bodies and query strings without NUL, without halves of characters, not nested endlessly."""

    def parse_body(self, request: HttpRequest) -> DictStrAny:
        """The body as JSON."""
        try:
            body = super().parse_body(request)
        except RecursionError:
            raise HttpError(400, "nested too deeply") from None
        check_text(body)
        return body

    def parse_querydict(
        self, data: MultiValueDict[Any, Any], list_fields: list[str], request: HttpRequest
    ) -> DictStrAny:
        """The query string."""
        found = super().parse_querydict(data, list_fields, request)
        check_text(found)
        return found


def check_text(value: Any, depth: int = 0) -> None:
    """Raise when some text in `value` cannot be stored."""
    if depth > DEEPEST:
        raise HttpError(400, "nested too deeply")
    if isinstance(value, str):
        if "\x00" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
            raise HttpError(400, "text that cannot be stored")
    elif isinstance(value, dict):
        for name, part in value.items():
            check_text(name, depth + 1)
            check_text(part, depth + 1)
    elif isinstance(value, list):
        for part in value:
            check_text(part, depth + 1)
