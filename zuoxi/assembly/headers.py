"""Security headers of every answer: what a page of ours may load and whom it may talk to."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

Answer = Callable[[HttpRequest], HttpResponseBase]


def content_security_policy(switch_ws_url: str) -> str:
    """Everything from ourselves; beside it only the switch's WebSocket, for the softphone."""
    parts = urlsplit(switch_ws_url)
    switch = f" {parts.scheme}://{parts.netloc}" if parts.netloc else ""
    rules = {
        "default-src": "'self'",
        "connect-src": f"'self'{switch}",
        "img-src": "'self' data: blob:",
        "media-src": "'self' blob: data:",
        "font-src": "'self' data:",
        "style-src": "'self' 'unsafe-inline'",  # antd writes its styles at run time
        "script-src": "'self'",
        "worker-src": "'self' blob:",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def security_headers(answer: Answer) -> Answer:
    """Django middleware that adds them."""
    policy = content_security_policy(settings.ZUOXI_SWITCH_WS_URL)

    def with_headers(request: HttpRequest) -> HttpResponseBase:
        response = answer(request)
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(self)")
        response.headers.setdefault("X-Frame-Options", "DENY")
        if request.path.startswith("/api/"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return with_headers
