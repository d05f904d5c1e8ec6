"""Where requests go: the API, and the desktop for every other address."""

from django.urls import path, re_path

from zuoxi.assembly.api import api
from zuoxi.assembly.pages import authority, desktop
from zuoxi.messaging.api.rating_page import rating_page

handler500 = "zuoxi.assembly.errors.on_server_error"

urlpatterns = [
    path("api/", api.urls),
    path("r/<str:token>", rating_page, name="rating"),
    path("authority.crt", authority, name="authority"),
    re_path(r"^(?!api/|ws$|sip$|static/|assets/|r/).*$", desktop, name="desktop"),
]
