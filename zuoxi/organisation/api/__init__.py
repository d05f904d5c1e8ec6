"""The doors of organisation."""

from ninja import Router

from zuoxi.organisation.api import audit, company, deputies, exports, jobs, list_views, people, session, units

router = Router()
for part in (session, people, units, company, audit, jobs, exports, list_views, deputies):
    router.add_router("", part.router)
