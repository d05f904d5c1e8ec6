"""The doors of organisation."""

from ninja import Router

from zuoxi.organisation.api import audit, jobs, people, session, units

router = Router()
for part in (session.router, people.router, units.router, audit.router, jobs.router):
    router.add_router("", part)
