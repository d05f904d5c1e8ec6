"""The end of a leader's part in a call, and what somebody is told by a word on his page (T12)."""

from typing import get_args

from msgspec.structs import replace

from zuoxi.engine.facts import SupervisionEnded
from zuoxi.engine.handlers import channels
from zuoxi.engine.party import WAYS
from zuoxi.engine.state import Agent, Call, Party, Word, WordKind
from zuoxi.engine.turn import Turn

KEPT = 20
"""So many words wait for somebody who does not look; the oldest goes."""


def tell(turn: Turn, agent: Agent, kind: WordKind, by: str, text: str = "") -> Agent:
    """A word to somebody who is signed in."""
    assert kind in get_args(WordKind)
    word = Word(id=turn.new_id(), at=turn.now, kind=kind, by=by, text=text)
    return turn.show_agent(replace(agent, words=(*agent.words, word)[-KEPT:]))


def over(turn: Turn, call: Call, party: Party, kind: WordKind | None) -> None:
    """A leader is off the call; `kind`: the word that tells him why, where he did not wish it himself."""
    drop_ear(turn, party)
    way_over(turn, call, party)
    leader = turn.agents.get(party.person)
    if kind is not None and leader is not None:
        watched = turn.house.agents.get(party.agent)
        tell(turn, leader, kind, watched.name if watched is not None else "")


def way_over(turn: Turn, call: Call, party: Party) -> None:
    """He is not on it in this way any more."""
    turn.call_fact(
        call,
        SupervisionEnded(
            call=call.id,
            leader=party.person,
            agent=party.agent,
            way=WAYS[party.state],
            ms=turn.now - party.since,
        ),
    )


def drop_ear(turn: Turn, party: Party) -> None:
    """He listens by this ear no more."""
    if party.ear is not None and turn.owner(party.ear.node, party.ear.channel) is not None:
        channels.hang_up(turn, party.ear)
