"""The doors of organisation."""

from ninja import Router

from zuoxi.organisation.api import (
    audit,
    audit_chain,
    company,
    deputies,
    exports,
    jobs,
    list_views,
    people,
    safety,
    second_factor,
    session,
    units,
    web_sessions,
)

router = Router()
for part in (
    session,
    web_sessions,
    second_factor,
    people,
    units,
    company,
    safety,
    audit,
    audit_chain,
    jobs,
    exports,
    list_views,
    deputies,
):
    router.add_router("", part.router)
