"""A flow that asks a customer who he is and brings him back to his agent."""

from tests.engine.house import TENANT
from zuoxi.engine.config import FlowConfig
from zuoxi.engine.ivr import flow as f
from zuoxi.kernel.calendars import OpeningHours

PIN = f.Collect(
    id="pin",
    name="输入密码",
    say=(f.PromptPart(prompt="enter-pin"),),
    variable="pin",
    secret=True,
    exits={"next": "ask", "invalid": "bye", "no_input": "bye"},
)
ASK = f.LookUp(
    id="ask",
    source="identity",
    inputs={"number": "caller", "pin": "pin"},
    outputs={"name": "name"},
    exits={"found": "right", "not_found": "wrong", "failed": "wrong"},
)
CHECK = f.Flow(
    start="pin",
    nodes=(
        PIN,
        ASK,
        f.SetValue(id="right", variable="result", value="通过", exits={"next": "back"}),
        f.SetValue(id="wrong", variable="result", value="未通过", exits={"next": "back"}),
        f.ToAgent(
            id="back",
            shows=(
                f.Shown(variable="result", label="身份核验"),
                f.Shown(variable="name"),
                f.Shown(variable="pin", label="密码"),
            ),
        ),
        f.HangUpNode(id="bye", say=(f.PromptPart(prompt="goodbye"),)),
    ),
)


def flow(id: str, one: f.Flow = CHECK, tenant: str = TENANT) -> FlowConfig:
    return FlowConfig(
        id=id,
        version=1,
        tenant=tenant,
        flow=one,
        calendar=OpeningHours(),
        name="身份核验",
        name_en="Identity",
    )
