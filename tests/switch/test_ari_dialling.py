"""What must be asked of Asterisk in one breath, because we may die between two."""

import asyncio
from types import SimpleNamespace

from zuoxi.switch.ari_dialling import A_DEVICE, _dial


class Unanswered:
    """An Asterisk that is asked and says nothing yet."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def post(self, path: str, **query: str) -> None:
        self.asked.append(path)
        await asyncio.Event().wait()


async def test_a_leg_is_marked_as_dialled_in_the_breath_in_which_it_is_dialled():
    """A process that was killed after the mark and before the dialling left a phone that never rang."""
    http = Unanswered()
    dialling = asyncio.create_task(_dial(SimpleNamespace(http=http), "leg", A_DEVICE, 20_000))
    for _ in range(5):
        await asyncio.sleep(0)
    assert http.asked == ["/channels/leg/dial", "/channels/leg/variable"]
    dialling.cancel()
