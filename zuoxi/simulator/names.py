"""Who works in the sample company and who calls it, as tables. All names and numbers are made up."""

from zuoxi.kernel.record import Record
from zuoxi.organisation.rules import Role


class Staff(Record):
    """Somebody of the sample company."""

    username: str
    name: str
    role: Role
    unit: str
    """Name of his unit."""
    number: str = ""
    group: str = ""
    """Name of his skill group."""


CITY, DEPARTMENT = "北京", "市场部"
HALL, TEAM_ONE, TEAM_TWO = "一号大厅", "一班", "二班"
FIRST_LINE, SECOND_LINE = "一线", "二线"

STAFF: tuple[Staff, ...] = (
    Staff(username="admin", name="陈管理", role=Role.ADMINISTRATOR, unit=""),
    Staff(username="zhouting", name="周婷", role=Role.TEAM_LEADER, unit=HALL, number="2001"),
    Staff(username="wumin", name="吴敏", role=Role.QUALITY_ASSESSOR, unit=HALL),
    Staff(
        username="wangfang",
        name="王芳",
        role=Role.AGENT,
        unit=TEAM_ONE,
        number="1001",
        group=FIRST_LINE,
    ),
    Staff(username="lina", name="李娜", role=Role.AGENT, unit=TEAM_ONE, number="1002", group=FIRST_LINE),
    Staff(
        username="zhangwei",
        name="张伟",
        role=Role.AGENT,
        unit=TEAM_ONE,
        number="1003",
        group=FIRST_LINE,
    ),
    Staff(
        username="liuyang",
        name="刘洋",
        role=Role.AGENT,
        unit=TEAM_ONE,
        number="1004",
        group=FIRST_LINE,
    ),
    Staff(
        username="chenjing",
        name="陈静",
        role=Role.AGENT,
        unit=TEAM_TWO,
        number="1005",
        group=SECOND_LINE,
    ),
    Staff(
        username="yangfan",
        name="杨帆",
        role=Role.AGENT,
        unit=TEAM_TWO,
        number="1006",
        group=SECOND_LINE,
    ),
    Staff(
        username="zhaolei",
        name="赵磊",
        role=Role.AGENT,
        unit=TEAM_TWO,
        number="1007",
        group=SECOND_LINE,
    ),
    Staff(username="sunli", name="孙莉", role=Role.PROJECT_OWNER, unit=DEPARTMENT),
    Staff(username="gaofeng", name="高峰", role=Role.DEPARTMENT_LEADER, unit=DEPARTMENT),
    Staff(username="heyun", name="何云", role=Role.CUSTOMER_SERVICE_LEADER, unit=CITY),
    Staff(username="tangwei", name="唐伟", role=Role.CITY_OUTBOUND_TEAM, unit=CITY),
    Staff(username="luojia", name="罗佳", role=Role.OUTBOUND_PLANNER, unit=CITY),
)

REQUESTS: tuple[tuple[str, str, int, str], ...] = (
    (
        "会员积分到期提醒",
        "region",
        3_200,
        "年底积分到期前提醒会员兑换。\n对象：积分 500 以上、三个月未兑换的会员。\n希望下周一开始，一周打完。",
    ),
    (
        "新茶上市预售",
        "region",
        8_600,
        "明前茶预售，老客户优先。\n对象：去年买过绿茶的客户。\n话术请写明预售价、发货日期和退订办法。",
    ),
)
"""(title, track, customers, text) of what the department wants; the later ones have got further."""

SURNAMES = "赵钱孙李周吴郑王冯陈卫蒋沈韩杨朱秦许何吕"
GIVEN = ("建国", "秀英", "丽华", "志强", "晓明", "雅琴", "文博", "思远", "美玲", "子涵")
COMPANIES = ("", "", "", "和平茶行", "东方文具店", "", "新叶书屋", "")
STREETS = ("长安街", "中山路", "人民路", "解放大道", "滨江路")
PLACES: tuple[tuple[str, str], ...] = (
    ("1391000", "北京"),
    ("1381600", "上海"),
    ("1392211", "广州"),
    ("1370571", "杭州"),
    ("1350280", "成都"),
    ("1362127", "天津"),
    ("1599277", "武汉"),
    ("1860020", "广州"),
)
"""(first seven digits of a mobile number, where it is at home)."""
MARKS: tuple[tuple[str, ...], ...] = (("vip", "member"), ("member",), (), ("prospect",), ("interested",), ())
REMARKS = (
    "上次来电询问发货时间。",
    "喜欢下午接电话。",
    "",
    "",
    "希望开具发票。",
    "",
)


NOTES: dict[str, tuple[str, ...]] = {
    "answered_question": ("问会员积分怎么用，已说明，下次下单可抵。", "问保修多久，告知一年内免费。", ""),
    "order_taken": (
        "订两盒明前龙井，周末前送到，送前先打电话。",
        "加订一箱，货到付款，开发票。",
        "按上次的地址再来一份。",
    ),
    "call_again": ("在开会，下午三点以后再打。", "让爱人来定，明天上午再联系。"),
    "complaint_taken": ("上次到货少一件，已登记，三天内回电。", "包装破损，要求换货。"),
    "thinking": ("觉得价格偏高，想等活动。", "", "先看看资料，有意向。"),
}
"""What agents noted, by result; some note nothing."""


def customer_number(index: int) -> str:
    """The mobile number of the sample's customer `index`."""
    return f"{PLACES[index % len(PLACES)][0]}{index + 1:04}"


def customer_name(index: int) -> str:
    """His name."""
    return SURNAMES[index % len(SURNAMES)] + GIVEN[(index * 7) % len(GIVEN)]
