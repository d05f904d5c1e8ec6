"""The gateway of this installation, mounted beside Django for WebSockets and the process's life."""

import msgspec
from django.conf import settings

from zuoxi.gateway.endpoint import Gateway
from zuoxi.gateway.hub import Hub
from zuoxi.gateway.limits import Limits
from zuoxi.gateway.people import Installation
from zuoxi.outbox.channel import socket_path


def installed_hub() -> Hub:
    """The hub of this installation, from Django's settings (`ZUOXI_GATEWAY` may change limits)."""
    limits = msgspec.convert(getattr(settings, "ZUOXI_GATEWAY", {}), Limits)
    return Hub(socket_path(settings.ZUOXI_HOME), Installation(), limits)


application = Gateway(installed_hub)
