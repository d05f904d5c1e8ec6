"""The dialplan's notes of callers whom nobody took."""

from typing import cast

import pytest

from zuoxi.engine.events import CallTurnedAway
from zuoxi.switch.ami import AmiClient
from zuoxi.switch.turned_away import read

LEFT = 1_790_000_000


class Notes:
    """A switch that has one note."""

    def __init__(self, value: str) -> None:
        self._value = value

    async def listing(self, name: str, **fields: str) -> list[dict[str, str]]:
        return [{"Key": "/turned-away/17.1", "Val": self._value}]


async def told(value: str) -> CallTurnedAway:
    (one,) = await read(cast(AmiClient, Notes(value)), "house")
    return one


@pytest.mark.parametrize(
    ("came", "rang_ms"),
    [
        (f"|{LEFT - 12}", 12_000),
        ("|86400", 0),  # the switch's clock was set from 1970 while he rang
        (f"|{LEFT + 3_600}", 0),  # or set back
        ("|", 0),
        ("|soon", 0),
        ("", 0),  # an earlier dialplan did not note it
    ],
)
async def test_a_caller_rang_as_long_as_can_be_believed(came: str, rang_ms: int) -> None:
    """His record begins when he came; where the clock was set meanwhile, when he left."""
    one = await told(f"{LEFT}|carrier|4008001234|13800138000{came}")
    assert (one.at, one.rang_ms) == (LEFT * 1_000 + 500, rang_ms)


@pytest.mark.parametrize("dialled", ["4008001234|9", "4008001234;phone-context=|", "4||", "|"])
async def test_a_sign_of_ours_in_what_he_dialled_loses_nobody(dialled: str) -> None:
    """A carrier sends what it likes; the note is read all the same, and is not kept for ever."""
    one = await told(f"{LEFT}|carrier|{dialled}|13800138000|{LEFT - 12}")
    assert (one.dialled, one.caller, one.rang_ms) == (dialled, "13800138000", 12_000)
