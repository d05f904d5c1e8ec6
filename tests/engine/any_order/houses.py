"""Who and what there is on the walk, and the houses that it changes between."""

import msgspec

from tests.engine.flows import flow
from tests.engine.house import CONFIG, KNOWING, TENANT, access
from zuoxi.engine import events
from zuoxi.engine.ivr import flow as f

PEOPLE = ("li", "wang", "zhao", "qian", "sun", "nobody")
SPANS = (0, 1, 400, 2_000, 5_000, 15_000, 30_000, 61_000, 130_000, 700_000)
OUTSIDE = flow(
    "outside",
    f.Flow(
        start="out",
        nodes=(
            f.ToExternal(
                id="out",
                number="13900000009",
                hears="line",
                exits={"busy": "own", "no_answer": "bye", "failed": "own"},
            ),
            f.ToQueue(id="own"),
            f.HangUpNode(id="bye", say=(f.PromptPart(prompt="goodbye"),)),
        ),
    ),
)
THROUGH = "4008007777"
KNOWS = msgspec.structs.replace(
    CONFIG,
    queues=(KNOWING,),
    flows=(flow("check"), OUTSIDE),
    access_numbers=(
        *CONFIG.access_numbers,
        access(THROUGH, flow=OUTSIDE.key, greeting="", recording_announcement=""),
    ),
)
TELLS = msgspec.structs.replace(
    CONFIG,
    version=5,
    records_internal=(TENANT,),
    queues=(
        msgspec.structs.replace(
            CONFIG.queues[0],
            announce_every_ms=20_000,
            callback_by_key=True,
            voicemail_by_key=True,
            voicemail_when_unserved=True,
            announce_agent=True,
            auto_answer=True,
            rating="always",
            rating_link=True,
        ),
    ),
)
LI_ELSEWHERE = msgspec.structs.replace(
    CONFIG, version=6, agents=(msgspec.structs.replace(CONFIG.agents[0], path="/far"), *CONFIG.agents[1:])
)
WITHOUT_ZHAO = msgspec.structs.replace(CONFIG, version=7, agents=(*CONFIG.agents[:2], *CONFIG.agents[3:]))
WITHOUT_LI = msgspec.structs.replace(CONFIG, version=2, agents=CONFIG.agents[1:])
WITHOUT_QUEUE = msgspec.structs.replace(CONFIG, version=3, queues=())
HURRIED = msgspec.structs.replace(
    CONFIG,
    version=4,
    setup_limit=1,
    queues=(
        msgspec.structs.replace(
            CONFIG.queues[0],
            wrap_up_ms=0,
            capacity=0,
            priority=3,
            max_missed=1,
            decline_needs_reason=False,
        ),
    ),
)
KNOWN: tuple[tuple[events.Known, ...], ...] = (
    (),
    (events.Known(tenant=TENANT, vip=True),),
    (events.Known(tenant=TENANT, agent="li", because="order"),),
    (events.Known(tenant=TENANT, vip=True, agent="zhao", because="owner"),),
)
"""What the company knows of a caller."""
SIMPLE_REQUESTS = (
    events.ReadyRequested,
    events.SignOutRequested,
)
TARGETS = (
    *(events.Target(kind="agent", id=person) for person in ("li", "wang", "zhao", "qian", "nobody")),
    events.Target(kind="group", id="first"),
    events.Target(kind="group", id="third"),
    events.Target(kind="queue", id="orders"),
    events.Target(kind="queue", id="gone"),
    events.Target(kind="outside"),
    events.Target(kind="flow", id="check"),
)
LEADERS = tuple(events.Leader(name="Boss", tenant=TENANT, paths=(path,)) for path in ("/root", "/far"))
PASSING = (events.TransferRequested, events.ConsultRequested)
LEADER = events.Leader(name="Chen", tenant=TENANT, paths=("/root/",))
FORCED = (
    events.ForcedTransferRequested,
    events.ForcedReleaseRequested,
    events.ForcedStateRequested,
    events.ForcedSignOutRequested,
)
CALL_REQUESTS = (
    events.CompleteRequested,
    events.ConferenceRequested,
    events.ReturnRequested,
    events.AnswerRequested,
    events.HangUpRequested,
    events.HoldRequested,
    events.ResumeRequested,
    events.RatingRequested,
    events.WrapUpFinished,
)
