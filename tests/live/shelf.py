"""A floor that writes its journal, books in memory, and a recorder between them in a thread of the test."""

import threading

import msgspec

from tests.live.double import TINY
from zuoxi.engine import events as e
from zuoxi.live.envelopes import Origin, envelopes
from zuoxi.live.journal import Journal
from zuoxi.live.places import Part
from zuoxi.live.recorder import Recorder
from zuoxi.live.records import Step


class Away(Exception):
    """The database cannot be reached."""


class Shelf:
    """Books in memory that can be away, and that refuse what they are told to refuse."""

    def __init__(self):
        self.facts, self.batches, self.attempts = [], [], 0
        self.gone = False
        self.commits_then_breaks = False
        self.refused = set()
        self.open = 0

    def record(self, envelopes):
        self.attempts += 1
        self.open = 1
        if self.gone:
            raise Away
        for envelope in envelopes:
            if envelope.seq in self.refused:
                raise ValueError(f"fact {envelope.seq} cannot be folded")
        known = {(fact.epoch, fact.seq) for fact in self.facts}
        self.facts.extend(fact for fact in envelopes if (fact.epoch, fact.seq) not in known)
        self.batches.append(len(envelopes))
        if self.commits_then_breaks:
            self.commits_then_breaks = False
            raise Away
        return 1

    def last_recorded(self):
        self.attempts += 1
        if self.gone:
            raise Away
        return max(((fact.epoch, fact.seq) for fact in self.facts), default=(0, 0))

    def away(self, error):
        return isinstance(error, Away)

    def disconnect(self):
        self.open = 0

    @property
    def seqs(self):
        return [fact.seq for fact in self.facts]


class Floor:
    """A journal that calls arrive in."""

    def __init__(self, folder, epoch=1, state=None):
        self.folder = folder
        self.epoch = epoch
        self.state = state or TINY.empty()
        self.number = 0
        folder.mkdir(parents=True, exist_ok=True)
        self.journal = Journal(folder, "main", Part(epoch, 1), now=0, sync_ms=60_000)

    def calls(self, count):
        for _ in range(count):
            self.number += 1
            event = e.LegAnswered(node="house", channel=f"c{self.number}")
            self.state, commands = TINY.step(self.state, event, self.number)
            facts = envelopes(commands, event, Origin(floor="main", epoch=self.epoch, wall=self.number))
            self.write(event, facts)
        return self

    def write(self, event, facts):
        self.journal.append(
            Step(
                facts=facts,
                number=self.number,
                now=self.number,
                offset=0,
                event=event,
                orders=(),
                state=msgspec.Raw(b"{}"),
            )
        )

    def sync(self):
        self.journal.sync()
        return self


class Running(Recorder):
    """A recorder in a thread of this process."""

    def __init__(self, folder, books, batch=10):
        self.said = []
        super().__init__(folder, books, batch=batch, retry_ms=20, say=self.said.append)
        self._end = threading.Event()
        self._thread = threading.Thread(target=self.run, args=(self._end,), daemon=True)
        self._thread.start()

    def stop(self):
        self._end.set()
        self._thread.join(5)
