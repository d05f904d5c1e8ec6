"""The base of every error that a person or a program is told about."""

from collections.abc import Mapping
from typing import Any, ClassVar


class ZuoxiError(Exception):
    """Something was asked that cannot be done; it carries what the asker needs to go on.

    `code` is stable and for programs, `zh` and `en` are one sentence each for people (they may name keys of
    `data` in braces), `status` is the HTTP status. Each area heads its errors file with a subclass.
    """

    code: ClassVar[str] = "error"
    status: ClassVar[int] = 400
    zh: ClassVar[str] = "操作没有完成。"
    en: ClassVar[str] = "That could not be done."

    def __init__(self, **data: Any) -> None:
        self.data: Mapping[str, Any] = data
        super().__init__(self.code, data)

    def sentence(self, language: str) -> str:
        """What to tell a person, in `zh` or `en`."""
        return (self.en if language.startswith("en") else self.zh).format(**self.data)

    def body(self) -> dict[str, Any]:
        """The error as the API and the gateway send it."""
        return {
            "code": self.code,
            "message": {"zh": self.sentence("zh"), "en": self.sentence("en")},
            "data": dict(self.data),
        }
