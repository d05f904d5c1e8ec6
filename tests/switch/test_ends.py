"""The ends that Asterisk's dialplan has noted, as they are read."""

from zuoxi.assembly.places import CHECKOUT
from zuoxi.switch.ends import NAME, RING, TOLD, Ended, read


class Ami:
    """Global variables, as Getvar tells them."""

    def __init__(self, **values: str) -> None:
        self._values = values

    async def action(self, name: str, *, Variable: str) -> dict[str, str]:
        assert name == "Getvar"
        return {"Response": "Success", "Value": self._values.get(Variable, "")}


async def test_ends_are_told_in_the_order_of_their_happening():
    ami = Ami(**{f"{NAME}0": "house-1.512|200|16", f"{NAME}511": "house-1.511|100|34"})
    assert await read(ami) == [Ended("house-1.511", 34, 100_500), Ended("house-1.512", 16, 200_500)]


async def test_what_was_told_for_good_is_not_told_again():
    notes = {f"{NAME}0": "house-1.512|200|16", f"{NAME}1": "house-1.1|201|16"}
    assert [one.channel for one in await read(Ami(**notes, **{TOLD: "201000"}))] == ["house-1.1"]
    assert len(await read(Ami(**notes, **{TOLD: "no number"}))) == 2


async def test_what_is_no_note_tells_nothing_and_a_cause_that_is_not_known_is_the_usual_one():
    ami = Ami(**{f"{NAME}1": "house-1.1", f"{NAME}2": "|7|16", f"{NAME}3": "house-1.3|then|16"})
    assert await read(ami) == []
    assert await read(Ami(**{f"{NAME}4": "house-1.4|7|0"})) == [Ended("house-1.4", 16, 7_500)]


def test_the_dialplan_writes_the_ring_that_is_read():
    dialplan = (CHECKOUT / "deploy/asterisk/house/extensions.conf").read_text()
    assert f"% {RING}]" in dialplan
    assert f"GLOBAL({NAME}${{PLACE}})" in dialplan
