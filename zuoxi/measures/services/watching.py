"""Writing thresholds, and that an alarm has been seen."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction

from zuoxi.measures.models import SeenAlarm, Threshold
from zuoxi.measures.rules import WATCHED, in_order, in_range
from zuoxi.measures.selectors.watching import thresholds
from zuoxi.organisation.actor import Actor
from zuoxi.organisation.errors import FormErrors, NotFound, Sentence
from zuoxi.organisation.models import Tenant
from zuoxi.organisation.rules import Permission, covers
from zuoxi.organisation.selectors.access import reach, require
from zuoxi.organisation.selectors.people import root_of
from zuoxi.organisation.services import audit

KIND = "thresholds"
Limits = tuple[int | None, int | None]
"""Amber and red."""
RED_IS_WORSE: Sentence = (
    "红色的界限要比黄色的更严重。",
    "Red must be worse than amber.",
)
OUT_OF_RANGE: Sentence = (
    "时长要在 1 毫秒到一天之间，比例要在 1% 到 100% 之间。",
    "A time lies between 1 ms and a day, a share between 1 and 100 %.",
)


def set_thresholds(actor: Actor, limits: Mapping[str, Limits]) -> None:
    """New limits for the asker's company; needs the right to manage its telephony at the root."""
    root = root_of(actor.who.tenant_id)
    require(actor.who, Permission.TELEPHONY_MANAGE, root)
    wrong: dict[str, Sentence] = {}
    for of, (amber, red) in limits.items():
        if not (in_range(of, amber) and in_range(of, red)):
            wrong[of] = OUT_OF_RANGE
        elif not in_order(of, amber, red):
            wrong[of] = RED_IS_WORSE
    if wrong:
        raise FormErrors(wrong)
    with transaction.atomic():
        company = Tenant.objects.select_for_update().get(pk=actor.who.tenant_id)
        known = {of: (one.amber, one.red) for of, one in thresholds(company.id).items()}
        old, new = audit.difference(_told(known), _told(limits))
        for of, (amber, red) in limits.items():
            Threshold.objects.update_or_create(tenant=company, of=of, defaults={"amber": amber, "red": red})
        if new:
            audit.note(actor, "thresholds.set", company, kind=KIND, before=old, after=new, path=root.path)


def _told(limits: Mapping[str, Limits]) -> dict[str, int | None]:
    """As the trail tells it."""
    told: dict[str, int | None] = {}
    for of, (amber, red) in limits.items():
        unit = "_ms" if WATCHED[of].unit == "ms" else ""
        told |= {f"{of}_amber{unit}": amber, f"{of}_red{unit}": red}
    return told


def see_alarm(actor: Actor, of: str, subject: str, path: str, since: dt.datetime) -> SeenAlarm:
    """He knows of it; who said so first stays. Raises `NotAllowed`, and `NotFound` out of his reach."""
    require(actor.who, Permission.FLOOR_WATCH)
    if not covers(reach(actor.who, Permission.FLOOR_WATCH), path):
        raise NotFound
    seen, _ = SeenAlarm.objects.get_or_create(
        tenant_id=actor.who.tenant_id,
        of=of,
        subject=subject,
        since=since,
        path=path,
        defaults={"person": actor.who, "at": actor.now},
    )
    return seen
