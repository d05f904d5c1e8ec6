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
    session,
    units,
)

router = Router()
for part in (session, people, units, company, audit, audit_chain, jobs, exports, list_views, deputies):
    router.add_router("", part.router)
