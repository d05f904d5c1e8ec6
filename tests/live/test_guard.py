"""Who guesses at passwords of devices is shut out for a while; carriers and phones of the house never are."""

import asyncio
from contextlib import suppress

import pytest

from tests.live.until import soon
from zuoxi.live.guard import Guard
from zuoxi.live.guesses import MOST, WINDOW_MS, Brake, Guesses
from zuoxi.switch.asterisk.guesses import guessing_address

STRANGER, PHONE, CARRIER = "203.0.113.7", "203.0.113.8", "198.51.100.9"


class Scene:
    """A guard with one node, whose phone is at `PHONE` and whose carrier's network holds `CARRIER`."""

    def __init__(self) -> None:
        self.now, self.changes = 0, 0
        self.guard = Guard([self], now=lambda: self.now)
        self.guard.spare(["carrier.example", "198.51.100.0/24"])

    async def listen(self, wrong) -> None:
        self.wrong = wrong
        await asyncio.Event().wait()

    async def at_home(self) -> frozenset[str]:
        return frozenset({PHONE})

    def guesses(self, address: str, times: int = Brake().tries) -> None:
        for _ in range(times):
            self.wrong(address)

    def changed(self) -> None:
        self.changes += 1


@pytest.fixture
async def scene():
    scene = Scene()
    task = asyncio.create_task(scene.guard.run(scene.changed))
    await soon(lambda: hasattr(scene, "wrong"))
    yield scene
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def test_who_guesses_is_shut_out_and_let_in_again(scene):
    scene.guesses(STRANGER)
    await soon(lambda: scene.guard.out == (STRANGER,))
    scene.now = Brake().out_ms
    scene.guesses("203.0.113.9")
    await soon(lambda: scene.guard.out == ("203.0.113.9",))
    assert scene.changes == 2


async def test_a_phone_with_an_old_password_is_not_taken_for_a_guesser(scene):
    for _ in range(10):
        scene.guesses(STRANGER, Brake().tries - 1)
        scene.now += WINDOW_MS
    scene.guesses("203.0.113.9")
    await soon(lambda: scene.guard.out == ("203.0.113.9",))


async def test_neither_a_carrier_nor_where_a_phone_of_ours_is_registered_is_shut_out(scene):
    scene.guesses(PHONE)
    scene.guesses(CARRIER)
    scene.guesses(STRANGER)
    await soon(lambda: scene.guard.out == (STRANGER,))


def test_invented_addresses_fill_nothing():
    book = Guesses(Brake())
    for number in range(3 * MOST):
        assert not book.wrong(f"10.0.{number // 256}.{number % 256}", number)
        book.shut_out(f"10.1.{number // 256}.{number % 256}", number)
    assert len(book._tries) == len(book.out(3 * MOST)) == MOST


@pytest.mark.parametrize(
    ("event", "remote", "address"),
    [
        ("ChallengeResponseFailed", "IPV4/UDP/203.0.113.7/5062", "203.0.113.7"),
        ("InvalidPassword", "IPV6/WS/2001:db8::7/40000", "2001:db8::7"),
        ("InvalidAccountID", "IPV4/UDP/203.0.113.7/5062", ""),
        ("InvalidPassword", "IPV4/UDP/1.2.3.4.5/5062", ""),
        ("InvalidPassword", "nowhere", ""),
    ],
)
def test_only_a_wrong_answer_to_a_challenge_of_ours_is_a_guess(event, remote, address):
    assert guessing_address({"Event": event, "RemoteAddress": remote}) == address
