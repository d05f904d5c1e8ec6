"""Whoever was not asked by keys is asked by a link in a message, where his queue sends one (T15)."""

from zuoxi.engine.facts import RatingInvited
from zuoxi.engine.state import Call
from zuoxi.engine.turn import Turn
from zuoxi.kernel.phone import is_mobile


def invite(turn: Turn, call: Call) -> None:
    """A call has ended: its customer is owed a link, unless he was asked, or no message can reach him."""
    spoke, queue = call.spoke, call.queue
    if spoke is None or spoke.asked or queue is None or not queue.rating_link or not is_mobile(call.number):
        return
    invited = RatingInvited(
        call=call.id,
        segment=spoke.segment,
        person=spoke.person,
        path=spoke.path,
        queue=queue.id,
        way="link",
        asked_by="house",
    )
    turn.call_fact(call, invited)
