"""House customs as an agent takes up a call (T23): the caller hears the agent's number before they speak, and
a phone that takes calls up by itself tells its agent first, by a tone and the business line's name.
"""

from typing import Final

from zuoxi.engine.handlers import sounds
from zuoxi.engine.handlers.joining import enter, keep_out, let_in
from zuoxi.engine.routing import line_is_up
from zuoxi.engine.state import Agent, Call, Party, Sound
from zuoxi.engine.turn import Turn
from zuoxi.engine.wait_prompts import TONE
from zuoxi.kernel.spoken import spoken

LIMIT_MS: Final = 12_000
"""So long at most the caller is kept from his agent by the number."""
TOLD_MS: Final = 6_000
"""So long at most an agent is told of a call that is taken up by itself."""
BEFORE: Final = "agent-number"
AFTER: Final = "agent-serves-you"


def sentence(number: str, language: str) -> tuple[str, ...]:
    """ "1007 号为您服务": the prompts that say it."""
    return (BEFORE, *spoken(number, "digits", language), AFTER)


def introduce(turn: Turn, call: Call, agent: Agent) -> Call:
    """The caller hears who serves him, where his queue wants it."""
    if call.queue is None or not call.queue.announce_agent or not agent.profile.number:
        return call
    prompts = sentence(agent.profile.number, call.language)
    return sounds.say(turn, keep_out(turn, call), *prompts, limit_ms=LIMIT_MS)


def introduced(turn: Turn, call: Call) -> None:
    """He has heard it, or could not: now they speak."""
    let_in(turn, sounds.said(turn, call))


def unheard(turn: Turn, call: Call) -> None:
    """It could not be played, or nobody knows whether it was: nobody waits for that."""
    let_in(turn, sounds.hush(turn, call))


def tell_agent(turn: Turn, call: Call) -> None:
    """The phone of whoever it rings at takes the call up by itself, where he or the queue wants that: first
    he hears a tone and what the call is about; the caller hears him after that."""
    ringing = call.of("ringing")
    if len(ringing) != 1:
        return  # of several nobody is meant yet
    agent = turn.agents[ringing[0].person]
    wanted = agent.device.auto_answer or (call.queue is not None and call.queue.auto_answer)
    if not wanted or agent.device.kind != "webrtc" or not line_is_up(agent):
        return
    call = enter(turn, call, ringing[0], agent)
    prompts = (TONE, call.whisper) if call.whisper else (TONE,)
    turn.change_party(call, ringing[0], sound=Sound(playback=turn.new_id(), prompts=prompts))
    turn.set_timer(f"call:{call.id}:told", turn.now + TOLD_MS)


def is_told(party: Party) -> bool:
    """Whether his phone is about to take the call up by itself."""
    return party.state == "ringing" and party.sound is not None


def rings_on(party: Party) -> bool:
    """Whether a telephone rings, which may be taken up though no page shows the call. A line that is told of
    a call beforehand takes it up for nobody who is not there."""
    return party.leg is not None and not party.leg.standing


def hush_agent(turn: Turn, call: Call, party: Party) -> Call:
    """He is told no more."""
    turn.clear_timer(f"call:{call.id}:told")
    return turn.change_party(call, party, sound=None) if call.party(party.id).sound else call
