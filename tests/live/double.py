"""A floor of twenty lines, so that the live process can be tried without the rules of the real one.

Calls are answered and put into a bridge, each step of a call is a fact, every request is granted. The key `#`
breaks the rules on purpose; the key `9` sets a deadline a second away.
"""

import msgspec

from zuoxi.engine import commands as c
from zuoxi.engine import events as e
from zuoxi.engine import facts as f
from zuoxi.engine.view import QueueView
from zuoxi.kernel.record import Record
from zuoxi.live import rules as live_rules


class Tiny(Record):
    """The whole state."""

    epoch: int = 0
    seq: int = 0
    calls: tuple[str, ...] = ()
    deadline: int = 0
    times: int = 0
    failed: tuple[str, ...] = ()
    version: int = 0


def step(state: Tiny, event, now: int, late: int = 0):
    """Same state, event and moment: same outcome."""
    match event:
        case e.EpochStarted(epoch=epoch):
            return msgspec.structs.replace(state, epoch=epoch), ()
        case e.CallArrived(channel=channel, node=node):
            changed = msgspec.structs.replace(state, calls=(*state.calls, channel))
            orders = (
                c.AnswerChannel(node=node, channel=channel, call=f"call-{channel}"),
                c.CreateBridge(node=node, bridge=f"bridge-{channel}", call=f"call-{channel}"),
                c.Join(node=node, bridge=f"bridge-{channel}", channels=(channel,)),
            )
            return _fact(changed, channel, "queue", now, orders)
        case e.LegAnswered(channel=channel):
            return _fact(state, channel, "talk", now)
        case e.LegEnded(channel=channel, node=node):
            rest = tuple(call for call in state.calls if call != channel)
            changed = msgspec.structs.replace(state, calls=rest)
            return _fact(
                changed, channel, "hold", now, (c.DestroyBridge(node=node, bridge=f"bridge-{channel}"),)
            )
        case e.KeyPressed(digit="#"):
            raise RuntimeError("the rules are broken")
        case e.KeyPressed(digit="9"):
            return msgspec.structs.replace(state, deadline=now + 1_000), ()
        case e.KeyPressed(channel=channel):
            return _fact(state, channel, "ivr", now)
        case e.TimePassed():
            return msgspec.structs.replace(state, deadline=0, times=state.times + 1), ()
        case e.CommandFailed(command=command, subject=subject):
            return msgspec.structs.replace(state, failed=(*state.failed, f"{command} {subject}")), ()
        case e.Request(request=request):
            return state, (c.Reply(request=request, data={"calls": len(state.calls)}),)
    return state, ()


def _fact(state: Tiny, channel: str, phase: f.Phase, now: int, orders=()):
    changed = msgspec.structs.replace(state, seq=state.seq + 1, version=state.version + 1)
    fact = f.PhaseEntered(call=f"call-{channel}", phase=phase)
    record = c.RecordFact(seq=changed.seq, tenant="t", stream=f"call-{channel}", occurred_at=now, fact=fact)
    return changed, (record, *orders)


def _views(state: Tiny):
    view = QueueView(
        id="q",
        tenant="t",
        path="0001",
        name="队列",
        name_en="queue",
        waiting=len(state.calls),
        longest_since=0,
        version=state.version,
    )
    return {"queue:q": view}


def _rows(state: Tiny) -> bytes:
    return b'{"floor":{"tiny":%b}}' % msgspec.json.encode(state)


class Rows:
    """The one row of a tiny floor."""

    def __init__(self) -> None:
        self._state = Tiny()
        self._unread: tuple[str, ...] = ()

    def add(self, data: bytes | msgspec.Raw, format_: int) -> None:
        del format_
        for row in (
            msgspec.json.decode(data, type=dict[str, dict[str, msgspec.Raw]]).get("floor", {}).values()
        ):
            try:
                self._state = msgspec.json.decode(row, type=Tiny)
            except msgspec.ValidationError as error:
                self._unread = (str(error),)

    def state(self) -> tuple[Tiny, tuple[str, ...]]:
        return self._state, self._unread


TINY: live_rules.Rules[Tiny] = live_rules.Rules(
    empty=Tiny,
    step=step,
    blame=lambda state, event, error, hardness: e.StepBroke(what=type(event).__name__, hardness=hardness),
    next_deadline=lambda state: state.deadline or None,
    dump=msgspec.json.encode,
    pieces=lambda state: (_rows(state),),
    difference=lambda before, after: b"{}" if before == after else _rows(after),
    rows=Rows,
    mend=lambda state: state,
    calls=lambda state: [f"call-{channel}" for channel in state.calls],
    views=_views,
    changes=lambda before, after: ({}, ()) if before.version == after.version else (_views(after), ()),
)
