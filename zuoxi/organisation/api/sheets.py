"""People and the audit trail as workbooks."""

from collections.abc import Sequence

from zuoxi.organisation.api.audit import AuditQuery, wanted
from zuoxi.organisation.api.people import SORTABLE, PeopleQuery, wanted_people
from zuoxi.organisation.models import AuditEvent, Person
from zuoxi.organisation.rules import ROLE_NAMES, Role
from zuoxi.organisation.selectors.trail_shown import shown_to
from zuoxi.organisation.sheets import Column, Reader, Sheet
from zuoxi.organisation.trail_words import FIELDS, action_said, kind_said, values_said

LANGUAGES = {"zh": ("中文", "Chinese"), "en": ("英文", "English")}

VALUES = {
    "language": LANGUAGES,
    "field_of": FIELDS,
    "role": {role.value: words for role, words in ROLE_NAMES.items()},
}
"""What pages say too, by their group of texts."""


def _as_shown(reader: Reader, rows: Sequence[AuditEvent]) -> None:
    for row in rows:
        shown_to(reader.who)(row)


def _roles(person: Person, reader: Reader) -> str:
    held = sorted(person.assignments.all(), key=lambda one: (one.role, one.org_unit.path))
    return "; ".join(
        f"{reader.pick(ROLE_NAMES[Role(one.role)])} ({reader.name(one.org_unit)})" for one in held
    )


PEOPLE = Sheet[Person](
    name="people",
    title=("人员", "People"),
    query=PeopleQuery,
    rows=lambda actor, query: wanted_people(actor.who, query),
    sortable=SORTABLE,
    default="number",
    columns=(
        Column(("工号", "Number"), 10, lambda row, by: row.number),
        Column(("姓名", "Name"), 16, lambda row, by: row.name),
        Column(("用户名", "Username"), 16, lambda row, by: row.username),
        Column(("所属组织", "Unit"), 20, lambda row, by: by.name(row.org_unit)),
        Column(("角色", "Roles"), 40, _roles),
        Column(("界面语言", "Language"), 10, lambda row, by: by.word(LANGUAGES, row.language)),
        Column(("停用", "Deactivated"), 19, lambda row, by: by.time(row.hidden_at)),
    ),
)

AUDIT = Sheet[AuditEvent](
    name="audit",
    title=("审计", "Audit trail"),
    learn=_as_shown,
    query=AuditQuery,
    rows=lambda actor, query: wanted(actor.who, query),
    sortable={"at": "at", "action": "action"},
    default="-at",
    columns=(
        Column(("时间", "Time"), 19, lambda row, by: by.time(row.at)),
        Column(("人员", "Person"), 14, lambda row, by: row.person_name or by.pick(("系统", "System"))),
        Column(("动作", "Action"), 22, lambda row, by: by.pick(action_said(row.action))),
        Column(("对象类别", "Kind"), 14, lambda row, by: by.pick(kind_said(row.subject_type))),
        Column(("对象", "Subject"), 22, lambda row, by: row.subject_name),
        Column(
            ("原值", "Before"),
            40,
            lambda row, by: values_said(row.before, english=by.english, zone=by.zone),
        ),
        Column(
            ("新值", "After"),
            40,
            lambda row, by: values_said(row.after, english=by.english, zone=by.zone),
        ),
        Column(("来源地址", "From"), 16, lambda row, by: row.address),
    ),
)

SHEETS = (PEOPLE, AUDIT)
