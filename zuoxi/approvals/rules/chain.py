"""A chain of approval as data: its steps, who decides each, and for which subjects it holds.

A step is decided by whoever holds its role at the place where it lies. Steps of one stage lie side by side;
the next stage opens when all of them are approved.
"""

from collections.abc import Callable, Mapping, Sequence
from operator import eq, ge, gt, le, lt, ne
from typing import Any, Final, Literal

from zuoxi.kernel.record import Record

Sentence = tuple[str, str]
Fact = int | str
"""What is known of a subject that a chain may ask for: a number, or the code of a choice."""

TESTS: Final[dict[str, tuple[Sentence, Callable[[Any, Any], bool]]]] = {
    "lt": (("小于", "below"), lt),
    "le": (("不大于", "at most"), le),
    "eq": (("等于", "is"), eq),
    "ne": (("不等于", "is not"), ne),
    "ge": (("不小于", "at least"), ge),
    "gt": (("大于", "above"), gt),
}
"""How a fact is compared: its words, and the comparison."""
Test = Literal["lt", "le", "eq", "ne", "ge", "gt"]
OF_CHOICES: Final = frozenset({"eq", "ne"})
"""What can be asked of a choice; of a number everything."""

Lies = Literal["requester", "unit", "company"]
"""Where a step lies: at the nearest unit at or above the requester's where somebody holds its role; the same
from a unit that is named; or where the company's topmost holder is."""

LONGEST_HOURS: Final = 24 * 60
MOST_STEPS: Final = 20


class Condition(Record):
    """One thing that must hold of the subject."""

    fact: str
    test: Test
    value: Fact


class Step(Record):
    """One decision of a chain."""

    key: str
    stage: int
    """From 1; steps with the same stage are decided side by side."""
    name: str
    role: str
    name_en: str = ""
    lies: Lies = "requester"
    unit: str = ""
    """Id of the unit, where `lies` is `unit`."""
    when: tuple[Condition, ...] = ()
    """All must hold, else the step is passed over."""
    remark: bool = False
    """Who approves has to write something: his plan, what was agreed."""
    remind_hours: int = 24
    """So long after it opened (and then as often again) whoever decides is reminded; 0: never."""
    escalate_hours: int = 72
    """So long after it opened the next above may decide as well; 0: never."""
    escalate_to: str = ""
    """Role of the next above; empty: the step's own role."""


class Chain(Record):
    """A whole chain."""

    steps: tuple[Step, ...]
    own: bool = False
    """Whether the requester may decide steps of his own request."""


class FactKind(Record):
    """A fact that subjects of one kind have."""

    zh: str
    en: str
    choices: dict[str, Sentence] | None = None
    """Code -> words; None: it is a whole number."""


def holds(conditions: Sequence[Condition], facts: Mapping[str, Fact]) -> bool:
    """Whether all conditions hold; what is asked of a fact that nobody knows does not."""
    return all(one.fact in facts and _holds(one, facts[one.fact]) for one in conditions)


def _holds(condition: Condition, value: Fact) -> bool:
    if isinstance(value, str) is not isinstance(condition.value, str):
        return False
    return TESTS[condition.test][1](value, condition.value)


NO_STEPS: Final[Sentence] = ("至少要有一个环节。", "A chain has at least one step.")
TOO_MANY: Final[Sentence] = (f"最多 {MOST_STEPS} 个环节。", f"A chain has at most {MOST_STEPS} steps.")
TWICE: Final[Sentence] = ("两个环节的编号相同。", "Two steps have the same key.")
NO_ROLE: Final[Sentence] = ("没有这个角色。", "There is no such role.")
NO_UNIT: Final[Sentence] = ("请选择组织节点。", "Choose the unit where it lies.")
NO_FACT: Final[Sentence] = ("这类事项没有这个条件。", "Subjects of this kind have no such fact.")
NO_CHOICE: Final[Sentence] = ("没有这个选项。", "There is no such choice.")
NO_TEST: Final[Sentence] = ("这个条件只能用“等于”或“不等于”。", "A choice can only be, or not be.")
NO_NUMBER: Final[Sentence] = ("请填写整数。", "A whole number is needed here.")
GAP: Final[Sentence] = ("环节的顺序要从 1 开始、不能跳号。", "Stages count from 1 without a gap.")
ALL_OPTIONAL: Final[Sentence] = (
    "至少要有一个没有条件的环节，否则可能无人审批。",
    "At least one step needs no condition; else nobody might decide.",
)


def faults(chain: Chain, facts: Mapping[str, FactKind], roles: frozenset[str]) -> dict[str, Sentence]:
    """What is wrong with a chain: place of the fault (`steps.0.role`) -> what to do about it."""
    if not chain.steps:
        return {"steps": NO_STEPS}
    if len(chain.steps) > MOST_STEPS:
        return {"steps": TOO_MANY}
    found: dict[str, Sentence] = {}
    if {step.stage for step in chain.steps} != set(range(1, 1 + max(step.stage for step in chain.steps))):
        found["steps"] = GAP
    elif all(step.when for step in chain.steps):
        found["steps"] = ALL_OPTIONAL
    keys = [step.key for step in chain.steps]
    for place, step in enumerate(chain.steps):
        at = f"steps.{place}"
        if keys.count(step.key) > 1:
            found[f"{at}.key"] = TWICE
        if step.role not in roles:
            found[f"{at}.role"] = NO_ROLE
        if step.escalate_to and step.escalate_to not in roles:
            found[f"{at}.escalate_to"] = NO_ROLE
        if step.lies == "unit" and not step.unit:
            found[f"{at}.unit"] = NO_UNIT
        found |= wrong_conditions(step.when, facts, f"{at}.when")
    return found


def wrong_conditions(
    conditions: Sequence[Condition], facts: Mapping[str, FactKind], at: str
) -> dict[str, Sentence]:
    """What is wrong with conditions: place (`when.0.value`) -> what to do about it."""
    found: dict[str, Sentence] = {}
    for place, one in enumerate(conditions):
        kind = facts.get(one.fact)
        if kind is None:
            found[f"{at}.{place}.fact"] = NO_FACT
        elif kind.choices is None:
            if isinstance(one.value, str):
                found[f"{at}.{place}.value"] = NO_NUMBER
        elif one.test not in OF_CHOICES:
            found[f"{at}.{place}.test"] = NO_TEST
        elif one.value not in kind.choices:
            found[f"{at}.{place}.value"] = NO_CHOICE
    return found
