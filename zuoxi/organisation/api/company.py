"""The company itself: what holds everywhere in it."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Router
from pydantic import Field

from zuoxi.organisation.doors import actor, asker
from zuoxi.organisation.forms import Form, Name
from zuoxi.organisation.models import Tenant
from zuoxi.organisation.services.company import change_company as change
from zuoxi.organisation.services.unchanged import unchanged_since
from zuoxi.organisation.stamps import WholeOut, whole_stamp

router = Router()


class CompanyForm(Form):
    name: Name = ""
    home_area: Annotated[str, Field(pattern=r"^(0[0-9]{2,3})?$")] = ""
    records_internal: bool = False
    version: UUID | None = None


class CompanyOut(WholeOut):
    name: str
    timezone: str
    home_area: str
    records_internal: bool
    """Colleagues are recorded when they call each other."""


@router.get("/company", response=CompanyOut, operation_id="get_company")
def get_company(request: HttpRequest) -> object:
    """The asker's company."""
    return company_out(asker(request).tenant)


@router.patch("/company", response=CompanyOut, operation_id="change_company")
def change_company(request: HttpRequest, form: CompanyForm) -> object:
    """Name it anew, tell to which area code its local numbers belong, or whether calls between colleagues are
    recorded."""
    fields = form.given()
    with unchanged_since(asker(request).tenant, fields.pop("version", None)):
        return company_out(change(actor(request), fields))


def company_out(company: Tenant) -> CompanyOut:
    return CompanyOut(
        name=company.name,
        timezone=company.timezone,
        home_area=company.home_area,
        records_internal=company.records_internal,
        **whole_stamp(company),
    )
