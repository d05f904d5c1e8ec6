"""The doors of organisation."""

from ninja import Router

from zuoxi.organisation.api import audit, company, exports, jobs, list_views, people, session, units

router = Router()
for part in (session, people, units, company, audit, jobs, exports, list_views):
    router.add_router("", part.router)
