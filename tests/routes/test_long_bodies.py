"""A stranger who sends without end fills neither the memory nor the disk."""

import itertools
import json

import pytest

from zuoxi.assembly.asgi import application

CHUNK = b"x" * 65_536


class Sender:
    """Sends chunk after chunk, as many as anybody takes."""

    def __init__(self, chunks=None, headers=()):
        self.taken, self.answer, self.body = 0, None, b""
        self._chunks = iter(chunks if chunks is not None else itertools.repeat(CHUNK))
        self._headers = [(b"host", b"localhost"), (b"content-type", b"application/json"), *headers]

    async def receive(self):
        chunk = next(self._chunks, None)
        if chunk is None:
            return {"type": "http.disconnect"}
        self.taken += 1
        return {"type": "http.request", "body": chunk, "more_body": True}

    async def send(self, message):
        if message["type"] == "http.response.start":
            self.answer = message["status"]
        else:
            self.body += message.get("body", b"")

    async def knock(self):
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": "POST",
            "scheme": "http",
            "path": "/api/session",
            "raw_path": b"/api/session",
            "query_string": b"",
            "root_path": "",
            "headers": self._headers,
            "client": ("192.0.2.7", 4000),
            "server": ("127.0.0.1", 8000),
        }
        await application(scope, self.receive, self.send)
        return self


async def test_an_endless_body_is_cut_off():
    sender = await Sender().knock()

    assert sender.taken < 100
    assert sender.answer == 413
    assert json.loads(sender.body)["code"] == "too_large"


@pytest.mark.parametrize("length", [b"99999999999", b"6000000"])
async def test_a_body_that_is_announced_as_too_long_is_not_read_at_all(length):
    sender = await Sender(headers=[(b"content-length", length)]).knock()

    assert (sender.taken, sender.answer) == (0, 413)


async def test_a_caller_who_leaves_in_the_middle_gets_no_answer():
    sender = await Sender(chunks=[CHUNK]).knock()

    assert sender.answer is None
