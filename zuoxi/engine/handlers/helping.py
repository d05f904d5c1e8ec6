"""An agent asks his leader for help, and sees what he has been told (T12)."""

from typing import Literal

from zuoxi.engine.events import HelpRequested, WordsSeen
from zuoxi.engine.facts import HelpAsked, HelpEnded
from zuoxi.engine.handlers.asking import asker
from zuoxi.engine.state import Agent
from zuoxi.engine.turn import Turn


def help_requested(turn: Turn, event: HelpRequested) -> None:
    """His leaders see that he needs one of them, and since when; or he needs nobody any more."""
    agent = asker(turn, event)
    turn.reply(event.request)
    if not event.wanted:
        end(turn, agent, "withdrawn")
    elif not agent.help_since:
        asked = HelpAsked(session=agent.session, person=agent.person, call=_call(turn, agent))
        _fact(turn, agent, asked)
        turn.change_agent(agent, help_since=turn.now)


def end(turn: Turn, agent: Agent, how: Literal["came", "withdrawn", "signed_out"], by: str = "") -> Agent:
    """Whoever asked for help needs it no more. `by`: the leader who came."""
    if not agent.help_since:
        return agent
    ended = HelpEnded(
        session=agent.session,
        person=agent.person,
        how=how,
        by=by,
        ms=turn.now - agent.help_since,
        call=_call(turn, agent),
    )
    _fact(turn, agent, ended)
    return turn.change_agent(agent, help_since=0)


def _call(turn: Turn, agent: Agent) -> str:
    """The call that he has in hand; empty: none, or one out of which nothing has come yet and may never."""
    call = agent.calls[0] if agent.calls else ""
    return "" if call in turn.untold else call


def _fact(turn: Turn, agent: Agent, fact: HelpAsked | HelpEnded) -> None:
    # what stands on a call's way is made again with the call
    if fact.call:
        turn.call_fact(turn.calls[fact.call], fact)
    else:
        turn.agent_fact(agent, fact)


def words_seen(turn: Turn, event: WordsSeen) -> None:
    """He has seen these words; they go."""
    agent = asker(turn, event)
    turn.reply(event.request)
    left = tuple(word for word in agent.words if word.id not in event.ids)
    if left != agent.words:
        turn.change_agent(agent, words=left)
