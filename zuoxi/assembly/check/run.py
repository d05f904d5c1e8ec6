"""Runs the self-test and says what it found."""

import asyncio
import time
from collections.abc import Awaitable
from dataclasses import dataclass, field

import django

from zuoxi.assembly.check.desk import Refused
from zuoxi.assembly.check.trial import Trial, TrialFailed
from zuoxi.assembly.terminal import line, pick, step

TITLES = {
    "inbound": ("一位客户来电，坐席员应答", "A customer calls and is answered"),
    "abandoned": ("一位客户等待时挂断", "A customer hangs up while waiting"),
    "blacklisted": ("一位黑名单客户被拒接", "A barred caller is turned away"),
    "outbound": ("外呼经过拨号检查接通", "A call goes out through the gate"),
    "refused": ("外呼被拨号检查拒绝", "A call is refused by the gate"),
    "recordings": ("录音两侧都有声音", "Recordings hold both parties"),
    "facts": ("话务事实完整有序", "Facts are complete and in order"),
}
"""Finding -> what it says."""


@dataclass
class Findings:
    """What was found: how often each thing went well, and what did not."""

    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(TITLES, 0))
    problems: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def ok(self) -> bool:
        return not self.problems

    def as_json(self) -> dict[str, object]:
        return {"ok": self.ok, **self.counts, "seconds": round(self.seconds, 1), "problems": self.problems}

    def table(self) -> str:
        rows = []
        for name, title in TITLES.items():
            mark, told = (
                ("✗", self.problems[name]) if name in self.problems else ("✓", str(self.counts[name]))
            )
            rows.append(f"{mark} {pick(*title)}: {told}")
        rows += [f"✗ {told}" for name, told in self.problems.items() if name not in TITLES]
        verdict = (
            pick("自检通过", "All is well") if self.ok else pick("自检没有通过", "The self-test did not pass")
        )
        return "\n".join([*rows, f"{verdict}  {self.seconds:.0f} s"])


async def check(trial: Trial) -> Findings:
    """Make the sample company, run the centre, tell the stories, look at what they left."""
    findings, began = Findings(), time.monotonic()
    try:
        await _tell(trial, findings)
    except Exception as problem:
        findings.problems["centre"] = _reason(problem)
    findings.seconds = time.monotonic() - began
    return findings


async def _tell(trial: Trial, findings: Findings) -> None:
    from zuoxi.assembly.check.scene import scene, sign_ins

    with step("建立临时公司", "Temporary company"):
        passwords = sign_ins(await trial.zuoxi("create", "sample", "--json"))
        await asyncio.to_thread(django.setup)
    with step("启动临时呼叫中心", "Temporary centre"):
        await trial.start()
    from zuoxi.assembly.check import stories

    async with scene(trial, passwords) as here:
        for name, story in stories.STORIES.items():
            with step(*TITLES[name]):
                findings.counts[name] = await _went(name, story(here), findings)
        with step(*TITLES["recordings"]):
            findings.counts["recordings"] = await _went("recordings", stories.recordings(here), findings)
        with step(*TITLES["facts"]):
            findings.counts["facts"] = await _went("facts", stories.facts(here), findings)


async def _went(name: str, story: Awaitable[int | None], findings: Findings) -> int:
    try:
        count = await story
    except Exception as problem:  # whatever went wrong is a finding; the other stories are told too
        findings.problems[name] = _reason(problem)
        line(f"    {findings.problems[name]}")
        return 0
    return 1 if count is None else count


def _reason(problem: Exception) -> str:
    if isinstance(problem, TrialFailed):
        return str(problem.data.get("what"))
    if isinstance(problem, Refused):
        return f"refused: {problem.code}"
    if isinstance(problem, TimeoutError):
        return "no answer in time"
    return f"{type(problem).__name__}: {problem}"
