"""The doors of organisation."""

from ninja import Router

from zuoxi.organisation.api import audit, company, exports, jobs, people, session, units

router = Router()
for part in (
    session.router,
    people.router,
    units.router,
    company.router,
    audit.router,
    jobs.router,
    exports.router,
):
    router.add_router("", part)
