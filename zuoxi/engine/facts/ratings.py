"""How customers rate their conversations (T15): that they were asked, and what they answered."""

from typing import Literal

from zuoxi.engine.facts.base import Fact

RatingWay = Literal["keys", "link"]
"""By keys in the call; by a page that a link in a message opens."""
RatingBy = Literal["agent", "house", "flow"]
"""Who has him asked: his agent, his queue by its setting, or a flow to which he was sent."""


class RatingInvited(Fact):
    """A customer is asked how his latest conversation was: of each conversation once at the most."""

    call: str
    segment: str
    """The conversation."""
    person: str
    """The agent whom he spoke to."""
    path: str
    """The agent's."""
    queue: str
    """Empty: the call belongs to none."""
    way: RatingWay
    asked_by: RatingBy


class RatingGiven(Fact):
    """He has answered; by a link it may be days later."""

    call: str
    segment: str
    person: str
    path: str
    queue: str
    way: RatingWay
    score: int
    """1 to 5; 5 is the best."""
