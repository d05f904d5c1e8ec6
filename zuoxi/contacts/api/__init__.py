"""The doors of contacts."""

from ninja import Router

from zuoxi.contacts.api import customers

router = Router()
router.add_router("", customers.router)
