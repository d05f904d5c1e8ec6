"""How a group ended, counted from its JUnit report."""

import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

SAID_MOST = 400
"""Characters of a failure's message that are told at the end of a run; the rest is in the log."""


@dataclass(frozen=True)
class Outcome:
    """Counts of tests; a group without tests that fails counts as one failure."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    reasons: tuple[str, ...] = ()
    """Why something was skipped."""
    seconds: float = 0.0
    code: int = 0
    lost: tuple[str, ...] = ()
    """Each failed test: where, its name, and the head of what it says."""

    @property
    def well(self) -> bool:
        return self.failed == 0 and self.code == 0


def read(report: Path, code: int, seconds: float, *, skips_fail: bool) -> Outcome:
    """The outcome of a run that ended with `code`. `skips_fail`: a skipped test counts as failed."""
    passed = failed = skipped = 0
    reasons: set[str] = set()
    lost: list[str] = []
    if report.exists():
        for case in ET.parse(report).getroot().iter("testcase"):
            if (fault := _fault(case)) is not None:
                failed += 1
                lost.append(_told(case, fault))
            elif (skip := case.find("skipped")) is not None:
                skipped += 1
                reasons.add(skip.get("message") or "no reason")
                if skips_fail:
                    lost.append(_told(case, skip))
            else:
                passed += 1
    if skips_fail:
        failed, skipped = failed + skipped, 0
    if code and not failed:
        failed = 1  # the group itself: a type error, a crash before the report
    return Outcome(passed, failed, skipped, tuple(sorted(reasons)), seconds, code, tuple(lost))


def _fault(case: ET.Element) -> ET.Element | None:
    failure = case.find("failure")
    return case.find("error") if failure is None else failure


def _told(case: ET.Element, what: ET.Element) -> str:
    said = (what.get("message") or (what.text or "").strip() or what.tag)[:SAID_MOST]
    return f"{case.get('classname', '')}::{case.get('name')}\n{said}"
