"""The doors of compliance."""

from ninja import Router

from zuoxi.compliance.api import blacklist, destinations, do_not_call, gate

router = Router()
for part in (do_not_call, blacklist, gate, destinations):
    router.add_router("", part.router)
