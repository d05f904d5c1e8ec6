"""What every answer carries, what the desktop's addresses give, and where settings come from."""

import sqlite3
import threading

import pytest
from django.test import Client, override_settings

from zuoxi.assembly.database import PATIENCE, database, never_make
from zuoxi.assembly.headers import content_security_policy
from zuoxi.assembly.secrets import kept_secret


@pytest.fixture
def page(tmp_path):
    (tmp_path / "index.html").write_text("<!doctype html><title>坐席</title>")
    with override_settings(ZUOXI_DESKTOP=tmp_path):
        yield Client()


def test_every_address_of_the_desktop_gives_its_page_and_the_csrf_cookie(page):
    for address in ("/", "/customers", "/calls/0190163d-8694-739b-aea5-966c26f8ad91"):
        response = page.get(address)
        assert "坐席" in response.content.decode()
        assert response.headers["Cache-Control"] == "no-cache"
    assert page.cookies["csrftoken"].value


def test_a_page_may_talk_to_us_and_to_the_switch_only(page):
    response = page.get("/")
    policy = response.headers["Content-Security-Policy"]

    assert "default-src 'self'" in policy
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert response.headers["X-Frame-Options"] == "DENY"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    allowed = content_security_policy("wss://phone.example.org:8089/ws")
    assert "connect-src 'self' wss://phone.example.org:8089;" in allowed


def test_assets_go_out_as_small_as_the_browser_can_read_them(tmp_path):
    (tmp_path / "assets").mkdir()
    for ending, content in (("", b"plain" * 9), (".gz", b"gzipped"), (".br", b"brotli")):
        (tmp_path / "assets" / f"index-1a2b3c4d.js{ending}").write_bytes(content)
    with override_settings(ZUOXI_DESKTOP=tmp_path, WHITENOISE_ROOT=tmp_path, WHITENOISE_AUTOREFRESH=False):
        browser = Client()
        got = {
            reads: b"".join(
                browser.get("/assets/index-1a2b3c4d.js", headers={"accept-encoding": reads}).streaming_content
            )
            for reads in ("br, gzip", "gzip", "identity")
        }
    assert got == {"br, gzip": b"brotli", "gzip": b"gzipped", "identity": b"plain" * 9}


def build(folder, name):
    """What a build leaves: a page that asks for its script, the script, and its packed copy."""
    (folder / "assets").mkdir(parents=True, exist_ok=True)
    script = folder / "assets" / f"index-{name}.js"
    script.write_text(f"// {name}")
    (folder / "index.html").write_text(f'<!doctype html><script src="/assets/{script.name}"></script>')
    return f"/assets/{script.name}"


def test_a_desktop_that_is_built_anew_is_served_whole_and_open_pages_still_find_their_parts(tmp_path):
    """One web process all the while: it had the new page and none of its scripts, and showed white."""
    dist = tmp_path / "dist"
    with override_settings(ZUOXI_DESKTOP=dist, WHITENOISE_ROOT=dist):
        client = Client()
        assert client.get("/").status_code == 503
        before = build(dist, "before")
        assert before in client.get("/").content.decode()
        assert served(client, before) == "// before"
        now = build(dist, "now")
        assert now in client.get("/calls").content.decode()
        assert [served(client, path) for path in (now, before)] == ["// now", "// before"]
        assert client.get(now).headers["Cache-Control"] == "max-age=315360000, public, immutable"
        assert client.get("/assets/index-gone.js").status_code == 404


def served(client, path):
    return b"".join(client.get(path).streaming_content).decode()


def test_a_desktop_that_is_not_built_says_so(tmp_path):
    with override_settings(ZUOXI_DESKTOP=tmp_path):
        response = Client().get("/")
    assert response.status_code == 503
    assert "./start" in response.content.decode()


@pytest.mark.django_db
def test_answers_of_the_api_are_never_kept_and_have_one_shape():
    response = Client().get("/api/session")
    assert response.headers["Cache-Control"] == "no-store"
    assert Client().get("/api/nothing").json()["code"] == "not_found"
    assert Client().put("/api/session").json()["code"] == "no_such_method"
    broken = Client().post("/api/session", "{", content_type="application/json")
    assert (broken.status_code, broken.json()["code"]) == (400, "bad_request")
    nul = Client().post(
        "/api/session", '{"username": "a\\u0000", "password": "x"}', content_type="application/json"
    )
    assert nul.json()["code"] == "bad_request"


def test_the_database_is_sqlite_in_the_home_or_postgresql_by_its_address(tmp_path):
    embedded = database("", tmp_path)
    assert embedded["NAME"] == tmp_path / "zuoxi.sqlite3"
    assert embedded["OPTIONS"]["transaction_mode"] == "IMMEDIATE"

    grown = database("postgresql://zuoxi:p%40ss@db.example.org:5433/centre?sslmode=require", tmp_path)
    assert (grown["HOST"], grown["PORT"], grown["NAME"]) == ("db.example.org", "5433", "centre")
    assert (grown["USER"], grown["PASSWORD"]) == ("zuoxi", "p@ss")
    assert grown["OPTIONS"] == PATIENCE | {"sslmode": "require"}
    hasty = database("postgresql://zuoxi@db/centre?connect_timeout=1", tmp_path)
    assert hasty["OPTIONS"]["connect_timeout"] == "1"
    with pytest.raises(ValueError, match="mysql"):
        database("mysql://x/y", tmp_path)


def test_a_process_that_works_on_a_file_that_is_away_does_not_make_another(tmp_path):
    described = database("", tmp_path / "a home?")
    never_make(described)
    never_make(described)
    (tmp_path / "a home?").mkdir()
    with pytest.raises(sqlite3.OperationalError, match="unable to open"):
        sqlite3.connect(described["NAME"], uri=True)
    (tmp_path / "a home?" / "zuoxi.sqlite3").touch()
    sqlite3.connect(described["NAME"], uri=True).close()


def test_processes_that_start_together_agree_on_a_secret(tmp_path):
    found = []
    makers = iter(range(100))

    def ask():
        found.append(kept_secret(tmp_path / "secrets", "session.key", lambda: f"secret-{next(makers)}"))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(set(found)) == 1
    kept = tmp_path / "secrets" / "session.key"
    assert kept.stat().st_mode & 0o077 == 0
    assert [path.name for path in kept.parent.iterdir()] == ["session.key"]
