"""The lists of numbers and what the gate refused as workbooks."""

from zuoxi.compliance.api.access import shown
from zuoxi.compliance.api.blacklist import BLACKLIST_SORTABLE, wanted_blacklist
from zuoxi.compliance.api.do_not_call import OBJECTIONS_SORTABLE, ObjectionQuery, wanted_objections
from zuoxi.compliance.api.gate import REFUSALS_SORTABLE, RefusalQuery, refusal_out, wanted_refusals
from zuoxi.compliance.models import BlacklistEntry, DoNotCall, Refusal
from zuoxi.organisation.paging import PageQuery
from zuoxi.organisation.sheets import Column, Sheet

TYPES = {
    "all": ("全部外呼", "All calls"),
    "service_marketing": ("业务营销", "Service marketing"),
    "survey": ("调查", "Surveys"),
    "care": ("关怀", "Care calls"),
    "personalised_marketing": ("个性化营销", "Personalised marketing"),
}

VALUES = {"dnc": TYPES}
"""What pages say too, by their group of texts."""
NOBODY = {"": ("系统外呼", "The system")}

DO_NOT_CALL = Sheet[DoNotCall](
    name="do-not-call",
    title=("免打扰名单", "Do-not-call list"),
    query=ObjectionQuery,
    rows=lambda actor, query: wanted_objections(actor.who, query),
    whole=lambda rows: rows.select_related("added_by"),
    sortable=OBJECTIONS_SORTABLE,
    default="-added_at",
    columns=(
        Column(("号码", "Number"), 16, lambda row, by: shown(by.who, row.number)),
        Column(("范围", "For"), 14, lambda row, by: by.word(TYPES, row.type)),
        Column(("姓名", "Name"), 14, lambda row, by: row.name),
        Column(("备注", "Remark"), 36, lambda row, by: row.remark),
        Column(("加入时间", "Added"), 19, lambda row, by: by.time(row.added_at)),
        Column(("加入人", "Added by"), 12, lambda row, by: row.added_by.name if row.added_by else ""),
    ),
)

BLACKLIST = Sheet[BlacklistEntry](
    name="blacklist",
    title=("黑名单", "Blacklist"),
    query=PageQuery,
    rows=lambda actor, query: wanted_blacklist(actor.who, query),
    whole=lambda rows: rows.select_related("added_by"),
    sortable=BLACKLIST_SORTABLE,
    default="-added_at",
    columns=(
        Column(("号码", "Number"), 16, lambda row, by: shown(by.who, row.number)),
        Column(("原因", "Reason"), 30, lambda row, by: row.reason),
        Column(("拦截次数", "Turned away"), 12, lambda row, by: row.hits),
        Column(("最近拦截", "Last turned away"), 19, lambda row, by: by.time(row.last_hit_at)),
        Column(("到期", "Expires"), 19, lambda row, by: by.time(row.expires_at)),
        Column(("加入时间", "Added"), 19, lambda row, by: by.time(row.added_at)),
        Column(("加入人", "Added by"), 12, lambda row, by: row.added_by.name if row.added_by else ""),
    ),
)

REFUSALS = Sheet[Refusal](
    name="refusals",
    title=("外呼拦截", "Refused calls"),
    query=RefusalQuery,
    rows=wanted_refusals,
    whole=lambda rows: rows.select_related("person"),
    sortable=REFUSALS_SORTABLE,
    default="-at",
    columns=(
        Column(("时间", "Time"), 19, lambda row, by: by.time(row.at)),
        Column(
            ("坐席员", "Agent"), 12, lambda row, by: row.person.name if row.person else by.word(NOBODY, "")
        ),
        Column(("号码", "Number"), 16, lambda row, by: refusal_out(row, by.who).number),
        Column(
            ("拦截原因", "Why"),
            60,
            lambda row, by: getattr(refusal_out(row, by.who).message, "en" if by.english else "zh"),
        ),
    ),
)

SHEETS = (DO_NOT_CALL, BLACKLIST, REFUSALS)
