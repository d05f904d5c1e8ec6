"""All that a company sets up for its calls: each change is in the trail, is read back, and reaches the floor
at once and without a restart, where the floor goes by it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.areas.telephony.test_ivr_flows import SAY, drafted, published, whole
from tests.company import Door
from zuoxi.contacts.services import classes
from zuoxi.live.settings import LiveSettings
from zuoxi.live.sources import DatabaseSource
from zuoxi.organisation.models import AuditEvent
from zuoxi.outbox.models import OutboxEvent
from zuoxi.telephony.services import reasons

SHOWN = "01088887777"
OPEN_ALL_WEEK = [[[540, 1080]]] * 7
SOURCE = DatabaseSource(LiveSettings(home=Path("unused"), socket=Path("unused")))


ReadBack = Callable[[], object]
Change = Callable[[], ReadBack]
"""Makes the change, and tells how it is read back."""


class Office:
    """A company with a hotline, and who sets it up."""

    def __init__(self, company: Any, hotline: SimpleNamespace, door: Door, operator: Door) -> None:
        self.company, self.hotline, self.door, self.operator = company, hotline, door, operator
        self.number = f"/access-numbers/{hotline.number['id']}"

    def changes(self, path: str, by: Door | None = None, **fields: Any) -> ReadBack:
        """Change a row by its page; how it is read back."""
        who = by or self.door
        said = who.patch(path, fields)
        assert who.status == 200, said
        return lambda: [who.get(path)[name] for name in fields] == [*fields.values()]

    def first_of(self, path: str) -> str:
        """The first word of a vocabulary."""
        return f"/{path}/{self.door.get(f'/{path}')['items'][0]['id']}"


@pytest.fixture
def office(company, hotline, door, operator):
    reasons.sow(company.tenant.id)
    classes.sow(company.tenant.id)
    return Office(company, hotline, door, operator)


def a_flow(office: Office) -> Change:
    flow = office.hotline.made("/ivr-flows", name="主菜单")
    path = f"/ivr-flows/{flow['id']}"
    drafted(office.door, path, whole())
    published(office.door, path)
    office.changes(office.number, flow=flow["id"])
    revision = drafted(office.door, path, whole(say=[*SAY, *SAY]), revision=1)["revision"]

    def change() -> ReadBack:
        published(office.door, path, revision)
        return lambda: office.door.get(path)["live"] is not None

    return change


def a_day(office: Office) -> Change:
    office.changes(office.number, weekly_hours=OPEN_ALL_WEEK)

    def change() -> ReadBack:
        office.door.put("/holidays/2026-10-01", {"name": "国庆节"})
        return lambda: office.door.get("/holidays", year=2026)[0]["name"] == "国庆节"

    return change


def a_result(office: Office) -> Change:
    top = office.door.post("/results", {"name": "无意向", "name_en": "No interest"})
    leaf = office.door.post("/results", {"name": "嫌贵", "name_en": "Too dear", "parent": top["id"]})
    return partial(office.changes, f"/results/{leaf['id']}", name="价格高")


def a_seat(office: Office) -> Change:
    seat = office.hotline.made("/seats", name="A01")
    return partial(office.changes, f"/seats/{seat['id']}", name="A02")


def a_prompt(office: Office) -> Change:
    prompt = office.hotline.made("/prompts", name="节日问候")
    return partial(office.changes, f"/prompts/{prompt['id']}", name="新年问候")


FLOOR: dict[str, Callable[[Office], Change]] = {
    "access number": lambda o: partial(o.changes, o.number, language="en"),
    "opening hours": lambda o: partial(o.changes, o.number, weekly_hours=OPEN_ALL_WEEK),
    "calendar": a_day,
    "trunk": lambda o: partial(o.changes, f"/trunks/{o.hotline.trunk['id']}", o.operator, caller_id=SHOWN),
    "queue": lambda o: partial(o.changes, f"/queues/{o.hotline.queue['id']}", timeout_ms=45_000),
    "skill group": lambda o: partial(o.changes, f"/skill-groups/{o.hotline.first['id']}", name="金牌组"),
    "service line": lambda o: partial(o.changes, f"/service-lines/{o.hotline.line['id']}", name="报修热线"),
    "device": lambda o: partial(o.changes, f"/devices/{o.hotline.device['id']}", hidden=True),
    "recording of internal calls": lambda o: partial(o.changes, "/company", records_internal=True),
    "not-ready reason": lambda o: partial(o.changes, o.first_of("not-ready-reasons"), hidden=True),
    "flow": a_flow,
}
"""What the floor goes by."""

PAGES: dict[str, Callable[[Office], Change]] = {
    "trunk's home area": lambda o: partial(
        o.changes, f"/trunks/{o.hotline.trunk['id']}", o.operator, home_area="0755"
    ),
    "result": a_result,
    "not-ready reason's allowance": lambda o: partial(
        o.changes, o.first_of("not-ready-reasons"), allowance_min=20
    ),
    "customer class": lambda o: partial(o.changes, o.first_of("customer-classes"), name="贵宾"),
    "seat": a_seat,
    "prompt": a_prompt,
}
"""What pages and the gate read for themselves, each time anew."""


@pytest.mark.parametrize("setting", FLOOR)
def test_a_change_reaches_the_floor_at_once_and_without_a_restart(office, setting):
    """The live process is touched as the change commits; what it reads then is another configuration."""
    change = FLOOR[setting](office)
    stamp, config = SOURCE.stamp(), SOURCE.build()
    OutboxEvent.objects.all().delete()
    change()
    told = OutboxEvent.objects.filter(type="ConfigurationChanged")
    assert told and all(one.payload["what"] for one in told)
    assert SOURCE.stamp() != stamp
    assert SOURCE.build() != config


@pytest.mark.parametrize("setting", [*FLOOR, *PAGES])
def test_a_change_is_in_the_trail_with_who_made_it_and_is_read_back(office, setting):
    change = {**FLOOR, **PAGES}[setting](office)
    known = set(AuditEvent.objects.values_list("pk", flat=True))
    read_back = change()
    lines = AuditEvent.objects.exclude(pk__in=known)
    assert lines and {line.person_id for line in lines} <= {
        office.company.administrator.id,
        office.company.operator.id,
    }
    assert read_back()
