"""The API at /api: one router per area, one shape of errors, every door closed unless it says otherwise."""

from importlib import import_module
from importlib.util import find_spec

from ninja import NinjaAPI, Router

from zuoxi.assembly.errors import speak_in_one_shape
from zuoxi.assembly.reading import CleanParser
from zuoxi.organisation.doors import SignedIn

AREAS = ("organisation", "telephony", "contacts", "calls", "compliance", "simulator")
"""Rooms with an `api` module; each offers `router`."""


def _router(area: str) -> Router | None:
    name = f"zuoxi.{area}.api"
    if find_spec(f"zuoxi.{area}") is None or find_spec(name) is None:
        return None
    router: Router | None = getattr(import_module(name), "router", None)
    return router


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
        if (router := _router(area)) is not None:
            api.add_router("", router, tags=[area])
    return api


api = _build()
