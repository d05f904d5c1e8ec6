"""The house of a plan, as the engine knows houses: a skill group per team, a queue and a number per queue."""

from zuoxi.engine.config import (
    AccessNumberConfig,
    AgentConfig,
    DeviceConfig,
    FloorConfig,
    QueueConfig,
    QueueGroup,
    ServiceLineConfig,
    SkillGroupConfig,
)
from zuoxi.simulator.whatif.plan import Plan

TENANT = "whatif"
NEVER_MS = 10**12


def access_number(queue: int) -> str:
    """The number under which a queue is called."""
    return f"4008{queue:06}"


def house(plan: Plan) -> FloorConfig:
    """What the floor decides from."""
    return FloorConfig(
        version=1,
        setup_limit=10**9,
        skill_groups=tuple(
            SkillGroupConfig(id=f"team-{n}", name=team.name) for n, team in enumerate(plan.teams)
        ),
        queues=tuple(_queue(plan, number) for number in range(len(plan.queues))),
        access_numbers=tuple(
            AccessNumberConfig(
                number=access_number(number),
                tenant=TENANT,
                path="/",
                service_line=ServiceLineConfig(id=f"line-{number}", name=queue.name),
                queue_id=f"queue-{number}",
            )
            for number, queue in enumerate(plan.queues)
        ),
        agents=tuple(
            _agent(f"{team}-{number}", f"team-{team}", has.level)
            for team, has in enumerate(plan.teams)
            for number in range(has.agents)
        ),
    )


def _queue(plan: Plan, number: int) -> QueueConfig:
    queue = plan.queues[number]
    return QueueConfig(
        id=f"queue-{number}",
        tenant=TENANT,
        path="/",
        name=queue.name,
        strategy=queue.strategy,
        groups=tuple(
            QueueGroup(group_id=f"team-{team}", after_ms=round(serving.after_s * 1000))
            for team, has in enumerate(plan.teams)
            for serving in has.serves
            if serving.queue == number
        ),
        timeout_ms=round(queue.timeout_s * 1000) or NEVER_MS,
        ring_timeout_ms=NEVER_MS,
        wrap_up_ms=round(queue.wrap_up_s * 1000),
        max_missed=10**9,
        capacity=10**9,
        callback_on_abandon=False,
    )


def _agent(name: str, group: str, level: int) -> AgentConfig:
    return AgentConfig(
        person_id=name,
        tenant=TENANT,
        path="/",
        name=name,
        number=name,
        groups=((group, level),),
        devices=(DeviceConfig(id=name, kind="webrtc", endpoint=name),),
    )
