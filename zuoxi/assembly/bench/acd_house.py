"""The houses of the distribution benchmark: a large one in rows, and small ones thrown together by chance."""

from collections.abc import Sequence
from random import Random
from typing import Final

from zuoxi.engine.config import (
    AccessNumberConfig,
    AgentConfig,
    DeviceConfig,
    FloorConfig,
    QueueConfig,
    QueueGroup,
    ServiceLineConfig,
    SkillGroupConfig,
    Strategy,
)

TENANT = "bench"
AGENTS_PER_GROUP = 50
WRAP_UP_MS = 8_000
STRATEGIES: Final[tuple[Strategy, ...]] = (
    "longest_idle",
    "fewest_calls",
    "level_first",
    "round_robin",
    "ring_all",
)


def house(agents: int, strategies: tuple[Strategy, ...] = STRATEGIES) -> FloorConfig:
    """Groups of fifty; each queue is served by its own group and, after 10 s, by the next.

    All agents are of one level in the run that is compared with earlier ones (longest idle alone), of three
    levels in the others; with several strategies the queues differ in priority too.
    """
    levels = 1 if strategies == ("longest_idle",) else 3
    count = max(agents // AGENTS_PER_GROUP, 1)
    queues = []
    for number in range(count):
        further = (number + 1) % count
        groups = ((number, 0),) if further == number else ((number, 0), (further, 10_000))
        queues.append(
            _queue(
                number, strategies[number % len(strategies)], groups, priority=number % len(strategies) % 3
            )
        )
    people = [((number % count, 1 + number // count % levels),) for number in range(agents)]
    return _house(count, queues, people)


def small_house(chance: Random) -> FloorConfig:
    """A few agents in a few groups at any level; queues of any strategy, some overflow, some go before."""
    count = chance.randint(1, 4)
    queues = []
    for number in range(chance.randint(1, 5)):
        serving = chance.sample(range(count), chance.randint(1, count))
        groups = tuple((group, at * chance.choice((0, 4_000, 15_000))) for at, group in enumerate(serving))
        queues.append(
            _queue(
                number,
                chance.choice(STRATEGIES),
                groups,
                priority=chance.randint(0, 3),
                weight=chance.choice((1, 1, 2, 5)),
            )
        )
    people = [
        tuple(
            (group, chance.randint(1, 3))
            for group in sorted(chance.sample(range(count), chance.randint(1, count)))
        )
        for _ in range(chance.randint(2, 12))
    ]
    return _house(count, queues, people)


def _house(
    groups: int, queues: list[QueueConfig], people: Sequence[tuple[tuple[int, int], ...]]
) -> FloorConfig:
    """`people`: for each agent the (group, level) that he has."""
    return FloorConfig(
        version=1,
        setup_limit=100,
        skill_groups=tuple(
            SkillGroupConfig(id=f"group-{number}", name=f"group-{number}") for number in range(groups)
        ),
        queues=tuple(queues),
        access_numbers=tuple(
            AccessNumberConfig(
                number=f"4008{number:06}",
                tenant=TENANT,
                path="/",
                service_line=ServiceLineConfig(id=f"line-{number}", name=f"line-{number}"),
                queue_id=queue.id,
            )
            for number, queue in enumerate(queues)
        ),
        agents=tuple(
            AgentConfig(
                person_id=f"agent-{number}",
                tenant=TENANT,
                path="/",
                name=f"agent-{number}",
                number=str(number),
                groups=tuple((f"group-{group}", level) for group, level in skills),
                devices=(DeviceConfig(id=f"device-{number}", kind="webrtc", endpoint=f"ep-{number}"),),
            )
            for number, skills in enumerate(people)
        ),
    )


def _queue(
    number: int, strategy: Strategy, groups: tuple[tuple[int, int], ...], priority: int, weight: int = 1
) -> QueueConfig:
    """`groups`: (group, after how many ms of waiting it opens)."""
    return QueueConfig(
        id=f"queue-{number}",
        tenant=TENANT,
        path="/",
        name=f"queue-{number}",
        strategy=strategy,
        groups=tuple(QueueGroup(group_id=f"group-{group}", after_ms=after) for group, after in groups),
        timeout_ms=90_000,
        ring_timeout_ms=8_000,
        wrap_up_ms=WRAP_UP_MS,
        max_missed=1_000_000,
        capacity=10_000,
        priority=priority,
        weight=weight,
    )
