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
    NUMBERS_SEE = "numbers.see"
    FLOOR_WATCH = "floor.watch"
    CALLBACKS_HANDLE = "callbacks.handle"
    CUSTOMERS_SEE = "customers.see"
    CUSTOMERS_EDIT = "customers.edit"
    COMPLIANCE_MANAGE = "compliance.manage"
    TELEPHONY_MANAGE = "telephony.manage"
    PEOPLE_MANAGE = "people.manage"
    AUDIT_READ = "audit.read"
    JOBS_SEE = "jobs.see"
    DEMO_USE = "demo.use"


class Role(StrEnum):
    """What somebody is at a unit."""

    ADMINISTRATOR = "administrator"
    TEAM_LEADER = "team_leader"
    AGENT = "agent"
    QUALITY_ASSESSOR = "quality_assessor"


ROLE_NAMES: dict[Role, tuple[str, str]] = {
    Role.ADMINISTRATOR: ("管理员", "Administrator"),
    Role.TEAM_LEADER: ("班长", "Team leader"),
    Role.AGENT: ("坐席", "Agent"),
    Role.QUALITY_ASSESSOR: ("质检员", "Quality assessor"),
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

ROLES: dict[Role, frozenset[Permission]] = {
    Role.AGENT: _AGENT,
    Role.TEAM_LEADER: _AGENT
    | {
        Permission.CALLS_LIST,
        Permission.RECORDINGS_PLAY,
        Permission.NUMBERS_SEE,
        Permission.FLOOR_WATCH,
        Permission.JOBS_SEE,
    },
    Role.QUALITY_ASSESSOR: frozenset(
        {Permission.CALLS_LIST, Permission.RECORDINGS_PLAY, Permission.CUSTOMERS_SEE}
    ),
    Role.ADMINISTRATOR: frozenset(Permission) - {Permission.CALLS_TAKE, Permission.CALLS_DIAL},
}


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
