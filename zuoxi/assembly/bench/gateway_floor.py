"""A floor for the gateway's benchmark: agents change state at a steady rate, nothing else."""

import asyncio
import itertools
import time
from multiprocessing.synchronize import Event
from pathlib import Path

import msgspec

from zuoxi.engine.commands import Reply
from zuoxi.engine.view import AgentView
from zuoxi.outbox.channel import AnyRequest, ChannelServer, LiveStatus, Views, socket_path


def play_floor(home: Path, agents: int, events_per_s: int, go: Event) -> None:
    """Serve the channel and, once `go` is set, change one agent per event until terminated."""
    asyncio.run(_play(home, agents, events_per_s, go))


async def _play(home: Path, agents: int, events_per_s: int, go: Event) -> None:
    views: Views = {f"agent:p{number}": _agent(f"p{number}") for number in range(agents)}
    server = ChannelServer(
        socket_path(home),
        on_request=_answer,
        on_event=lambda event: None,
        on_touch=lambda what: None,
        on_books=lambda state: None,
        status=lambda: LiveStatus(now=0, epoch=1, switch={}, database=True),
        snapshot=lambda: dict(views),
    )
    await server.start()
    await asyncio.to_thread(go.wait)
    clock = asyncio.get_running_loop().time
    due = clock()
    for number in itertools.count(1):
        due += 1 / events_per_s
        await asyncio.sleep(max(0.0, due - clock()))
        key = f"agent:p{number % agents}"
        # `since` carries the moment of publication; the monotonic clock is the same in all processes.
        views[key] = msgspec.structs.replace(views[key], since=time.monotonic_ns(), version=number)
        server.publish({key: views[key]})


async def _answer(request: AnyRequest, ago_ms: int) -> Reply:
    return Reply(request=request.request)


def _agent(id_: str) -> AgentView:
    return AgentView(
        id=id_,
        session=f"session-{id_}",
        tenant="t1",
        path="00010001",
        name="王小明",
        number="8001",
        state="ready",
        reason="",
        since=0,
        next_reason="",
        device="d",
        device_kind="webrtc",
        line="up",
        desktop="page",
        connected=True,
        call="",
        groups=("g1",),
        missed=0,
        wrap_up_until=0,
        version=1,
    )
