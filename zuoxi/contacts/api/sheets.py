"""Customers as a workbook."""

from zuoxi.contacts.api.customers import CUSTOMERS as RESOURCE
from zuoxi.contacts.models import Customer
from zuoxi.contacts.selectors import customers as reading
from zuoxi.contacts.selectors.classes import classes
from zuoxi.kernel.phone import home_region
from zuoxi.organisation.crud import ListQuery, listed
from zuoxi.organisation.sheets import Column, Reader, Sheet

GENDERS = {"male": ("男", "Male"), "female": ("女", "Female")}

VALUES = {"gender": GENDERS}
"""What pages say too, by their group of texts."""


def _numbers(row: Customer, reader: Reader) -> str:
    numbers = sorted(row.numbers.all(), key=lambda one: one.position)
    return " / ".join(reading.shown_number(reader.who, one.number, row) for one in numbers)


def _region(row: Customer, reader: Reader) -> str:
    first = min(row.numbers.all(), key=lambda one: one.position, default=None)
    return home_region(first.number)["en" if reader.english else "zh"] if first else ""


def _marks(row: Customer, reader: Reader) -> str:
    if "classes" not in reader.known:
        reader.known["classes"] = {one.code: one for one in classes(reader.who.tenant_id)}
    known = reader.known["classes"]
    return ", ".join(reader.name(known[mark]) for mark in row.marks if mark in known)


CUSTOMERS = Sheet[Customer](
    name="customers",
    title=("客户", "Customers"),
    query=ListQuery,
    rows=lambda actor, query: listed(RESOURCE, actor, query),
    whole=lambda rows: rows.select_related("org_unit", "owner").prefetch_related("numbers"),
    sortable=RESOURCE.sortable,
    default=RESOURCE.default,
    columns=(
        Column(("姓名", "Name"), 16, lambda row, by: row.name),
        Column(("性别", "Gender"), 8, lambda row, by: by.word(GENDERS, row.gender)),
        Column(("电话号码", "Numbers"), 28, _numbers),
        Column(("归属地", "Region"), 16, _region),
        Column(("标签", "Tags"), 20, _marks),
        Column(("单位", "Company"), 24, lambda row, by: row.company),
        Column(("地址", "Address"), 36, lambda row, by: row.address),
        Column(("负责人", "Owner"), 12, lambda row, by: row.owner.name if row.owner else ""),
        Column(("所属组织", "Unit"), 18, lambda row, by: by.name(row.org_unit)),
        Column(("备注", "Remark"), 36, lambda row, by: row.remark),
        Column(("建立时间", "Added"), 19, lambda row, by: by.time(row.created_at)),
        Column(("最近修改", "Changed"), 19, lambda row, by: by.time(row.changed_at)),
    ),
)

SHEETS = (CUSTOMERS,)
