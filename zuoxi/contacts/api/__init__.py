"""The doors of contacts."""

from ninja import Router

from zuoxi.contacts.api import classes, customers, unmasking

router = Router()
for part in (customers, classes, unmasking):
    router.add_router("", part.router)
