"""How customers rate their conversations (T15): that they were asked, and what they answered."""

from typing import Literal

from zuoxi.engine.facts.base import Fact

RatingWay = Literal["keys", "link"]
"""By keys in the call; by a page that a link in a message opens."""
RatingBy = Literal["agent", "house", "flow"]
"""Who has him asked: his agent, his queue by its setting, or a flow to which he was sent."""


UnsentWhy = Literal[
    "do_not_call", "blacklist", "number", "off", "refused", "too_late", "undelivered", "unknown"
]
"""Why a customer was not asked after all: he objects, his number is barred or takes no messages, no message
can be sent, the provider took none, or none in time, or it did not arrive. `unknown`: nobody can say whether
it left; he counts as asked."""


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
    comment: str = ""
    """What he wrote beside it; by keys nothing."""


class RatingUnsent(Fact):
    """The message with his link did not leave: he was not asked after all."""

    call: str
    segment: str
    person: str
    path: str
    queue: str
    why: UnsentWhy
