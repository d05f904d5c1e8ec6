"""The doors of approvals."""

from ninja import Router

from zuoxi.approvals.api import approvals, chains, requests

router = Router()
for part in (approvals, chains, requests):
    router.add_router("", part.router)
