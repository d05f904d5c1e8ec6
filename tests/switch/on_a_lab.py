"""What the stories of the contract begin with: a caller, an agent, two who speak."""

import itertools

from tests.switch.lab import Lab
from zuoxi.engine import commands as c
from zuoxi.engine import events as e

numbers = itertools.count(1)
CUSTOMER, OTHER, CALLEE, LINE = "13800138000", "13800138001", "13911112222", "4008001234"


def new(what: str) -> str:
    """A name that no other test uses."""
    return f"{what}-{next(numbers)}"


async def arrived(lab: Lab, number: str = CUSTOMER):
    """A customer stands before the door."""
    party = await lab.customer_calls(number, LINE)
    event = await lab.expect(e.CallArrived, caller=number)
    return party, event.channel


async def talking(lab: Lab, number: str = CUSTOMER, call: str = "call-1"):
    """A customer who was answered."""
    party, channel = await arrived(lab, number)
    await lab.do(c.AnswerChannel(node=lab.node, channel=channel, call=call))
    await lab.expect(e.LegAnswered, channel=channel)
    return party, channel


async def agent(lab: Lab, name: str = "one") -> str:
    """An agent's standing leg."""
    channel = new("leg")
    address = await lab.robot(name)
    await lab.do(c.DialDevice(node=lab.node, channel=channel, endpoint="p-1", dial=address, standing=True))
    await lab.expect(e.LegAnswered, channel=channel)
    return channel


async def bridged(lab: Lab, *channels: str) -> str:
    bridge = new("bridge")
    await lab.do(c.CreateBridge(node=lab.node, bridge=bridge, call="call-1"))
    await lab.do(c.Join(node=lab.node, bridge=bridge, channels=channels))
    return bridge


def dialling(lab: Lab, timeout_ms: int = 8_000) -> c.DialCustomer:
    """The order to dial the callee."""
    return c.DialCustomer(
        node=lab.node,
        channel=new("leg"),
        trunk=lab.trunk,
        number=CALLEE,
        caller_id=LINE,
        call="call-out",
        bridge=new("bridge"),
        timeout_ms=timeout_ms,
    )


async def dial_out(lab: Lab, order: c.DialCustomer) -> str:
    await lab.do(c.CreateBridge(node=lab.node, bridge=order.bridge, call=order.call))
    await lab.do(order)
    return order.channel
