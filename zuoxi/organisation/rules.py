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
    """How long recordings are kept, which are held, and handing them over."""
    NUMBERS_SEE = "numbers.see"
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
    INSTALLATION_MANAGE = "installation.manage"
    """What all companies share: switch nodes, carriers' trunks and addresses, whose number is whose."""


class Role(StrEnum):
    """What somebody is at a unit."""

    ADMINISTRATOR = "administrator"
    TEAM_LEADER = "team_leader"
    AGENT = "agent"
    QUALITY_ASSESSOR = "quality_assessor"
    INSTALLATION_ADMINISTRATOR = "installation_administrator"


ROLE_NAMES: dict[Role, tuple[str, str]] = {
    Role.ADMINISTRATOR: ("管理员", "Administrator"),
    Role.TEAM_LEADER: ("班长", "Team leader"),
    Role.AGENT: ("坐席员", "Agent"),
    Role.QUALITY_ASSESSOR: ("质检员", "Quality assessor"),
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
    Role.QUALITY_ASSESSOR: frozenset(
        {Permission.CALLS_LIST, Permission.RECORDINGS_PLAY, Permission.CUSTOMERS_SEE}
    ),
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


PASSWORD_MIN = 10
PASSWORD_MAX = 200


def password_problem(password: str, username: str, *, common: bool) -> tuple[str, str] | None:
    """What is wrong with a new password, in both languages; None: it will do.

    `common` tells whether it is among the passwords that everybody tries first.
    """
    if len(password) < PASSWORD_MIN:
        return f"密码至少 {PASSWORD_MIN} 个字符。", f"A password has at least {PASSWORD_MIN} characters."
    if len(password) > PASSWORD_MAX:
        return f"密码最多 {PASSWORD_MAX} 个字符。", f"A password has at most {PASSWORD_MAX} characters."
    if username and username.lower() in password.lower():
        return "密码不能包含用户名。", "The password must not contain the username."
    if len(set(password)) < 4:
        return "密码的重复字符太多。", "The password repeats too few characters."
    if common:
        return "这个密码太常见，容易被猜到。", "This password is too common and easily guessed."
    return None
