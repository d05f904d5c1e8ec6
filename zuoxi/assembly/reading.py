"""How request bodies and queries are read: text that no database can hold is refused at the door."""

from typing import Any, TypeVar, cast

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from ninja.errors import HttpError
from ninja.parser import Parser
from ninja.types import DictStrAny

T = TypeVar("T")

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
        return without_invisible(body)

    def parse_querydict(
        self, data: MultiValueDict[Any, Any], list_fields: list[str], request: HttpRequest
    ) -> DictStrAny:
        """The query string."""
        found = super().parse_querydict(data, list_fields, request)
        check_text(found)
        return without_invisible(found)


INVISIBLE = dict.fromkeys(
    (0x061C, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
)
"""Signs that turn the direction of text or show nothing: a name with them reads as another than it is."""


def without_invisible(value: T) -> T:
    """`value` with these signs dropped from all its text."""
    return cast(T, _cleaned(value))


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return value.translate(INVISIBLE)
    if isinstance(value, dict):
        return {name: _cleaned(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_cleaned(part) for part in value]
    return value


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
