"""What rows of telephony must be like, field by field: one function per kind of row, in one table."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

from django.conf import settings

from zuoxi.kernel import phone
from zuoxi.kernel.calendars import wrong_with_week
from zuoxi.organisation.errors import FormErrors, Sentence
from zuoxi.organisation.forms import HOURS
from zuoxi.organisation.rows import ConfiguredRow
from zuoxi.switch.asterisk.node import HOST, NAME
from zuoxi.telephony.models import AccessNumber, Device, Queue, Seat, ServiceLine, Trunk
from zuoxi.telephony.selectors.prompts import sayable
from zuoxi.telephony.services.ways_out import Owner, is_narrow, leads_out, meets

Problems = dict[str, Sentence]

NUMBER: Sentence = (
    "请填写接入号，例如 4008001234 或 01088886666。",
    "A number such as 4008001234 or 01088886666.",
)
CALLER_ID: Sentence = ("外显号码格式不正确。", "This is not a number that can be shown.")
EMERGENCY: Sentence = (
    "紧急电话不会由运营商分配，也不能作为外显号码。",
    "No carrier assigns an emergency number, and none may be shown as ours.",
)
AREA: Sentence = ("没有这个区号，请填写例如 010、0755。", "No such area code; one looks like 010 or 0755.")
PROMPT: Sentence = ("没有这段提示音，或者它还没有声音。", "There is no such prompt, or it has no sound yet.")
ENDPOINT: Sentence = (
    "名称为 1–40 位字母、数字、横线或下划线，不能与其他设备或中继相同。",
    "1–40 letters, digits, dashes or underscores, and no other device or trunk has it.",
)
HOST_NAME: Sentence = ("主机名或地址不正确。", "This is neither a host name nor an address.")
NETWORK: Sentence = (
    "应为运营商的地址或网段（IPv4 不大于 /16）。",
    "Addresses or networks of the carrier, none wider than /16.",
)
MEETS: dict[str, Sentence] = {
    "trunk": (
        "与另一条中继的地址重叠，无法分辨来电属于谁。",
        "Another trunk has this address: nobody could tell whose calls these are.",
    ),
    "phone": (
        "这里有本系统的话机，不能同时是运营商的地址。",
        "A phone of this installation is there, so it cannot be a carrier's address.",
    ),
    "registered": (
        "话机 {name} 近一天从这个地址注册过，不能同时是运营商的地址。",
        "The phone {name} registered from here within the last day, so it cannot be a carrier's address.",
    ),
    "house": ("这是本系统自己的地址。", "This is the installation's own address."),
}
"""Whose address it is already."""
NOT_PUBLISHED: Sentence = (
    "这个流程还没有发布，请先发布。",
    "This flow was never published: publish it first.",
)
NO_PUBLIC_ADDRESS: Sentence = (
    "还没有设置客户手机能打开的网址（ZUOXI_PUBLIC_URL），无法发送链接，请联系系统管理员。",
    "No address is set that customers' telephones can open (ZUOXI_PUBLIC_URL): tell your administrator.",
)
NO_LINE: Sentence = (
    "请先由系统管理员建好中继，再选择来电经过的中继。",
    "Choose the trunk that brings its calls; an installation administrator adds trunks.",
)
NOT_ON_THIS_LINE: Sentence = (
    "这个号码没有分配给该中继，请系统管理员先在中继中登记。",
    "This number is not assigned to the trunk; an installation administrator has to enter it there first.",
)
ANOTHER_COMPANY_S: Sentence = ("有号码已属于另一家公司的中继。", "One of them is on another company's trunk.")
DIAL: Sentence = ("拨号地址不正确。", "This cannot be dialled.")
DIAL_OUT: Sentence = (
    "话机地址须为话机网段内的 IP 地址，不能是外线号码、域名或运营商的地址：外呼必须经过拨号闸。",
    "A device is dialled at an IP address in the phones' networks, never at a name, an outside number or a "
    "carrier: calls leave the house through the gate only.",
)
BROWSERS_ONLY: Sentence = (
    "只有浏览器能自动接听；话机请在话机上设置。",
    "Only browsers answer by themselves; set it up at the phone.",
)
SEAT_ELSEWHERE: Sentence = ("话机属于席位时不能再属于个人。", "A device of a seat is nobody's own.")
HALF_A_PLACE: Sentence = (
    "位置要同时有列和行，或都留空。",
    "A place has a column and a row, or neither.",
)
PLACE_TAKEN: Sentence = (
    "这里已经有一个席位，请换一个空位。",
    "Another seat stands there; choose a free place.",
)
SITS_ELSEWHERE: Sentence = (
    "这个人已经坐在另一个席位，请先从那里移走。",
    "He sits at another seat; take him from there first.",
)

TOO_OFTEN: Sentence = (
    "播报间隔为 0（不播报），或不少于 20 秒。",
    "Every 20 seconds at the most; 0 never tells.",
)
OFTEN_MS = 20_000

_DIGITS = re.compile(r"\+?[0-9]{3,20}")
_WRITTEN = re.compile(r"[0-9+()\s\-‐-―−./·（）０-９＋－　]*")
"""How people write a number; anything else (a letter typed by mistake) is told, never dropped in silence."""
_DIAL = re.compile(r"(sips?:[A-Za-z0-9_.+-]+@[A-Za-z0-9.-]+(:[0-9]{1,5})?)?")


def check(row: ConfiguredRow, now: dt.datetime) -> None:
    """Raise `FormErrors` with everything that is wrong with the row."""
    find = CHECKS.get(type(row))
    problems = find(row, now) if find else {}
    if problems:
        raise FormErrors(problems)


def _access_number(row: AccessNumber, now: dt.datetime) -> Problems:
    problems: Problems = {}
    row.number = kept_number(row.number)
    if not _DIGITS.fullmatch(row.number):
        problems["number"] = NUMBER
    elif row.trunk is None:
        problems["trunk"] = NO_LINE
    elif row.number not in row.trunk.numbers:
        problems["number"] = NOT_ON_THIS_LINE
    said = sayable(row.tenant_id)
    if row.flow is not None and row.flow.live_id is None:
        problems["flow"] = NOT_PUBLISHED
    for field in ("greeting", "recording_announcement"):
        if getattr(row, field) and getattr(row, field) not in said:
            problems[field] = PROMPT
    wrong = wrong_with_week(row.weekly_hours or ())
    problems |= {f"weekly_hours.{day}": HOURS[problem] for day, problem in wrong.items()}
    return problems


def _trunk(row: Trunk, now: dt.datetime) -> Problems:
    problems: Problems = {}
    taken = Device.objects.filter(endpoint=row.endpoint).exists()
    if taken or not NAME.fullmatch(row.endpoint):
        problems["endpoint"] = ENDPOINT
    for field in ("host", "domain"):
        if getattr(row, field) and not HOST.fullmatch(getattr(row, field)):
            problems[field] = HOST_NAME
    if not all(is_narrow(address) for address in row.match):
        problems["match"] = NETWORK
    elif row.hidden_at is None:
        problems |= {field: _told(owner) for field, owner in meets(row, now).items()}
    row.numbers = list(dict.fromkeys(kept_number(number, row.home_area) for number in row.numbers))
    row.caller_id = kept_number(row.caller_id, row.home_area)
    if not all(_DIGITS.fullmatch(number) for number in row.numbers):
        problems["numbers"] = NUMBER
    elif any(phone.is_emergency(number) for number in row.numbers):
        problems["numbers"] = EMERGENCY
    elif _others_carry(row):
        problems["numbers"] = ANOTHER_COMPANY_S
    if row.caller_id and not _DIGITS.fullmatch(row.caller_id):
        problems["caller_id"] = CALLER_ID
    elif row.caller_id and row.caller_id not in row.numbers:
        problems["caller_id"] = NOT_ON_THIS_LINE
    if row.home_area and not phone.is_area_code(row.home_area):
        problems["home_area"] = AREA
    return problems


def _told(owner: Owner) -> Sentence:
    zh, en = MEETS[owner.kind]
    return zh.replace("{name}", owner.name), en.replace("{name}", owner.name)


def kept_number(text: str, home: str = "") -> str:
    """A number as it is kept; what nobody would write as a number stays as it is, to be told."""
    return (phone.national(text, home) or text) if _WRITTEN.fullmatch(text) else text


def _others_carry(row: Trunk) -> bool:
    others = Trunk.objects.filter(hidden_at__isnull=True).exclude(tenant_id=row.tenant_id)
    taken = {number for numbers in others.values_list("numbers", flat=True) for number in numbers}
    return not taken.isdisjoint(row.numbers)


def _device(row: Device, now: dt.datetime) -> Problems:
    problems: Problems = {}
    if not _DIAL.fullmatch(row.dial):
        problems["dial"] = DIAL
    elif leads_out(row.dial):
        problems["dial"] = DIAL_OUT
    if row.seat_id is not None and row.person_id is not None:
        problems["seat"] = SEAT_ELSEWHERE
    if row.auto_answer and row.kind != Device.Kind.WEBRTC:
        problems["auto_answer"] = BROWSERS_ONLY
    return problems


def _service_line(row: ServiceLine, now: dt.datetime) -> Problems:
    return {"whisper": PROMPT} if row.whisper and row.whisper not in sayable(row.tenant_id) else {}


def _queue(row: Queue, now: dt.datetime) -> Problems:
    problems: Problems = {}
    if 0 < row.announce_every_ms < OFTEN_MS:
        problems["announce_every_ms"] = TOO_OFTEN
    if row.rating_flow is not None and row.rating_flow.live_id is None:
        problems["rating_flow"] = NOT_PUBLISHED
    if row.rating_link and not settings.ZUOXI_PUBLIC_URL:
        problems["rating_link"] = NO_PUBLIC_ADDRESS
    return problems


def _seat(row: Seat, now: dt.datetime) -> Problems:
    others = Seat.objects.filter(tenant_id=row.tenant_id, hidden_at__isnull=True).exclude(pk=row.pk)
    here = {"org_unit_id": row.org_unit_id, "plan_column": row.plan_column, "plan_row": row.plan_row}
    problems: Problems = {}
    if (row.plan_column is None) != (row.plan_row is None):
        problems["plan_row"] = HALF_A_PLACE
    elif row.plan_column is not None and others.filter(**here).exists():
        problems["plan_row"] = PLACE_TAKEN
    if row.person_id is not None and others.filter(person_id=row.person_id).exists():
        problems["person"] = SITS_ELSEWHERE
    return problems


CHECKS: dict[type[ConfiguredRow], Callable[[Any, dt.datetime], Problems]] = {
    AccessNumber: _access_number,
    Trunk: _trunk,
    Device: _device,
    Queue: _queue,
    Seat: _seat,
    ServiceLine: _service_line,
}
