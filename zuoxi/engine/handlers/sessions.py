"""Sessions (签入, 签出) and the desktop they are held from."""

from zuoxi.engine.agent import DISCONNECTED, SIGNED_IN
from zuoxi.engine.config import DeviceConfig
from zuoxi.engine.events import DesktopLost, SignInRequested, SignOutRequested
from zuoxi.engine.facts import AgentSignedIn
from zuoxi.engine.handlers import line, supervising
from zuoxi.engine.handlers.asking import asker
from zuoxi.engine.handlers.introducing import rings_on
from zuoxi.engine.handlers.leaving import leave
from zuoxi.engine.handlers.offering import take_back
from zuoxi.engine.house import device_of
from zuoxi.engine.moves import move_agent
from zuoxi.engine.refusals import Refused
from zuoxi.engine.state import Agent
from zuoxi.engine.turn import Turn


def sign_in_requested(turn: Turn, event: SignInRequested) -> None:
    """A shift begins, or its agent comes back to it from this or another page."""
    profile = turn.house.agents.get(event.person)
    if profile is None:
        raise Refused("unknown_agent")
    device = device_of(profile, event.device)
    if device is None:
        raise Refused("unknown_device")
    if turn.seated.get(device.endpoint, event.person) != event.person:
        raise Refused("device_in_use")
    agent = turn.agents.get(event.person)
    if agent is None:
        agent = _begin(turn, event, device)
        turn.reply(event.request, data={"session": agent.session, "resumed": 0})
        line.reach(turn, agent)
        return
    if event.expect is not None and event.expect != agent.version:
        raise Refused("stale", version=agent.version)
    if agent.desktop != event.desktop and agent.connected and not event.takeover:
        raise Refused("desktop_in_use")
    turn.reply(event.request, data={"session": agent.session, "resumed": 1})
    _come_back(turn, agent, event.desktop, device)


def _begin(turn: Turn, event: SignInRequested, device: DeviceConfig) -> Agent:
    profile = turn.house.agents[event.person]
    agent = Agent(
        person=event.person,
        serial=turn.next_serial(),
        profile=profile,
        session=turn.new_id(),
        device=device,
        desktop=event.desktop,
        since=turn.now,
    )
    turn.enter("seated", device.endpoint, event.person)
    turn.agent_fact(
        agent,
        AgentSignedIn(session=agent.session, person=agent.person, path=profile.path, device=device.id),
    )
    return move_agent(turn, agent, "sign_in", cause="agent", by=agent.person, reason=SIGNED_IN)


def _come_back(turn: Turn, agent: Agent, desktop: str, device: DeviceConfig) -> None:
    """The session goes on at `desktop`. The same page keeps its line; another page gets a new one."""
    other_page = desktop != agent.desktop
    other_device = device != agent.device and agent.state != "busy"
    _clear_clocks(turn, agent)
    agent = turn.change_agent(agent, desktop=desktop, connected=True, graced=False)
    if (other_page or other_device) and agent.device.kind == "webrtc":
        line.drop(turn, agent)
        agent = turn.agents[agent.person]
    if other_device:
        turn.strike("seated", agent.device.endpoint)
        turn.enter("seated", device.endpoint, agent.person)
        agent = turn.change_agent(agent, device=device, node="")
    if other_page and device.kind == "webrtc":
        # The new page registers by itself; should it have done so already, the retry finds it.
        turn.set_timer(f"agent:{agent.person}:line", turn.now + turn.spans.line_retry_ms)
    else:
        line.reach(turn, agent)


def sign_out_requested(turn: Turn, event: SignOutRequested) -> None:
    """The shift ends."""
    agent = asker(turn, event)
    if agent.state == "busy":
        raise Refused("in_call")
    turn.reply(event.request)
    leave(turn, agent, "agent")


def desktop_lost(turn: Turn, event: DesktopLost) -> None:
    """The page is gone for now. A call stays up; an offer goes to somebody who can see it."""
    agent = turn.agents.get(event.person)
    if agent is not None and agent.desktop == event.desktop and agent.connected:
        disconnect(turn, agent)


def disconnect(turn: Turn, agent: Agent, *, withdraw: bool = True) -> None:
    """Nobody sits before the agent's desktop, as far as we know. `withdraw`: offers to him end at once."""
    agent = turn.change_agent(agent, connected=False)
    turn.set_timer(f"agent:{agent.person}:grace", turn.now + turn.spans.desktop_grace_ms)
    turn.set_timer(f"agent:{agent.person}:expiry", turn.now + turn.spans.session_expiry_ms)
    if withdraw:
        _withdraw(turn, agent)
    still = turn.agents.get(agent.person)  # one who is no agent any more has just been signed out
    if still is not None and still.device.kind == "webrtc" and still.device.endpoint not in turn.registered:
        line.drop(turn, still)


def _withdraw(turn: Turn, agent: Agent) -> None:
    """What rings on a page that is gone goes to somebody else; a phone rings on, for it may be taken up."""
    for call_id in agent.calls:
        call = turn.calls.get(call_id)
        party = call.party_of(agent.person) if call else None
        if call is not None and party is not None and party.state == "ringing" and not rings_on(party):
            take_back(turn, call, party, "withdrawn")


def grace_over(turn: Turn, person: str) -> None:
    """The desktop has not come back soon: the agent is not ready until he says otherwise. A leader is off the
    call that he is on, for whether he still may hear it is known by his page."""
    agent = turn.agents.get(person)
    if agent is None or agent.connected:
        return
    _withdraw(turn, turn.change_agent(agent, graced=True))
    agent = turn.agents.get(person)
    if agent is None or supervising.taken_off(turn, agent, "ear_lost"):
        return
    if agent.state == "ready":
        move_agent(turn, agent, "not_ready", cause="timer", reason=DISCONNECTED)


def expired(turn: Turn, person: str) -> None:
    """The desktop has not come back at all: the session ends, after the call if there is one."""
    agent = turn.agents.get(person)
    if agent is None or agent.connected:
        return
    if agent.state == "busy":
        turn.set_timer(f"agent:{person}:expiry", turn.now + max(turn.spans.desktop_grace_ms, 1_000))
        return
    leave(turn, agent, "expired")


def _clear_clocks(turn: Turn, agent: Agent) -> None:
    turn.clear_timer(f"agent:{agent.person}:grace")
    turn.clear_timer(f"agent:{agent.person}:expiry")
