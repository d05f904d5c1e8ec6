"""Sound that a stranger sends into a call: who hears it, and when."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import pytest_asyncio

from tests.live.until import soon
from tests.switch.asterisk_lab import TONES, AsteriskLab, tones_at_end
from tests.switch.on_a_lab import CUSTOMER, LINE, agent, bridged, talking
from tests.switch.rtp_stranger import TONE, Stranger
from tests.switch.sip_probe import Phone
from zuoxi.engine import commands as c
from zuoxi.engine import events as e
from zuoxi.switch.ari_http import AriAddress, AriHttp, read_variable
from zuoxi.switch.ari_recording import _closed, files_of
from zuoxi.switch.asterisk.carrier import Party
from zuoxi.switch.asterisk.reach import reach
from zuoxi.switch.tones import seconds_with

pytestmark = [pytest.mark.switch, pytest.mark.asyncio(loop_scope="session")]

ELSEWHERE = "127.0.0.9"
PACKETS = 100
"""Two seconds of sound."""
RECORDING = "foreign"


@pytest_asyncio.fixture(loop_scope="session")
async def ari(asterisk: AsteriskLab) -> AsyncIterator[AriHttp]:
    """The house's control interface."""
    house = reach(asterisk.pair.house)
    http = AriHttp(AriAddress(house.host, house.http_port, house.app, house.ari_secret), timeout_s=5)
    yield http
    await http.close()


@pytest_asyncio.fixture(loop_scope="session")
async def anybody(asterisk: AsteriskLab, ari: AriHttp) -> AsyncIterator[None]:
    """The house takes sound from whoever sends it, until the test is over."""
    conf = asterisk.pair.house.folder / "etc" / "rtp.conf"
    ours = conf.read_text()
    assert "strictrtp = yes" in ours
    conf.write_text(ours.replace("strictrtp = yes", "strictrtp = no"))
    await ari.put("/asterisk/modules/res_rtp_asterisk.so")
    yield
    conf.write_text(ours)
    await ari.put("/asterisk/modules/res_rtp_asterisk.so")


@dataclass
class Conversation:
    """A customer and an agent who hear each other; the customer's leg is recorded."""

    lab: AsteriskLab
    ari: AriHttp
    legs: dict[str, str]
    parties: dict[str, Party]

    async def port(self, who: str) -> tuple[str, int]:
        """Where the house takes the sound of one of the two.

        Only the port is asked for: as its address Asterisk names the one by which it reaches the other side,
        which is another than the one it listens at. Sound sent there reaches nobody, and proves nothing.
        """
        local = await read_variable(self.ari, self.legs[who], "CHANNEL(rtp,src)")
        return self.lab.pair.house.address, int(local.rpartition(":")[2])

    async def spoken_into(self, who: str) -> None:
        """A stranger speaks into the leg of one of the two; returns when he has said it all."""
        stranger = await Stranger.at(ELSEWHERE, await self.port(who))
        await soon(lambda: stranger.sent >= PACKETS, 60)
        stranger.close()

    async def taken_after(self, who: str, packets: int) -> None:
        """Wait until the house has taken so many more packets of one of the two.

        By then it has seen all that came to the same port before them.
        """
        before = await self._taken(who)
        async with asyncio.timeout(10):
            while await self._taken(who) < before + packets:
                await asyncio.sleep(0.05)

    async def _taken(self, who: str) -> int:
        return int(await read_variable(self.ari, self.legs[who], "CHANNEL(rtcp,rxcount)"))

    async def put_down(self, who: str) -> None:
        """One of the two hangs up; returns when the whole of what he heard is kept."""
        party = self.parties[who]
        await party.hang_up()
        await party.ended.wait()
        await soon(lambda: _closed(party.heard))  # Asterisk writes four seconds at a time


async def conversation(lab: AsteriskLab, ari: AriHttp) -> Conversation:
    customer, channel = await talking(lab)
    leg = await agent(lab)
    await bridged(lab, channel, leg)
    await lab.do(c.StartRecording(node="house", channel=channel, recording=RECORDING))
    await lab.hears(leg, "robot-one", {channel: CUSTOMER})
    await lab.hears(channel, CUSTOMER, {leg: "robot-one"})
    return Conversation(
        lab,
        ari,
        {"customer": channel, "agent": leg},
        {"customer": customer, "agent": lab.party("robot-one")},
    )


@pytest.mark.parametrize(("who", "other"), [("customer", "agent"), ("agent", "customer")])
async def test_a_stranger_who_speaks_into_a_conversation_is_heard_by_nobody_and_stops_nobody(
    asterisk: AsteriskLab, ari: AriHttp, who: str, other: str
):
    talk = await conversation(asterisk, ari)
    await talk.spoken_into(who)
    await talk.taken_after(who, packets=25)
    await asterisk.do(c.StopRecording(node="house", channel=talk.legs["customer"], recording=RECORDING))
    await asterisk.expect(e.RecordingStopped, recording=RECORDING)
    await talk.put_down(other)
    await talk.put_down(who)
    kept = [party.heard for party in talk.parties.values()] + list(files_of(asterisk.spool, RECORDING))
    assert [seconds_with(file, TONE) for file in kept] == [0, 0, 0, 0]
    voice = {"customer": CUSTOMER, "agent": "robot-one"}[who]
    assert tones_at_end(talk.parties[other].heard) == {TONES[voice]}, "who was spoken over is still heard"


@pytest.mark.parametrize(("who", "other"), [("customer", "agent"), ("agent", "customer")])
@pytest.mark.usefixtures("anybody")
async def test_the_same_stranger_is_heard_where_the_switch_takes_sound_from_anybody(
    asterisk: AsteriskLab, ari: AriHttp, who: str, other: str
):
    """So the test before this one has ears: its stranger speaks to the right place in the right way."""
    talk = await conversation(asterisk, ari)
    await talk.spoken_into(who)
    await talk.put_down(other)
    assert seconds_with(talk.parties[other].heard, TONE) > 0.5


async def test_who_speaks_where_a_caller_has_not_sent_anything_yet_is_taken_for_him(
    asterisk: AsteriskLab, ari: AriHttp
):
    """The limit: where the sound of a call comes from is learned from its first sound. And a recording holds

    what is heard: had the stranger of the tests above been heard, it would tell.
    """
    leg = await agent(asterisk)
    robot = asterisk.party("robot-one")
    caller = await Phone.at(
        asterisk.pair.house.address, CUSTOMER, local=asterisk.pair.carrier.settings.node.address
    )
    calling = asyncio.create_task(caller.invite(LINE))
    channel = (await asterisk.expect(e.CallArrived, caller=CUSTOMER)).channel
    await asterisk.do(c.AnswerChannel(node="house", channel=channel, call="call-1"))
    await asterisk.expect(e.LegAnswered, channel=channel)
    talk = Conversation(asterisk, ari, {"customer": channel, "agent": leg}, {"agent": robot})
    speaking = asyncio.create_task(talk.spoken_into("customer"))
    await bridged(asterisk, channel, leg)
    await asterisk.do(c.StartRecording(node="house", channel=channel, recording="taken"))
    await speaking
    assert await calling == 200
    await asterisk.do(c.StopRecording(node="house", channel=channel, recording="taken"))
    await asterisk.expect(e.RecordingStopped, recording="taken")
    await talk.put_down("agent")
    said, _ = files_of(asterisk.spool, "taken")
    assert seconds_with(robot.heard, TONE) > 0.5 and seconds_with(said, TONE) > 0.5
    caller.close()
