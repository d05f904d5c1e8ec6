"""The doors of compliance."""

from ninja import Router

from zuoxi.compliance.api import blacklist, do_not_call, gate

router = Router()
for part in (do_not_call, blacklist, gate):
    router.add_router("", part.router)
