"""Several have a customer in hand on another node than his, or somebody outside does, and that node dies."""

from dataclasses import dataclass

import pytest
from msgspec.structs import replace

from tests.engine.centre import Centre
from tests.engine.house import CONFIG, agent
from tests.engine.truths import check
from zuoxi.engine import events
from zuoxi.engine.config import TrunkConfig
from zuoxi.engine.events import ConferenceRequested, ConsultRequested, Target, TransferRequested
from zuoxi.engine.gate import DialPermit

FAR = "branch"
PHONES = replace(
    CONFIG,
    agents=(*CONFIG.agents, agent("zhen", kind="sip_phone")),
    trunks=(*CONFIG.trunks, TrunkConfig(id="trunk-b", node=FAR, endpoint="carrier")),
)


@dataclass
class Far:
    """Qian has a customer, by his telephone on the other node."""

    centre: Centre
    call: str

    @classmethod
    def talking(cls) -> "Far":
        centre = Centre(PHONES, FAR)
        centre.come_to_work("qian", FAR)
        centre.customer_calls()
        far = cls(centre, centre.only_call().id)
        far.takes_up(0)
        centre.come_to_work("zhen", FAR)
        return far

    def takes_up(self, hand: int) -> None:
        leg = self.centre.state.calls[self.call].hands[hand].leg
        assert leg is not None
        self.centre.switches[leg.node].far_end_answers(leg.channel)
        self.centre.settle()

    def dies(self) -> None:
        """The other node dies; it is known at once, before an end of a link has been missed."""
        self.centre.tell(events.SwitchLost(node=FAR, restarted=True))


def permit(centre: Centre, person: str, trunk: str) -> DialPermit:
    return DialPermit(
        attempt="attempt",
        call="beyond",
        tenant="tenant",
        path="/root/hall/team",
        person=person,
        number="13800000009",
        caller_id="4008001234",
        trunk=trunk,
        service_line="",
        service_line_name="",
        expires_at=centre.switch.now_ms + 2_000,
    )


@pytest.mark.parametrize("several", ["it rings at him", "asked", "conferring"])
def test_their_node_dies_and_the_customer_waits_for_somebody_else(several: str) -> None:
    far = Far.talking()
    wanted = Target(kind="agent", id="zhen")
    assert far.centre.ask(ConsultRequested, "qian", call=far.call, target=wanted) == "ok"
    if several != "it rings at him":
        far.takes_up(1)
    if several == "conferring":
        assert far.centre.ask(ConferenceRequested, "qian", call=far.call) == "ok"
    far.dies()
    call = far.centre.only_call()
    assert call.state == "queued" or {one.state for one in call.hands} == {"ringing"}
    assert not call.customer.hears and call.customer.sound is not None
    check(far.centre.state)


def test_who_spoke_with_somebody_outside_for_long_does_not_lose_his_place_by_it() -> None:
    far = Far.talking()
    outside = Target(kind="outside")
    permitted = permit(far.centre, "qian", "trunk-b")
    assert far.centre.ask(TransferRequested, "qian", call=far.call, target=outside, permit=permitted) == "ok"
    far.centre.wait(3_000)
    call = far.centre.only_call()
    assert (call.state, [one.role for one in call.hands]) == ("talking", ["external"])
    for person in ("qian", "zhen"):
        far.centre.ask(events.NotReadyRequested, person, reason="rest")
    far.centre.wait(PHONES.queues[0].timeout_ms)
    far.dies()
    call = far.centre.only_call()
    assert (call.state, call.queued_at) == ("queued", far.centre.switch.now_ms)


def test_a_customer_whom_the_house_called_waits_again_when_his_agents_node_dies() -> None:
    centre = Centre(PHONES, FAR)
    centre.come_to_work("qian", FAR)
    asked = {"permit": permit(centre, "", "trunk"), "queue": "orders"}
    assert centre.ask(events.CustomerFirstRequested, "", **asked) == "ok"
    centre.wait(3_000)
    far = Far(centre, "beyond")
    far.takes_up(0)
    assert centre.only_call().state == "talking"
    far.dies()
    assert centre.only_call().state in ("queued", "ringing")
