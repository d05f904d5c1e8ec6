"""What a laid-out session, a foreign page, and a body with more in it than its form asks for do not get."""

import pytest
from django.conf import settings
from django.test import Client, override_settings

from tests.company import PASSWORD, Company, Door
from zuoxi.assembly.api import api
from zuoxi.assembly.nodes import Addresses
from zuoxi.assembly.serve import greeting as greetings
from zuoxi.assembly.serve.centre import Centre

pytestmark = pytest.mark.django_db

LAID_OUT = "laidoutbysomebodyelse0123456789ab"


@pytest.fixture
def north() -> Company:
    return Company("north")


def sign_in(door: Door, company: Company) -> None:
    door.post("/session", {"username": company.agent.username, "password": PASSWORD})
    assert door.status == 200


def test_no_script_reads_the_session_and_no_foreign_page_sends_it(north):
    door = Door()
    sign_in(door, north)
    session = door.response.cookies[settings.SESSION_COOKIE_NAME]
    assert session["httponly"]
    assert {door.response.cookies[name]["samesite"] for name in door.response.cookies} == {"Lax"}


def test_a_session_that_somebody_laid_out_is_not_signed_in(north):
    victim = Door()
    victim.client.cookies[settings.SESSION_COOKIE_NAME] = LAID_OUT
    sign_in(victim, north)
    assert victim.client.cookies[settings.SESSION_COOKIE_NAME].value != LAID_OUT

    layer = Door()
    layer.client.cookies[settings.SESSION_COOKIE_NAME] = LAID_OUT
    assert layer.get("/session")["person"] is None


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost@evil.example"])
def test_a_foreign_name_gets_no_page_and_no_api(host):
    for path in ("/", "/api/session"):
        assert Client().get(path, headers={"host": host}).status_code == 400


def test_no_foreign_page_is_told_that_it_may_read_us(north):
    asked = {"origin": "https://evil.example", "access-control-request-method": "POST"}
    for method in ("options", "get"):
        answer = getattr(Client(), method)("/api/session", headers=asked)
        assert not [name for name in answer.headers if name.lower().startswith("access-control")]


@pytest.mark.parametrize(
    "path",
    ["/assets/../secret", "/assets/%2e%2e/secret", "/assets/..%2fsecret", "//secret", "/assets//../secret"],
)
def test_no_address_leads_out_of_the_desktops_folder(tmp_path, path):
    (tmp_path / "secret").write_text("the key")
    (tmp_path / "dist" / "assets").mkdir(parents=True)
    with override_settings(ZUOXI_DESKTOP=tmp_path / "dist", WHITENOISE_ROOT=tmp_path / "dist"):
        answer = Client().get(path)
    assert b"the key" not in b"".join(answer.streaming_content if answer.streaming else [answer.content])


def bodies():
    """Every form of the API, by name."""
    described = api.get_openapi_schema()
    shapes = described["components"]["schemas"]
    for doors in described["paths"].values():
        for door in doors.values():
            body = door.get("requestBody")
            if body:
                name = body["content"]["application/json"]["schema"]["$ref"].rsplit("/", 1)[1]
                yield pytest.param(shapes[name], id=door["operationId"])


@pytest.mark.parametrize("shape", [*bodies()])
def test_a_body_with_more_in_it_than_its_form_asks_for_is_refused(shape):
    assert shape["additionalProperties"] is False


def test_who_starts_it_as_root_is_told_so(monkeypatch, capsys, tmp_path):
    centre = Centre(
        tmp_path, "127.0.0.1", 8000, Addresses("127.0.0.2", "127.0.0.3", "127.0.0.4"), sample=False
    )
    for account, told in ((0, True), (1000, False)):
        monkeypatch.setattr(greetings.os, "geteuid", lambda account=account: account)
        greetings.greeting((), None)(centre)
        assert ("root" in capsys.readouterr().out) is told
