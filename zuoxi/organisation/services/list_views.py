"""How somebody likes to look at a list: filters, order and columns under a name of his own."""

from collections.abc import Mapping, Sequence
from typing import Any

from zuoxi.organisation.errors import FormErrors, Sentence
from zuoxi.organisation.models import ListViews, Person
from zuoxi.organisation.services.in_turn import in_turn

TWICE: Sentence = ("已有同名的视图。", "There is a view of this name already.")
LISTS_MOST = 60
"""More lists than the house has: what a person keeps is bounded."""
TOO_MANY: Sentence = (
    "保存了视图的列表太多，请先删除一些。",
    "Too many lists have views. Please remove some first.",
)
ONE_FIRST: Sentence = ("只能有一个默认视图。", "Only one view can be the default.")


def keep(person: Person, list_name: str, views: Sequence[Mapping[str, Any]]) -> None:
    """Make these his views of a list; raises `FormErrors` for two of one name or two that come first."""
    names = [view["name"] for view in views]
    for at, name in enumerate(names):
        if name in names[:at]:
            raise FormErrors({f"views.{at}.name": TWICE})
    if sum(view["first"] for view in views) > 1:
        raise FormErrors({"views": ONE_FIRST})
    with in_turn(person):
        others = ListViews.objects.filter(person=person).exclude(list=list_name)
        if others.count() >= LISTS_MOST:
            raise FormErrors({"views": TOO_MANY})
        ListViews.objects.update_or_create(
            person=person, list=list_name, defaults={"tenant_id": person.tenant_id, "views": list(views)}
        )
