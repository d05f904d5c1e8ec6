"""The web process: Django for requests, the gateway for the desktop's line."""

import os
import threading
import warnings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zuoxi.assembly.settings")

from asgiref.typing import ASGIReceiveCallable, ASGISendCallable, Scope
from django.core.asgi import get_asgi_application

django = get_asgi_application()

from django.conf import settings  # noqa: E402  (Django must be set up before these)

import zuoxi.assembly.wiring  # noqa: E402, F401  (else in the midst of the first transaction that announces)
from zuoxi.assembly.bodies import at_most  # noqa: E402
from zuoxi.gateway.asgi import application as gateway  # noqa: E402
from zuoxi.kernel.phone import learn_regions  # noqa: E402

# files of the desktop and pieces of recordings are short: Django reads each whole in a thread, which is fine
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")


async def application(scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
    """One ASGI application for both."""
    if scope["type"] == "http":
        await at_most(settings.DATA_UPLOAD_MAX_MEMORY_SIZE, django, scope, receive, send)  # type: ignore[arg-type]
        return
    if scope["type"] == "lifespan":
        threading.Thread(target=learn_regions, name="regions", daemon=True).start()
    await gateway(scope, receive, send)
