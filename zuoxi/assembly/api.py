"""The API at /api: one router per area, one shape of errors, every door closed unless it says otherwise."""

from importlib import import_module

from ninja import NinjaAPI

from zuoxi.assembly.errors import speak_in_one_shape
from zuoxi.assembly.reading import CleanParser
from zuoxi.organisation.doors import SignedIn

AREAS = (
    "organisation",
    "approvals",
    "measures",
    "telephony",
    "contacts",
    "calls",
    "compliance",
    "messaging",
    "simulator",
)
"""Rooms with an `api` module; each offers `router`."""


def _build() -> NinjaAPI:
    api = NinjaAPI(
        title="Zuoxi",
        version="1",
        auth=SignedIn(),
        docs_url=None,
        openapi_url=None,
        urls_namespace="api",
        parser=CleanParser(),
    )
    speak_in_one_shape(api)
    for area in AREAS:
        api.add_router("", import_module(f"zuoxi.{area}.api").router, tags=[area])
    return api


api = _build()
