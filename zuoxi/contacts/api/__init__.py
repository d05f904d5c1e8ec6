"""The doors of contacts."""

from ninja import Router

from zuoxi.contacts.api import classes, customers

router = Router()
for part in (customers, classes):
    router.add_router("", part.router)
