"""The desktop's one page: every address that is not the API's is a place inside it."""

from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from zuoxi.assembly.publish.published import read_published

NOT_BUILT = "坐席桌面还没有构建，请运行 ./start。 / The desktop is not built yet: run ./start."


@require_safe
def authority(request: HttpRequest) -> HttpResponse:
    """The certificate of the house's own authority, for PCs to trust; 404 where another one is used."""
    published = read_published(settings.ZUOXI_HOME)
    if published is None or not published.authority:
        return HttpResponse(status=404)
    certificate = Path(published.authority).read_bytes()
    return HttpResponse(certificate, content_type="application/x-x509-ca-cert")


@require_safe
@ensure_csrf_cookie
def desktop(request: HttpRequest) -> HttpResponse:
    """The page; its script reads the address and shows the place."""
    page = settings.ZUOXI_DESKTOP / "index.html"
    try:
        response = HttpResponse(page.read_bytes(), content_type="text/html; charset=utf-8")
    except FileNotFoundError:
        response = HttpResponse(NOT_BUILT, status=503, content_type="text/plain; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response
