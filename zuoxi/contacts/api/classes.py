"""Classes of customer, and setting them up."""

from ninja import Router

from zuoxi.contacts.models import CustomerClass
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.terms import TermOut, term_doors, term_out

router = Router()

term_doors(
    router,
    CustomerClass,
    path="customer-classes",
    one="customer_class",
    many="customer_classes",
    see=(Permission.CUSTOMERS_SEE,),
    manage=Permission.TELEPHONY_MANAGE,
    rows=CustomerClass.objects.all,
    out=TermOut,
    shape=term_out,
)
