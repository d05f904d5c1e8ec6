"""The machine that leads one caller through a flow: what he does goes in, what he hears comes out.

The same on the telephone, in the try-out and in tests. Whatever flow and whatever keys: it ends, for each
node takes one of a budget of steps and each waiting has a deadline.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from msgspec.structs import replace

from zuoxi.engine.ivr import flow as f
from zuoxi.engine.ivr import record as r
from zuoxi.engine.ivr.questions import holds
from zuoxi.kernel.spoken import spoken

LONGEST_VALUE: Final = 200
"""More of a data source's answer is not kept."""
_LATE: Final[Mapping[str, str]] = {"asking": "late", "listening": "silence", "calling": "unreached"}
"""State -> how it is left when its time is up."""
TYPED: Final = ""
"""Key of the secret digits that are being entered."""


class Walk:
    """One step in the making: the caller's record, his secrets, and what has come of it so far."""

    def __init__(self, flow: f.Flow, ivr: r.Ivr, secrets: Mapping[str, str], here: r.Here, now: int) -> None:
        self.flow = flow
        self.ivr = ivr
        self.secrets = dict(secrets)
        self.here = here
        self.now = now
        self.did: list[r.AnyDid] = []

    # -- what happens to him -------------------------------------------------------------------------

    def begin(self) -> None:
        """He comes to the flow."""
        self._enter(self.flow.start)

    def key(self, digit: str) -> None:
        """He has pressed a key; during an announcement that is not to be interrupted it means nothing."""
        node = self._node()
        if isinstance(node, f.Play) and self.ivr.state == "saying" and node.interruptible:
            self.did.append(r.Hushes())
            self._move("key")
            self._leave_by("next")
        elif isinstance(node, f.Menu | f.Collect | f.Rating) and self._hears(node):
            if self.ivr.state == "saying":
                self.did.append(r.Hushes())
            self._move("key")
            _KEY[type(node)](self, node, digit)

    def said(self) -> None:
        """What was to be heard has been heard, or could not be played: it goes on."""
        if self.ivr.state != "saying":
            return
        node = self._node()
        if isinstance(node, f.Menu | f.Collect | f.Rating):
            self._listen(node.wait_ms)
        elif node is None:
            self._lost("said")
        else:
            self._move("said")
            self._leave_by("next")

    def time_is_up(self) -> None:
        """No key came, or no answer of a data source."""
        node = self._node()
        if node is None:
            self._lost(_LATE.get(self.ivr.state, ""))
        elif self.ivr.state == "asking":
            self._move("late")
            self._leave_by("failed")
        elif self.ivr.state == "calling":
            self.unreached("failed", "late")
        elif self.ivr.state == "listening":
            self._move("silence")
            if isinstance(node, f.Collect) and self._typed(node):
                self._entered(node)
            else:
                self._no_input(node)

    def told(self, number: int, outputs: Mapping[str, str] | None, *, failed: bool = False) -> None:
        """A data source has answered; None: there is no such thing. A late answer means nothing."""
        node = self._node()
        if self.ivr.state != "asking" or number != self.ivr.asked or not isinstance(node, f.LookUp):
            return
        self._move("told")
        if outputs is not None and not failed:
            kept = {
                variable: outputs.get(name, "")[:LONGEST_VALUE]
                for name, variable in node.outputs.items()
                if variable
            }
            self.ivr = replace(self.ivr, variables={**self.ivr.variables, **kept})
        self._leave_by("failed" if failed else "not_found" if outputs is None else "found")

    def connected(self) -> None:
        """Whoever was called for him has answered: the flow has done its part."""
        if self.ivr.state == "calling":
            self._move("connected")
            self._over(r.Leaves(node=self.ivr.node, to="external"))

    def unreached(self, exit: str, why: str = "") -> None:
        """Nobody outside took him (`exit`: of the node); he goes on."""
        if self.ivr.state != "calling":
            return
        if self._node() is None:
            self._lost("unreached")
        else:
            self._move("unreached")
            self._leave_by(exit, why)

    # -- nodes -----------------------------------------------------------------------------------------

    def _node(self) -> Any:
        return self.flow.node(self.ivr.node)

    def _move(self, event: str) -> None:
        self.ivr = replace(self.ivr, state=r.IVR.move(self.ivr.state, event))

    def _enter(self, id: str) -> None:
        """He comes to a node; nodes that need nothing of him lead on at once."""
        node = self.flow.node(id)
        passed = self.ivr.passed + 1
        self.ivr = replace(self.ivr, node=id, since=self.now, passed=passed, digits="", invalid=0, no_input=0)
        self.secrets.pop(TYPED, None)
        if node is None:
            self._over(r.Leaves(node=id, to="broken", why="no_such_node"))
        elif passed > r.BUDGET:
            self._over(r.Leaves(node=id, to="broken", why="too_many_steps"))
        else:
            _ENTER[type(node)](self, node)

    def _leave_by(self, exit: str, why: str = "") -> None:
        node = self._node()
        span = self.now - self.ivr.since
        self.did.append(r.Passed(node=node.id, kind=f.kind_of(node), exit=exit, ms=span, why=why))
        self._enter(node.exits.get(exit, ""))

    def _lost(self, event: str) -> None:
        """The node at which he is has gone with its flow."""
        if event:
            self._move(event)
            self._over(r.Leaves(node=self.ivr.node, to="broken", why="no_such_node"))

    def _over(self, leaves: r.Leaves) -> None:
        self._move("leave")
        self.did.append(leaves)

    # -- saying and listening --------------------------------------------------------------------------

    def _say(self, parts: tuple[f.AnyPart, ...]) -> bool:
        """Say it; False: there is nothing to say."""
        prompts = self._prompts(parts)
        if not prompts:
            return False
        self._move("say")
        self.did.append(r.Says(node=self.ivr.node, prompts=prompts))
        return True

    def _prompts(self, parts: tuple[f.AnyPart, ...]) -> tuple[str, ...]:
        return tuple(prompt for part in parts for prompt in self._heard(part) if prompt)

    def _heard(self, part: f.AnyPart) -> tuple[str, ...]:
        if isinstance(part, f.PromptPart):
            return (part.prompt,)
        value = self.ivr.variables.get(part.variable, "")
        if part.spoken_as == "prompt" or not value:
            return (value,)
        return spoken(value, part.spoken_as, self.here.language)

    def _listen(self, ms: int) -> None:
        self._move("listen")
        self.did.append(r.Listens(ms=ms))

    def _hears(self, node: f.Menu | f.Collect | f.Rating) -> bool:
        return self.ivr.state == "listening" or (self.ivr.state == "saying" and node.interruptible)

    def _ask(self, node: f.Menu | f.Collect | f.Rating, first: tuple[f.AnyPart, ...] = ()) -> None:
        self.ivr = replace(self.ivr, digits="")
        self.secrets.pop(TYPED, None)
        if not self._say((*first, *node.say)):
            self._listen(node.wait_ms)

    def _wrong(self, node: f.Menu | f.Collect | f.Rating) -> None:
        self.ivr = replace(self.ivr, invalid=self.ivr.invalid + 1)
        if self.ivr.invalid >= node.max_invalid:
            self._leave_by("invalid")
        else:
            self._ask(node, node.invalid_say)

    def _no_input(self, node: f.Menu | f.Collect | f.Rating) -> None:
        self.ivr = replace(self.ivr, no_input=self.ivr.no_input + 1)
        if self.ivr.no_input >= node.max_no_input:
            self._leave_by("no_input")
        else:
            self._ask(node, node.no_input_say)

    # -- one kind of node each ---------------------------------------------------------------------------

    def _play(self, node: f.Play) -> None:
        if not self._say(node.say):
            self._leave_by("next")

    def _condition(self, node: f.Condition) -> None:
        self._leave_by("yes" if holds(node.question, self.ivr, self.here) else "no")

    def _set(self, node: f.SetValue) -> None:
        self.ivr = replace(self.ivr, variables={**self.ivr.variables, node.variable: node.value})
        self._leave_by("next")

    def _look_up(self, node: f.LookUp) -> None:
        number = self.ivr.asked + 1
        self.ivr = replace(self.ivr, asked=number)
        self._move("ask")
        given = {name: variable for name, variable in node.inputs.items() if variable}
        secret = {name: one for name, one in given.items() if one in self._secret_names()}
        open_ = {name: self.ivr.variables.get(one, "") for name, one in given.items() if name not in secret}
        self.did.append(
            r.Asks(number=number, source=node.source, inputs=open_, secret=secret, timeout_ms=node.timeout_ms)
        )

    def _secret_names(self) -> set[str]:
        return {node.variable for node in self.flow.nodes if isinstance(node, f.Collect) and node.secret}

    def _queue(self, node: f.ToQueue) -> None:
        self._over(r.Leaves(node=node.id, to="queue", target=node.queue_id))

    def _voicemail(self, node: f.ToVoicemail) -> None:
        self._over(r.Leaves(node=node.id, to="voicemail", target=node.queue_id))

    def _external(self, node: f.ToExternal) -> None:
        if not self.here.puts_through:
            self._over(r.Leaves(node=node.id, to="external", target=node.number))
            return
        if self.ivr.outside >= r.TRIES_OUTSIDE:
            self._leave_by("failed", "tried_enough")
            return
        number = self.ivr.asked + 1
        self.ivr = replace(self.ivr, asked=number, outside=self.ivr.outside + 1)
        self._move("call")
        self.did.append(r.Calls(number=number, to=node.number, ring_ms=node.ring_ms, hears=node.hears))

    def _agent(self, node: f.ToAgent) -> None:
        secret = self._secret_names()
        found = tuple(
            (one.label or one.variable, self.ivr.variables.get(one.variable, ""))
            for one in node.shows
            if one.variable not in secret
        )
        self._over(r.Leaves(node=node.id, to="agent", found=found))

    def _hang_up(self, node: f.HangUpNode) -> None:
        self._over(r.Leaves(node=node.id, to="hang_up", prompts=self._prompts(node.say)))

    def _menu_key(self, node: f.Menu, digit: str) -> None:
        if digit in node.keys:
            self._leave_by(digit)
        else:
            self._wrong(node)

    def _rating(self, node: f.Rating) -> None:
        """Nobody is asked who has spoken to nobody, or twice of one conversation."""
        if not self.here.rates:
            self._leave_by("no_input")
            return
        self.here = replace(self.here, rates=False)
        self.did.append(r.Invites(node=node.id))
        self._ask(node)

    def _rating_key(self, node: f.Rating, digit: str) -> None:
        score = {str(key): score for key, score in node.scores.items()}.get(digit)
        if score is None:
            self._wrong(node)
        else:
            self.did.append(r.Rates(score=score))
            self._leave_by("rated")

    def _collect_key(self, node: f.Collect, digit: str) -> None:
        if digit == node.end_key:
            self._entered(node)
            return
        if not digit.isdigit():  # counted, else a key that sticks would keep the caller here for ever
            self._wrong(node)
            return
        typed = self._typed(node) + digit
        if node.secret:
            self.secrets[TYPED] = typed
        else:
            self.ivr = replace(self.ivr, digits=typed)
        if len(typed) >= node.max_digits:
            self._entered(node)
        else:
            self._listen(node.gap_ms)

    def _typed(self, node: f.Collect) -> str:
        return self.secrets.get(TYPED, "") if node.secret else self.ivr.digits

    def _entered(self, node: f.Collect) -> None:
        typed = self._typed(node)
        if len(typed) < node.min_digits:
            self._wrong(node)
            return
        if node.secret:
            self.secrets[node.variable] = typed
        else:
            self.ivr = replace(self.ivr, variables={**self.ivr.variables, node.variable: typed})
        self._leave_by("next")


_ENTER: Final[Mapping[type[Any], Callable[[Walk, Any], None]]] = {
    f.Play: Walk._play,
    f.Menu: Walk._ask,
    f.Collect: Walk._ask,
    f.Rating: Walk._rating,
    f.Condition: Walk._condition,
    f.LookUp: Walk._look_up,
    f.SetValue: Walk._set,
    f.ToQueue: Walk._queue,
    f.ToVoicemail: Walk._voicemail,
    f.ToExternal: Walk._external,
    f.ToAgent: Walk._agent,
    f.HangUpNode: Walk._hang_up,
}
_KEY: Final[Mapping[type[Any], Callable[[Walk, Any, str], None]]] = {
    f.Menu: Walk._menu_key,
    f.Collect: Walk._collect_key,
    f.Rating: Walk._rating_key,
}
