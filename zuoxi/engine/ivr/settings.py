"""Whether the settings of one node are whole: one function per kind of node, in one table."""

import re
from collections.abc import Callable, Iterator
from typing import Any, Final

from zuoxi.engine.gate import KIND_NAMES
from zuoxi.engine.ivr import flow as f
from zuoxi.engine.ivr.faults import Fault
from zuoxi.engine.ivr.sources import Ground
from zuoxi.kernel import phone
from zuoxi.kernel.calendars import wrong_with_week
from zuoxi.kernel.record import Record

_NAME = re.compile(r"[a-z][a-z0-9_]{0,31}")
_NUMBER = re.compile(r"-?[0-9]{1,18}")


class Held(Record):
    """The variables that a flow gives values."""

    open: frozenset[str]
    secret: frozenset[str]

    @classmethod
    def of(cls, flow: f.Flow) -> "Held":
        """Those of a whole flow."""
        secret = {node.variable for node in flow.nodes if isinstance(node, f.Collect) and node.secret}
        kept = set(f.GIVEN)
        for node in flow.nodes:
            match node:
                case f.Collect(secret=False) | f.SetValue():
                    kept.add(node.variable)
                case f.LookUp():
                    kept |= set(node.outputs.values())
        return cls(open=frozenset(kept), secret=frozenset(secret))

    def has(self, variable: str) -> bool:
        """Whether some node gives it a value."""
        return variable in self.open or variable in self.secret


def check(node: f.AnyNode, ground: Ground, held: Held) -> Iterator[Fault]:
    """What is wrong with the settings of one node."""
    yield from _said(node, ground, held)
    yield from CHECKS.get(type(node), _nothing)(node, ground, held)


def _fault(node: f.AnyNode, code: str, setting: str, **data: str) -> Fault:
    return Fault(code=code, node=node.id, setting=setting, data=data)


def _nothing(node: Any, ground: Ground, held: Held) -> Iterator[Fault]:
    yield from ()


_SAYS: Final = ("say", "invalid_say", "no_input_say")


def _said(node: f.AnyNode, ground: Ground, held: Held) -> Iterator[Fault]:
    if isinstance(node, f.Play | f.Asking) and not node.say:
        yield _fault(node, "nothing_said", "say")
    for setting in _SAYS:
        for part in getattr(node, setting, ()):
            if isinstance(part, f.ValuePart):
                yield from _read(node, setting, part.variable, held, "secret_spoken")
            elif not part.prompt:
                yield _fault(node, "no_prompt", setting)
            elif part.prompt not in ground.prompts:
                yield _fault(node, "no_such_prompt", setting, prompt=part.prompt)


def _read(node: f.AnyNode, setting: str, variable: str, held: Held, if_secret: str) -> Iterator[Fault]:
    """A variable is made use of: it must hold something, and be no secret where that would come out."""
    if not held.has(variable):
        yield _fault(node, "never_set", setting, variable=variable)
    elif if_secret and variable in held.secret:
        yield _fault(node, if_secret, setting)


def _kept(
    node: f.AnyNode, setting: str, variable: str, held: Held, *, secret: bool = False
) -> Iterator[Fault]:
    """A variable is given a value."""
    if variable in f.GIVEN or not _NAME.fullmatch(variable):
        yield _fault(node, "bad_variable", setting)
    elif variable in held.open and variable in held.secret:
        yield _fault(node, "secret_twice", setting, variable=variable)


def _menu(node: f.Menu, ground: Ground, held: Held) -> Iterator[Fault]:
    if not node.keys:
        yield _fault(node, "no_keys", "keys")
    if len(set(node.keys)) < len(node.keys):
        yield _fault(node, "same_key", "keys")


def _collect(node: f.Collect, ground: Ground, held: Held) -> Iterator[Fault]:
    yield from _kept(node, "variable", node.variable, held)
    if node.min_digits > node.max_digits:
        yield _fault(node, "min_above_max", "min_digits")


def _condition(node: f.Condition, ground: Ground, held: Held) -> Iterator[Fault]:
    match node.question:
        case f.TimeQuestion(weekly=weekly):
            if not any(weekly):
                yield _fault(node, "no_hours", "question")
            elif len(weekly) != 7 or wrong_with_week(weekly):
                yield _fault(node, "bad_hours", "question")
        case f.CallerQuestion(what="starts_with", prefixes=prefixes):
            if not any(prefixes):
                yield _fault(node, "no_prefixes", "question")
        case f.DataQuestion() as asked:
            yield from _read(node, "question", asked.variable, held, "secret_compared")
            if asked.is_ != "set" and not asked.value:
                yield _fault(node, "no_value", "question")
            elif asked.is_ in ("at_least", "at_most") and not _NUMBER.fullmatch(asked.value):
                yield _fault(node, "not_a_number", "question")


def _look_up(node: f.LookUp, ground: Ground, held: Held) -> Iterator[Fault]:
    source = ground.sources.get(node.source)
    if source is None:
        yield _fault(node, "no_such_source" if node.source else "no_source", "source", source=node.source)
        return
    for one in source.inputs:
        if not one.optional and not node.inputs.get(one.name):
            yield _fault(node, "no_input", "inputs", field=one.name)
    for setting, known in (("inputs", source.inputs), ("outputs", source.outputs)):
        for name in getattr(node, setting):
            if name not in {one.name for one in known}:
                yield _fault(node, "no_such_field", setting, field=name)
    for variable in filter(None, node.inputs.values()):
        yield from _read(node, "inputs", variable, held, "")
    for variable in filter(None, node.outputs.values()):
        yield from _kept(node, "outputs", variable, held)


def _set(node: f.SetValue, ground: Ground, held: Held) -> Iterator[Fault]:
    yield from _kept(node, "variable", node.variable, held)


def _queue(node: f.ToQueue | f.ToVoicemail, ground: Ground, held: Held) -> Iterator[Fault]:
    if node.queue_id and node.queue_id not in ground.queues:
        yield _fault(node, "no_such_queue", "queue_id")


def _external(node: f.ToExternal, ground: Ground, held: Held) -> Iterator[Fault]:
    """The gate asks again when a caller is put through; what it would never permit is said here already."""
    if not ground.outside.line:
        yield _fault(node, "no_line", "number")
    try:
        known = phone.parse(node.number, ground.outside.home)
    except phone.InvalidNumber:
        yield _fault(node, "bad_number" if node.number else "no_number", "number")
        return
    if known.kind == "emergency":
        yield _fault(node, "emergency_number", "number", number=known.national)
    elif known.kind not in ground.outside.kinds:
        zh, en = KIND_NAMES[known.kind]
        yield _fault(node, "barred_number", "number", zh=zh, en=en)
    if known.national in ground.outside.own:
        yield _fault(node, "own_number", "number", number=known.national)


def _agent(node: f.ToAgent, ground: Ground, held: Held) -> Iterator[Fault]:
    for one in node.shows:
        yield from _read(node, "shows", one.variable, held, "secret_shown")


def _rating(node: f.Rating, ground: Ground, held: Held) -> Iterator[Fault]:
    if not node.scores:
        yield _fault(node, "no_scores", "scores")


CHECKS: Final[dict[type[Any], Callable[[Any, Ground, Held], Iterator[Fault]]]] = {
    f.Menu: _menu,
    f.Collect: _collect,
    f.Condition: _condition,
    f.LookUp: _look_up,
    f.SetValue: _set,
    f.ToQueue: _queue,
    f.ToVoicemail: _queue,
    f.ToExternal: _external,
    f.ToAgent: _agent,
    f.Rating: _rating,
}
