"""How the house asks for a rating where a queue names no flow of its own (T15)."""

from typing import Final

from zuoxi.engine.config import FlowConfig
from zuoxi.engine.ivr import flow as f
from zuoxi.kernel.calendars import OpeningHours

HOUSE: Final = "house-rating"
"""Its id, which no company's flow has."""

_ASK: Final = f.Rating(
    id="rate",
    say=(f.PromptPart(prompt="rate-us"),),
    invalid_say=(f.PromptPart(prompt="ivr-wrong"),),
    wait_ms=8_000,
    max_invalid=2,
    max_no_input=1,
    exits={"rated": "thanks", "invalid": "bye", "no_input": "bye"},
)

RATING: Final = FlowConfig(
    id=HOUSE,
    version=1,
    tenant="",
    flow=f.Flow(
        start="rate",
        nodes=(
            _ASK,
            f.HangUpNode(id="thanks", say=(f.PromptPart(prompt="rate-thanks"),)),
            f.HangUpNode(id="bye", say=(f.PromptPart(prompt="goodbye"),)),
        ),
    ),
    calendar=OpeningHours(),
)
"""One question by keys 1 to 5, asked once; who presses nothing is thanked for his call."""
