"""Nobody stops the web process or fills its memory, and nobody needs a sign-in to be turned away."""

import contextlib

import pytest

from tests.attack.measure import send_ahead, talk_on
from tests.attack.web import CONTROL_PING, PING, abuse, answers

SOON_S = 1.0
"""While a flood goes on; without the limits it was ten seconds. docs/security.md has the figures."""
SPARE_MB = 100


@pytest.mark.parametrize("frame", [PING, CONTROL_PING], ids=["frames", "control frames"])
def test_frames_on_a_line_that_was_closed_cost_the_others_nothing(web, frame):
    with abuse(lambda over: talk_on(web, frame, over), times=5):
        median, _ = answers(web, 20)

    assert median < SOON_S


def test_requests_sent_ahead_of_their_answers_do_not_fill_the_memory(web):
    before = web.megabytes()

    with abuse(lambda over: send_ahead(web, over), times=20):
        median, _ = answers(web, 20)
        grown = web.megabytes() - before

    assert grown < SPARE_MB
    assert median < SOON_S


@pytest.mark.parametrize(
    "more",
    [b"x" * 60_000, b"X-A: b\r\n" * 8_000, b"X-A: " + b"y" * 60_000],
    ids=["address", "many headers", "long header"],
)
def test_a_head_without_end_is_cut_off(web, more):
    pipe = web.knock()
    pipe.sendall(b"GET /" if more.startswith(b"x") else b"GET / HTTP/1.1\r\n")
    sent = 0
    with contextlib.suppress(OSError):
        while sent < 5_000_000:
            sent += pipe.send(more)

    assert sent < 5_000_000
    with contextlib.suppress(ConnectionResetError):
        assert pipe.recv(100).split(b" ")[1:2] in ([], [b"431"])


def test_what_follows_a_chunked_body_has_an_end_too(web):
    pipe = web.knock()
    pipe.sendall(b"POST /api/session HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX-A: ")
    sent = 0
    with contextlib.suppress(OSError):
        while sent < 5_000_000:
            sent += pipe.send(b"y" * 60_000)

    assert sent < 5_000_000


def test_a_page_that_talks_on_after_the_end_is_dropped_at_once(web):
    line = web.line()
    sent = 0
    with contextlib.suppress(OSError):
        while sent < 5_000_000:
            sent += line.send(PING * 2_000)

    assert sent < 5_000_000
