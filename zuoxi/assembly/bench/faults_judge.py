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
phones_after_caller: taken up in vain because the caller had gone; owed_nothing: callers without a
conversation (or with one that was cut) whom nobody is to call back; unheard: recordings that lack one of both
for longer than their edges."""
ALLOWED = frozenset(KEYS[:5]) | {"turned_away"}
"""The rest is to be 0."""


@dataclass(frozen=True)
class Caller:
    """One caller and all phones that were taken up for him."""

    seen: Connection
    phones: tuple[Connection, ...]
    account: Account | None

    @property
    def talks(self) -> list[tuple[int, int]]:
        """From when until when he was in conversation, by both traces."""
        return [span for phone in self.phones if (span := _together(self.seen, phone)) is not None]

    @property
    def in_vain(self) -> list[Connection]:
        """Phones that were taken up and had nobody there."""
        return [phone for phone in self.phones if _together(self.seen, phone) is None]


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


@dataclass(frozen=True)
class Struck:
    """A fault: from when until when the floor could do nothing (ms)."""

    at: int
    over: int

    def within(self, start: int, end: int) -> int:
        """How much of a span it took."""
        return max(0, min(end, self.over) - max(start, self.at))


def callers(
    seen: Sequence[Connection], phones: Sequence[Connection], accounts: Mapping[str, list[Account]]
) -> list[Caller]:
    """Who called, with his phones and his record."""
    taken: dict[str, list[Connection]] = {}
    for phone in phones:
        if phone.answered is not None:
            taken.setdefault(phone.number, []).append(phone)
    return [
        Caller(one, tuple(taken.get(one.number, ())), next(iter(accounts.get(one.number, ())), None))
        for one in seen
    ]


def judge(people: Sequence[Caller], fault: Struck, figures: Figures) -> None:
    """Count what befell these callers around a fault."""
    for caller in people:
        if caller.seen.reached is None:
            figures.count("unreached", mark=_story(caller, fault.at))
            continue
        figures.count("callers")
        figures.count("conversations", len(caller.talks))
        figures.count("standing", sum(start <= fault.at < end for start, end in caller.talks))
        for key in _wrongs(caller, fault):
            figures.count(key, mark=_story(caller, fault.at))


def _wrongs(caller: Caller, fault: Struck) -> Iterator[str]:
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
        yield "phones_after_caller" if _gone(seen, phone) else "phones_in_vain"
    if account is not None and _late(caller, account, fault):
        yield "records_late_1s"


def _together(caller: Connection, phone: Connection) -> tuple[int, int] | None:
    """From when until when both were up. A phone that the house ends again at once met nobody; a caller may
    leave as soon as he likes."""
    if caller.answered is None or phone.answered is None:
        return None
    start = max(caller.answered, phone.answered)
    end = min(moment for moment in (caller.ended, phone.ended, start + ENDLESS_MS) if moment is not None)
    sent_away = phone.by == "house" and end - start < IN_VAIN_MS and not _leaves(caller, phone)
    return None if end <= start or sent_away else (start, end)


def _leaves(caller: Connection, phone: Connection) -> bool:
    """The phone was ended because the caller had left."""
    if caller.ended is None or caller.by == "house" or phone.ended is None:
        return False
    return caller.ended <= phone.ended + LATE_MS


def _gone(caller: Connection, phone: Connection) -> bool:
    """The caller had left before the phone was taken up."""
    left = caller.ended is not None and caller.by != "house"
    return left and phone.answered is not None and (caller.ended or 0) <= phone.answered


def _left_alone(caller: Caller) -> bool:
    """The last phone was ended by the house although the caller stayed."""
    last = max(
        (phone for phone in caller.phones if _together(caller.seen, phone)), key=lambda p: p.ended or 0
    )
    if last.by != "house" or last.ended is None:
        return False
    return caller.seen.ended is None or caller.seen.ended > last.ended + LATE_MS


def _late(caller: Caller, account: Account, fault: Struck) -> bool:
    """A moment of the record is off the truth. Who was put together later than both were up, because nobody
    was there to do it, talks from then on."""
    seen, talks = caller.seen, caller.talks
    pairs = [(seen.reached, account.started), (seen.ended, account.ended)]
    if len(talks) == len(account.talks):
        for (start, end), (written, over) in zip(talks, account.talks, strict=True):
            joined = min(max(start, written), fault.over) if fault.at <= start < fault.over else start
            pairs += [(joined, written), (end, over)]
    elif any(end - start - fault.within(start, end) > LATE_MS for start, end in talks):
        return True
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
