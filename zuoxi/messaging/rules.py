"""What this area decides by itself: how long a message is, what its text may hold, what may follow what."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Literal

from zuoxi.kernel.record import Record

State = Literal[
    "waiting",
    "sending",
    "accepted",
    "delivered",
    "undelivered",
    "refused",
    "withheld",
    "too_late",
    "unknown",
]
FOLLOWS: Mapping[State, frozenset[State]] = {
    "waiting": frozenset(
        ("sending", "withheld", "too_late", "accepted", "refused", "unknown", "delivered", "undelivered")
    ),
    "sending": frozenset(("waiting", "accepted", "refused", "unknown", "delivered", "undelivered")),
    "accepted": frozenset(("delivered", "undelivered")),
    "unknown": frozenset(("delivered", "undelivered")),
    "delivered": frozenset(),
    "undelivered": frozenset(),
    "refused": frozenset(),
    "withheld": frozenset(),
    "too_late": frozenset(),
}
"""`sending` is written before the provider is asked: whoever finds it later asks what became of it. What
waits may have left as well, where the records came out of a backup and do not know it."""


def before(state: State) -> tuple[State, ...]:
    """The states that this one may follow."""
    return tuple(one for one, following in FOLLOWS.items() if state in following)


# -- how long -------------------------------------------------------------------------------------------

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
"""The alphabet of GSM 03.38; each sign is one septet …"""
TWICE = frozenset("\f^{}\\[~]|€")
"""… and of these each is two."""
MOST_PARTS = 4
"""Longer texts cost more than a question is worth."""


class Length(Record):
    """How a text is carried."""

    alphabet: Literal["gsm", "ucs2"]
    units: int
    """Septets, or pairs of bytes: a sign outside of the basic plane is two."""
    per_part: int
    """How many of them one part of it holds."""
    parts: int
    """How many messages are paid for."""


def length(text: str) -> Length:
    """A text as the network carries it: 160 signs (153 in each of several parts), in Chinese 70 (67)."""
    gsm = all(sign in BASIC or sign in TWICE for sign in text)
    costs = (
        [2 if sign in TWICE else 1 for sign in text] if gsm else [1 + (ord(sign) > 0xFFFF) for sign in text]
    )
    units, (whole, split) = sum(costs), ((160, 153) if gsm else (70, 67))
    single = units <= whole
    return Length(
        alphabet="gsm" if gsm else "ucs2",
        units=units,
        per_part=whole if single else split,
        parts=(1 if text else 0) if single else _parts(costs, split),
    )


def _parts(costs: list[int], room: int) -> int:
    """A sign of two units is never cut in half, so a part may have one to spare."""
    parts, left = 1, room
    for cost in costs:
        if cost > left:
            parts, left = parts + 1, room
        left -= cost
    return parts


# -- texts ----------------------------------------------------------------------------------------------

PLACES = ("company", "link")
RATING_TEXTS = {
    "zh": "【{company}】感谢您的来电！请点击链接为本次服务评分：{link}",
    "en": "{company}: thank you for your call. How was it? Please rate it: {link}",
}
"""What asks for a rating until a company has words of its own."""
_PLACE = re.compile(r"\{([^{}]*)\}")

Sentence = tuple[str, str]
NO_LINK: Sentence = (
    "要写上 {link}，客户靠它打开评价页面。",
    "Write {link} somewhere: the customer opens the page by it.",
)
TWO_LINKS: Sentence = ("{link} 只写一次。", "Write {link} once only.")
NO_COMPANY: Sentence = (
    "要写上 {company}，客户才知道是谁发的。",
    "Write {company} somewhere: the customer has to know who writes.",
)
OTHER_PLACE: Sentence = (
    "大括号里只能写 {company} 和 {link}。",
    "Only {company} and {link} may stand in curly brackets.",
)
TOO_LONG: Sentence = (
    f"太长：最多 {MOST_PARTS} 条短信，请写短一些。",
    f"Too long: at most {MOST_PARTS} messages. Shorten it.",
)


def filled(text: str, company: str, link: str) -> str:
    """The text with its places filled in; a name that holds brackets fills nothing."""
    values = {"company": company, "link": link}
    return _PLACE.sub(lambda found: values.get(found[1], found[0]), text)


def wrong_with(text: str, company: str, link: str) -> Sentence | None:
    """Why this cannot be sent; None: it can."""
    named = _PLACE.findall(text)
    rest = _PLACE.sub("", text)
    if set(named) - set(PLACES) or "{" in rest or "}" in rest:
        return OTHER_PLACE
    if "link" not in named:
        return NO_LINK
    if named.count("link") > 1:
        return TWO_LINKS
    if "company" not in named:
        return NO_COMPANY
    return TOO_LONG if length(filled(text, company, link)).parts > MOST_PARTS else None


# -- what comes back ------------------------------------------------------------------------------------

LONGEST_COMMENT = 500


def comment(text: str) -> str:
    """What a customer wrote, as it is kept: no signs that show nothing or turn text around, not endless."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    shown = "".join(sign for sign in lines if sign == "\n" or unicodedata.category(sign)[0] != "C")
    return shown.strip()[:LONGEST_COMMENT]
