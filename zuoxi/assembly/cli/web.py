"""`zuoxi web`: pages, API and the desktop's line (`/ws`)."""

import argparse
import os

STOP_S = 3
"""How long open requests may take when it stops; sockets are told and closed."""


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default=os.environ.get("ZUOXI_HOST", "127.0.0.1"))
    parser.add_argument("--port", type=int, default=int(os.environ.get("ZUOXI_PORT", "8000")))
    parser.add_argument("--certificate", default=None)
    parser.add_argument("--key", default=None)


def run(options: argparse.Namespace) -> int:
    import django
    import uvicorn

    django.setup()
    from django.conf import settings

    from zuoxi.assembly.database import never_make
    from zuoxi.assembly.listening.doors import doors
    from zuoxi.assembly.listening.limits import DoorLimits
    from zuoxi.assembly.long_writes import LONG_WRITES
    from zuoxi.assembly.places import home

    http, sockets = doors(DoorLimits(), proxied=settings.ZUOXI_PROXIED)
    never_make(settings.DATABASES["default"])
    LONG_WRITES.keep("web", home())
    uvicorn.run(
        "zuoxi.assembly.asgi:application",
        host=options.host,
        port=options.port,
        ssl_certfile=options.certificate,
        ssl_keyfile=options.key,
        log_level="info",
        access_log=False,
        http=http,
        ws=sockets,
        ws_per_message_deflate=False,  # packing many small frames for each page costs more than it saves
        ws_max_size=65_536,
        ws_ping_interval=20.0,
        ws_ping_timeout=20.0,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=STOP_S,
    )
    return 0
