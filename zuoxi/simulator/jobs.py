"""What is done for the simulator outside a request."""

from typing import Any

from zuoxi.outbox.jobs import Work
from zuoxi.simulator.whatif import runs


def play_what_if(work: Work) -> Any:
    """Play the days that somebody supposes."""
    return runs.play(work)
