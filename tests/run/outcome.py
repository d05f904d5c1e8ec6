"""How a group ended, counted from its JUnit report."""

import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path


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

    @property
    def well(self) -> bool:
        return self.failed == 0 and self.code == 0


def read(report: Path, code: int, seconds: float, *, skips_fail: bool) -> Outcome:
    """The outcome of a run that ended with `code`. `skips_fail`: a skipped test counts as failed."""
    passed = failed = skipped = 0
    reasons: set[str] = set()
    if report.exists():
        for case in ET.parse(report).getroot().iter("testcase"):
            if case.find("failure") is not None or case.find("error") is not None:
                failed += 1
            elif (skip := case.find("skipped")) is not None:
                skipped += 1
                reasons.add(skip.get("message") or "no reason")
            else:
                passed += 1
    if skips_fail:
        failed, skipped = failed + skipped, 0
    if code and not failed:
        failed = 1  # the group itself: a type error, a crash before the report
    return Outcome(passed, failed, skipped, tuple(sorted(reasons)), seconds, code)
