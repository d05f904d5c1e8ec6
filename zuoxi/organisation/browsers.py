"""Known browsers: one that has signed a person in before is told apart from strangers at the same address.

Whoever guesses behind the same proxy locks out himself, never the person in his own browser, who also goes
first while many sign in. The browser keeps a signed cookie with an id and the people it has signed in.
"""

import hashlib
import secrets
from dataclasses import dataclass
from ipaddress import IPv6Address
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from zuoxi.organisation.doors import address_of

COOKIE = "zuoxi_browser"
AGE_S = 180 * 86_400
MOST_PEOPLE = 20
"""People of one browser that it remembers (a seat is shared by shifts)."""
_PRIVATE = 0xFD << 120
"""Addresses that no request comes from (RFC 4193): the lockout keeps a known browser as one of them."""


@dataclass(frozen=True)
class Browser:
    """`people`: whom it has signed in, the latest last."""

    id: str
    people: tuple[str, ...] = ()

    def knows(self, person: UUID | None) -> bool:
        """Whether it has signed this person in."""
        return str(person) in self.people


def browser_of(request: HttpRequest) -> Browser:
    """The browser that asks; a new one when it has no cookie of ours."""
    try:
        kept = signing.loads(request.COOKIES.get(COOKIE, ""), salt=COOKIE, max_age=AGE_S)
        return Browser(id=str(kept["id"]), people=tuple(map(str, kept["people"])))
    except (signing.BadSignature, KeyError, TypeError):
        return Browser(id=secrets.token_hex(16))


def remember(request: HttpRequest, response: HttpResponse, person: UUID) -> None:
    """From now on this browser is known for this person."""
    browser = browser_of(request)
    others = [one for one in browser.people if one != str(person)]
    kept = {"id": browser.id, "people": [*others, str(person)][-MOST_PEOPLE:]}
    response.set_cookie(
        COOKIE,
        signing.dumps(kept, salt=COOKIE),
        max_age=AGE_S,
        httponly=True,
        samesite="Lax",
        secure=bool(settings.SESSION_COOKIE_SECURE),
        path="/api",  # the password is also asked under /api/second-factor
    )


def guesses_as(request: HttpRequest, browser: Browser | None) -> None:
    """Count wrong passwords of this request for the browser; None: for its address."""
    request.META["zuoxi.browser"] = browser


def lockout_address(request: HttpRequest) -> str:
    """What the lockout counts wrong passwords by, beside the user name."""
    browser = request.META.get("zuoxi.browser")
    if not isinstance(browser, Browser):
        return address_of(request)
    digest = hashlib.blake2b(browser.id.encode(), digest_size=15).digest()
    return str(IPv6Address(_PRIVATE | int.from_bytes(digest)))
