"""Saved views of lists: everybody's own."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Path, Router, Schema
from pydantic import Field

from zuoxi.organisation.doors import asker
from zuoxi.organisation.forms import Form
from zuoxi.organisation.selectors.people import list_views_of
from zuoxi.organisation.services import list_views

router = Router()
ListName = Annotated[str, Field(pattern=r"^[a-z-]{1,32}$")]


class ViewForm(Form):
    name: Annotated[str, Field(min_length=1, max_length=40)]
    address: Annotated[str, Field(max_length=1000)] = ""
    """Filters, search and order as in the page's address: `outcome=abandoned&sort=-waited`."""
    columns: Annotated[list[Annotated[str, Field(max_length=32)]], Field(max_length=50)] = Field(
        default_factory=list
    )
    """Those that are shown."""
    first: bool = False
    """The list opens with it."""


class ViewsForm(Form):
    views: Annotated[list[ViewForm], Field(max_length=30)]


class ViewsOut(Schema):
    name: str
    """Of the list."""
    views: list[ViewForm]


@router.get("/list-views", response=list[ViewsOut], operation_id="list_list_views")
def list_list_views(request: HttpRequest) -> object:
    """The asker's views of all lists."""
    return [ViewsOut(name=row.list, views=row.views) for row in list_views_of(asker(request))]


@router.put("/list-views/{name}", response=ViewsOut, operation_id="put_list_views")
def put_list_views(request: HttpRequest, name: Path[ListName], form: ViewsForm) -> object:
    """Make these the asker's views of a list."""
    views = [view.dict() for view in form.views]
    list_views.keep(asker(request), name, views)
    return ViewsOut(name=name, views=form.views)
