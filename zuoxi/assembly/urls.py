"""Where requests go: the API, and the desktop for every other address."""

from django.urls import path, re_path

from zuoxi.assembly.api import api
from zuoxi.assembly.pages import desktop

handler500 = "zuoxi.assembly.errors.on_server_error"

urlpatterns = [
    path("api/", api.urls),
    re_path(r"^(?!api/|ws$|static/|assets/).*$", desktop, name="desktop"),
]
