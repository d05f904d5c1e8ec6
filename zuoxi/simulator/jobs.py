"""What is done for the simulator outside a request."""

from typing import Any

from zuoxi.outbox.jobs import Work
from zuoxi.simulator.traffic import run as traffic
from zuoxi.simulator.whatif import runs


def play_what_if(work: Work) -> Any:
    """Play the days that somebody supposes."""
    return runs.play(work)


def play_traffic(work: Work) -> dict[str, int]:
    """Let customers of the sample company call and its agents work."""
    return traffic.play(work)
