"""What happened outside, held against what the records say of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from zuoxi.assembly.bench.faults_traces import Connection
from zuoxi.calls.selectors.sums import Account

LATE_MS = 1_000
ENDLESS_MS = 3_600_000
"""What has no end in the traces lasts longer than the measuring."""
IN_VAIN_MS = 2_000
"""A phone that the house ends again so soon was taken up in vain."""


KEYS = (
    "faults",
    "callers",
    "unreached",
    "conversations",
    "standing",
    "cut",
    "turned_away",
    "turned_away_silently",
    "without_record",
    "owed_nothing",
    "phones_in_vain",
    "phones_after_caller",
    "records_late_1s",
    "records_doubled",
    "unheard",
    "facts_doubled",
    "facts_missing",
    "stuck_agents",
    "channels_left",
)
"""unreached: callers to whom the switch said nothing; standing: conversations at the moment of a fault;
phones_after_caller: taken up in vain because the caller had gone before anybody could put them together;
owed_nothing: callers without a conversation (or with one that was cut) whom nobody is to call back; unheard:
recordings that lack one of both for longer than their edges."""
ALLOWED = frozenset(KEYS[:5]) | {"turned_away"}
"""The rest is to be 0."""


@dataclass(frozen=True)
class Struck:
    """A fault: from when until when the floor could do nothing (ms)."""

    at: int
    over: int

    def within(self, start: int, end: int) -> int:
        """How much of a span it took."""
        return max(0, min(end, self.over) - max(start, self.at))

    def joins(self, moment: int) -> int:
        """When who was up at a moment could be put together at the earliest."""
        return self.over if self.at <= moment < self.over else moment


@dataclass(frozen=True)
class Caller:
    """One caller, all phones that were taken up for him, and the fault that they met."""

    seen: Connection
    phones: tuple[Connection, ...]
    account: Account | None
    fault: Struck

    @property
    def talks(self) -> list[tuple[int, int]]:
        """From when until when he was in conversation, by both traces."""
        return [span for phone in self.phones if (span := self.with_(phone)) is not None]

    @property
    def in_vain(self) -> list[Connection]:
        """Phones that were taken up and had nobody there."""
        return [phone for phone in self.phones if self.with_(phone) is None]

    def with_(self, phone: Connection) -> tuple[int, int] | None:
        """From when until when he could speak with who took up that phone. One that the house ends again at
        once had met nobody; a caller may leave as soon as he likes."""
        if self.seen.answered is None or phone.answered is None:
            return None
        start = self.fault.joins(max(self.seen.answered, phone.answered))
        end = min(one for one in (self.seen.ended, phone.ended, start + ENDLESS_MS) if one is not None)
        sent_away = phone.by == "house" and end - start < IN_VAIN_MS and not self._leaves(phone)
        return None if end <= start or sent_away else (start, end)

    def left_before(self, phone: Connection) -> bool:
        """He had left before he could be put together with who took up that phone."""
        left = self.seen.ended is not None and self.seen.by != "house"
        return (
            left and phone.answered is not None and (self.seen.ended or 0) <= self.fault.joins(phone.answered)
        )

    def _leaves(self, phone: Connection) -> bool:
        """The phone was ended because he had left."""
        if self.seen.ended is None or self.seen.by == "house" or phone.ended is None:
            return False
        return self.seen.ended <= phone.ended + LATE_MS


@dataclass
class Figures:
    """Counts over one or more bursts; `marks` says whom each count but the first three is about."""

    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KEYS, 0))
    marks: list[str] = field(default_factory=list)

    def count(self, key: str, number: int = 1, mark: str = "") -> None:
        self.counts[key] += number
        if mark and number:
            self.marks.append(f"{key}: {mark}")

    def add(self, other: "Figures") -> None:
        for key, number in other.counts.items():
            self.counts[key] += number
        self.marks += other.marks


def callers(
    seen: Sequence[Connection],
    phones: Sequence[Connection],
    accounts: Mapping[str, list[Account]],
    fault: Struck,
) -> list[Caller]:
    """Who called, with his phones and his record."""
    taken: dict[str, list[Connection]] = {}
    for phone in phones:
        if phone.answered is not None:
            taken.setdefault(phone.number, []).append(phone)
    return [
        Caller(one, tuple(taken.get(one.number, ())), next(iter(accounts.get(one.number, ())), None), fault)
        for one in seen
    ]


def judge(people: Sequence[Caller], figures: Figures) -> None:
    """Count what befell these callers."""
    for caller in people:
        fault = caller.fault
        if caller.seen.reached is None:
            figures.count("unreached", mark=_story(caller, fault.at))
            continue
        figures.count("callers")
        figures.count("conversations", len(caller.talks))
        figures.count("standing", sum(start <= fault.at < end for start, end in caller.talks))
        for key in _wrongs(caller):
            figures.count(key, mark=_story(caller, fault.at))


def _wrongs(caller: Caller) -> Iterator[str]:
    seen, account, talks = caller.seen, caller.account, caller.talks
    cut = bool(talks) and (seen.by in ("house", "lost") or _left_alone(caller))
    if cut:
        yield "cut"
    if not talks and seen.by == "house":
        yield "turned_away"
        if seen.spoken_to is None and seen.answered is None:
            yield "turned_away_silently"
    if account is None:
        yield "without_record"
    if (cut or not talks) and not (account and account.owed):
        yield "owed_nothing"
    for phone in caller.in_vain:
        yield "phones_after_caller" if caller.left_before(phone) else "phones_in_vain"
    if account is not None and _late(caller, account):
        yield "records_late_1s"


def _left_alone(caller: Caller) -> bool:
    """The last phone was ended by the house although the caller stayed."""
    last = max((phone for phone in caller.phones if caller.with_(phone)), key=lambda phone: phone.ended or 0)
    if last.by != "house" or last.ended is None:
        return False
    return caller.seen.ended is None or caller.seen.ended > last.ended + LATE_MS


def _late(caller: Caller, account: Account) -> bool:
    """A moment of the record is off the truth. Who was up while nobody could put them together may be said
    to talk from then on, or from when they were together."""
    seen, talks = caller.seen, caller.talks
    pairs = [(seen.reached, account.started), (seen.ended, account.ended)]
    if len(talks) != len(account.talks):
        return any(end - start > LATE_MS for start, end in talks)
    for (start, end), (written, over) in zip(talks, account.talks, strict=True):
        earlier = caller.fault.joins(written) == caller.fault.over
        pairs += [(end, over), (written if earlier and written < start else start, written)]
    return any(_apart(truth, written) for truth, written in pairs)


def _apart(truth: int | None, written: int | None) -> bool:
    if truth is None:
        return False
    return written is None or abs(truth - written) > LATE_MS


def _story(caller: Caller, at: int) -> str:
    """All moments in seconds from the fault."""

    def when(moment: int | None) -> str:
        return "-" if moment is None else f"{(moment - at) / 1000:+.2f}"

    seen, account = caller.seen, caller.account
    told = f"{seen.number} came {when(seen.asked)} answered {when(seen.answered)} "
    told += f"ended {when(seen.ended)} by {seen.by or '-'}"
    for phone in caller.phones:
        told += f"; phone up {when(phone.answered)} ended {when(phone.ended)} by {phone.by or '-'}"
    if account is None:
        return f"{told}; no record"
    talks = ", ".join(f"{when(start)}..{when(end)}" for start, end in account.talks)
    owed = "owed" if account.owed else "not owed"
    return (
        f"{told}; record {when(account.started)}..{when(account.ended)} {account.outcome} "
        f"by {account.ended_by or '-'} talks [{talks}] {owed}"
    )
