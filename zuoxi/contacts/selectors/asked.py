"""What IVR flows can ask of the customers."""

from collections.abc import Mapping
from uuid import UUID

from zuoxi.contacts.rules import VIP
from zuoxi.contacts.selectors.customers import by_number
from zuoxi.engine.ivr.sources import Asked, Field, Source
from zuoxi.kernel import phone

CUSTOMERS = Source(
    name="customer",
    zh="客户",
    en="Customer",
    inputs=(Field(name="number", zh="电话号码", en="Telephone number"),),
    outputs=(
        Field(name="vip", zh="是否重要客户（1 或 0）", en="Whether a VIP (1 or 0)"),
        Field(name="classes", zh="客户类别代码", en="Codes of his classes"),
    ),
)


def customer(tenant: str, given: Mapping[str, str]) -> Mapping[str, str] | None:
    """The company's customer with this number."""
    found = by_number(UUID(tenant), phone.national(given.get("number", "")))
    if found is None:
        return None
    return {"vip": "1" if VIP in found.marks else "0", "classes": ",".join(found.marks)}


ASKED = (Asked(source=CUSTOMERS, answer=customer),)
