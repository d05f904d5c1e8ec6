"""What sipp saw, message by message, made one line per connection: who came, was answered, ended it when."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

BLOCK = re.compile(
    r"^-{20,} (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+)\n\w+ message (sent|received)\b.*\n\n", re.M
)
NUMBER = re.compile(r"sip:\+?(\d+)@")


@dataclass(frozen=True)
class Message:
    """One SIP message. `at` in ms since 1970; `here`: it was sent by the one whose trace this is."""

    at: int
    here: bool
    first: str
    call_id: str
    about: str
    """The method in its CSeq."""
    number: str
    """In its From."""

    @property
    def code(self) -> int:
        """Of an answer; 0 for a request."""
        return int(self.first.split()[1]) if self.first.startswith("SIP/2.0 ") else 0


@dataclass(frozen=True)
class Connection:
    """A caller's call, or a phone's, as it went. Moments in ms; None: it did not happen."""

    number: str
    asked: int
    reached: int | None = None
    """The other side has said anything."""
    spoken_to: int | None = None
    """Sound could be heard before an answer."""
    answered: int | None = None
    ended: int | None = None
    by: str = ""
    """Who ended it: here, house, or lost with the switch."""

    def until(self, moment: int | None) -> "Connection":
        """As it was when all connections broke at that moment, and nobody could say so."""
        if moment is None or self.asked > moment or (self.ended is not None and self.ended <= moment):
            return self
        if self.reached is None or self.reached > moment:
            return self
        answered = self.answered if self.answered is not None and self.answered <= moment else None
        return replace(self, answered=answered, ended=moment, by="lost")


def messages(trace: str) -> Iterator[Message]:
    """The messages of a trace, in order. Moments in it are UTC."""
    found = list(BLOCK.finditer(trace))
    ends = [block.start() for block in found[1:]] + [len(trace)]
    for block, end in zip(found, ends):  # noqa: B905 - an empty trace has an end and no block
        at = dt.datetime.fromisoformat(block[1]).replace(tzinfo=dt.UTC)
        first, _, rest = trace[block.end() : end].partition("\n")
        head = dict(_fields(rest.partition("\n\n")[0]))
        if first and "call-id" in head:
            number = NUMBER.search(head.get("from", ""))
            yield Message(
                at=round(at.timestamp() * 1000),
                here=block[2] == "sent",
                first=first.strip(),
                call_id=head["call-id"],
                about=head.get("cseq", "").rpartition(" ")[2],
                number=number[1] if number else "",
            )


def connections(trace: str) -> list[Connection]:
    """Every connection of a trace."""
    found: dict[str, Connection] = {}
    for message in messages(trace):
        if message.first.startswith("INVITE "):
            found.setdefault(message.call_id, Connection(number=message.number, asked=message.at))
        elif message.call_id in found:
            found[message.call_id] = _after(found[message.call_id], message)
    return list(found.values())


def _after(was: Connection, message: Message) -> Connection:
    if message.code and message.about == "INVITE":
        was = replace(was, reached=was.reached or message.at)
        if message.code == 183:
            was = replace(was, spoken_to=was.spoken_to or message.at)
        if message.code == 200:
            was = replace(was, answered=was.answered or message.at)
    over = message.first.split()[0] in ("BYE", "CANCEL") or (message.about == "INVITE" and message.code > 299)
    if over and was.ended is None:
        return replace(was, ended=message.at, by="here" if message.here else "house")
    return was


def _fields(head: str) -> Iterator[tuple[str, str]]:
    for line in head.splitlines():
        name, colon, value = line.partition(":")
        if colon:
            yield name.strip().lower(), value.strip()
