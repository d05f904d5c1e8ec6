"""Classes of customer, and setting them up."""

from ninja import Router

from zuoxi.contacts.models import CustomerClass
from zuoxi.contacts.services.classes import change_class, create_class
from zuoxi.organisation.models import Person
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.terms import TermForm, TermOut, term_doors, term_fields

router = Router()


class ClassForm(TermForm):
    vip: bool = False
    """Who is of it is a VIP on the telephone (T3)."""


class ClassOut(TermOut):
    vip: bool


def class_out(row: CustomerClass, viewer: Person) -> ClassOut:
    return ClassOut(**term_fields(row), vip=row.vip)


term_doors(
    router,
    CustomerClass,
    path="customer-classes",
    one="customer_class",
    many="customer_classes",
    see=(Permission.CUSTOMERS_SEE,),
    manage=Permission.TELEPHONY_MANAGE,
    rows=CustomerClass.objects.all,
    out=ClassOut,
    shape=class_out,
    form=ClassForm,
    create=create_class,
    change=change_class,
)
