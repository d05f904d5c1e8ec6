"""Who may do what: permissions, roles and the one decision, as tables."""

from collections.abc import Iterable
from enum import StrEnum

from zuoxi.kernel.record import Record


class Permission(StrEnum):
    """Something a person may be allowed to do at a unit and below it."""

    CALLS_TAKE = "calls.take"
    CALLS_DIAL = "calls.dial"
    CALLS_LIST_OWN = "calls.list_own"
    CALLS_LIST = "calls.list"
    RECORDINGS_PLAY_OWN = "recordings.play_own"
    RECORDINGS_PLAY = "recordings.play"
    RECORDINGS_DOWNLOAD = "recordings.download"
    """Take the sound along, which nobody can call back."""
    RECORDINGS_KEEP = "recordings.keep"
    """How long recordings are kept, and which are held."""
    RECORDINGS_HAND_OVER = "recordings.hand_over"
    """Copy the recordings of a month to a second medium, against a receipt."""
    NUMBERS_SEE = "numbers.see"
    NUMBERS_UNMASK = "numbers.unmask"
    """See one number whole that is masked for him, with a reason that stands in the trail."""
    FLOOR_WATCH = "floor.watch"
    FLOOR_LEAD = "floor.lead"
    """What a leader does about calls and agents that are not his own."""
    CALLBACKS_HANDLE = "callbacks.handle"
    CUSTOMERS_SEE = "customers.see"
    CUSTOMERS_EDIT = "customers.edit"
    COMPLIANCE_MANAGE = "compliance.manage"
    TELEPHONY_MANAGE = "telephony.manage"
    PEOPLE_MANAGE = "people.manage"
    AUDIT_READ = "audit.read"
    JOBS_SEE = "jobs.see"
    DEMO_USE = "demo.use"
    REQUESTS_FILE = "requests.file"
    APPROVALS_SEE = "approvals.see"
    APPROVALS_MANAGE = "approvals.manage"
    INSTALLATION_MANAGE = "installation.manage"
    """What all companies share: switch nodes, carriers' trunks and addresses, whose number is whose."""


class Role(StrEnum):
    """What somebody is at a unit."""

    ADMINISTRATOR = "administrator"
    TEAM_LEADER = "team_leader"
    AGENT = "agent"
    QUALITY_ASSESSOR = "quality_assessor"
    COUNTY_LEAD = "county_lead"
    COUNTY_OUTBOUND_TEAM = "county_outbound_team"
    CITY_OUTBOUND_TEAM = "city_outbound_team"
    ORDER_REVIEWER = "order_reviewer"
    DISPATCHER = "dispatcher"
    COURIER = "courier"
    FOLLOW_UP_SPECIALIST = "follow_up_specialist"
    TRAINER = "trainer"
    OUTBOUND_PLANNER = "outbound_planner"
    PROJECT_OWNER = "project_owner"
    DEPARTMENT_LEADER = "department_leader"
    CUSTOMER_SERVICE_LEADER = "customer_service_leader"
    CLIENT = "client"
    ACCOUNTANT = "accountant"
    AUDITOR = "auditor"
    INSTALLATION_ADMINISTRATOR = "installation_administrator"


ROLE_NAMES: dict[Role, tuple[str, str]] = {
    Role.ADMINISTRATOR: ("管理员", "Administrator"),
    Role.TEAM_LEADER: ("班长", "Team leader"),
    Role.AGENT: ("坐席员", "Agent"),
    Role.QUALITY_ASSESSOR: ("质检员", "Quality assessor"),
    Role.COUNTY_LEAD: ("县公司领导", "County lead"),
    Role.COUNTY_OUTBOUND_TEAM: ("县外呼团队", "County outbound team"),
    Role.CITY_OUTBOUND_TEAM: ("市外呼团队", "City outbound team"),
    Role.ORDER_REVIEWER: ("核单员", "Order reviewer"),
    Role.DISPATCHER: ("物流", "Dispatcher"),
    Role.COURIER: ("配送员", "Courier"),
    Role.FOLLOW_UP_SPECIALIST: ("回访专员", "Follow-up specialist"),
    Role.TRAINER: ("培训师", "Trainer"),
    Role.OUTBOUND_PLANNER: ("外呼策划", "Outbound planner"),
    Role.PROJECT_OWNER: ("需求部门", "Project owner"),
    Role.DEPARTMENT_LEADER: ("部门领导", "Department leader"),
    Role.CUSTOMER_SERVICE_LEADER: ("客服领导", "Customer service leader"),
    Role.CLIENT: ("委托方", "Client"),
    Role.ACCOUNTANT: ("会计", "Accountant"),
    Role.AUDITOR: ("审计员", "Auditor"),
    Role.INSTALLATION_ADMINISTRATOR: ("系统管理员", "Installation administrator"),
}

_AGENT = frozenset(
    {
        Permission.CALLS_TAKE,
        Permission.CALLS_DIAL,
        Permission.CALLS_LIST_OWN,
        Permission.RECORDINGS_PLAY_OWN,
        Permission.CALLBACKS_HANDLE,
        Permission.CUSTOMERS_SEE,
        Permission.CUSTOMERS_EDIT,
        Permission.DEMO_USE,
    }
)

_LISTENS = frozenset({Permission.CALLS_LIST, Permission.RECORDINGS_PLAY, Permission.CUSTOMERS_SEE})
_WATCHES = _LISTENS | {Permission.FLOOR_WATCH, Permission.JOBS_SEE}
_DELIVERS = frozenset({Permission.CUSTOMERS_SEE, Permission.NUMBERS_SEE})
_REQUESTS = frozenset({Permission.REQUESTS_FILE})

ROLES: dict[Role, frozenset[Permission]] = {
    Role.AGENT: _AGENT,
    Role.TEAM_LEADER: _AGENT
    | {
        Permission.CALLS_LIST,
        Permission.RECORDINGS_PLAY,
        Permission.NUMBERS_SEE,
        Permission.FLOOR_WATCH,
        Permission.FLOOR_LEAD,
        Permission.JOBS_SEE,
    },
    Role.QUALITY_ASSESSOR: _LISTENS | {Permission.NUMBERS_UNMASK},
    Role.COUNTY_LEAD: _WATCHES | _REQUESTS | {Permission.APPROVALS_SEE, Permission.NUMBERS_SEE},
    Role.COUNTY_OUTBOUND_TEAM: _WATCHES | _REQUESTS,
    Role.CITY_OUTBOUND_TEAM: _WATCHES | _REQUESTS | {Permission.APPROVALS_SEE, Permission.NUMBERS_UNMASK},
    Role.ORDER_REVIEWER: _LISTENS | _DELIVERS,
    Role.DISPATCHER: _DELIVERS,
    Role.COURIER: frozenset(),
    Role.FOLLOW_UP_SPECIALIST: _AGENT,
    Role.TRAINER: _LISTENS,
    Role.OUTBOUND_PLANNER: _WATCHES | _REQUESTS,
    Role.PROJECT_OWNER: _REQUESTS,
    Role.DEPARTMENT_LEADER: _REQUESTS | {Permission.APPROVALS_SEE},
    Role.CUSTOMER_SERVICE_LEADER: _WATCHES
    | _REQUESTS
    | {Permission.APPROVALS_SEE, Permission.NUMBERS_UNMASK},
    Role.CLIENT: frozenset(),
    Role.ACCOUNTANT: frozenset(),
    Role.AUDITOR: frozenset({Permission.AUDIT_READ, Permission.JOBS_SEE}),
    Role.ADMINISTRATOR: frozenset(Permission)
    - {Permission.CALLS_TAKE, Permission.CALLS_DIAL, Permission.INSTALLATION_MANAGE},
    Role.INSTALLATION_ADMINISTRATOR: frozenset({Permission.INSTALLATION_MANAGE}),
}

OF_THE_INSTALLATION = frozenset({Permission.INSTALLATION_MANAGE})
"""What holds for every company, wherever its role was given: only who has it gives it."""


def beyond_companies(role: str) -> bool:
    """Whether a role allows what concerns all companies."""
    return bool(ROLES[Role(role)] & OF_THE_INSTALLATION)


class Grant(Record):
    """A permission that holds at `path` and below, in one tenant."""

    permission: Permission
    path: str


def grants_of(assignments: Iterable[tuple[str, str]]) -> frozenset[Grant]:
    """What (role, path of its unit) pairs allow."""
    return frozenset(
        Grant(permission=permission, path=path)
        for role, path in assignments
        for permission in ROLES[Role(role)]
    )


def reach(grants: Iterable[Grant], permission: Permission) -> tuple[str, ...]:
    """The topmost paths below which `permission` holds, in order."""
    top: list[str] = []
    for path in sorted({grant.path for grant in grants if grant.permission == permission}):
        if not any(path.startswith(above) for above in top):
            top.append(path)
    return tuple(top)


def covers(paths: Iterable[str], path: str) -> bool:
    """Whether `path` lies at or below one of `paths`."""
    return any(path.startswith(above) for above in paths)
