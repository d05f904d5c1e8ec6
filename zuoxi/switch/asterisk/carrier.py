"""The carrier laboratory: a second Asterisk that plays the carrier, its customers and robot agents' phones.

    carrier = Carrier(program, CarrierSettings(…))
    await carrier.start()
    customer = await carrier.customer_calls("13800138000", "4008001234", tone=440)
    await customer.answered.wait()
    await customer.hang_up()

Everybody who is up speaks a tone of his own, so that recordings tell who heard whom (see `tones.py`).
"""

import asyncio
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Literal

from zuoxi.kernel.record import Record
from zuoxi.switch.ami import AmiClient, AmiLost, AmiRefused, Message
from zuoxi.switch.asterisk.carrier_robots import Registration, robots_text
from zuoxi.switch.asterisk.config import write_config
from zuoxi.switch.asterisk.install import AsteriskProgram
from zuoxi.switch.asterisk.node import NodeSettings, node_secrets, write_private
from zuoxi.switch.asterisk.process import AsteriskProcess, wait_ready

CALLEE_TONE, ROBOT_TONE = 620, 1_000
KEY_MS = 120


class CarrierSettings(Record):
    """The laboratory's own node and the house that it is connected to."""

    node: NodeSettings
    house_address: str
    house_sip_port: int = 5060
    phones_address: str = "127.0.0.4"
    """Address of the robot agents' phones; not the trunk's."""
    registrations: tuple[Registration, ...] = ()


class Callee(Record):
    """How a number behaves when the house dials it. `person` says a greeting, then his tone."""

    behaviour: Literal["answers", "busy", "no-answer", "powered-off", "person", "refused"] = "answers"
    tone: int = CALLEE_TONE
    """Hz; 0: silent."""
    ring_s: int = 0
    talk_s: int = 0
    """Hangs up after so many seconds; 0: stays. (no-answer: gives up after so many; refused: Q.850 cause.)"""


class Party:
    """One party in the laboratory: a customer who called in, a callee, or a robot's call."""

    def __init__(self, lab: "Carrier", channel: str, number: str) -> None:
        self._lab, self.channel, self.number = lab, channel, number
        self.answered = asyncio.Event()
        self.ended = asyncio.Event()
        self.cause = 0
        """Q.850 cause of the end."""
        self.keys = ""
        """Keys that it received."""
        self.caller = ""
        """Number that the house showed."""
        self.shown = self.asserted = self.privacy = ""
        """The SIP headers From, P-Asserted-Identity and Privacy with which the house dialled."""
        self.codec = ""
        """Codec of the answered call."""
        self.standing = False
        """Dialled as a standing leg (header X-Zuoxi-Line)."""

    @property
    def heard(self) -> Path:
        """WAV file of what it hears from its answer on; complete when it has ended."""
        return self._lab.heard_file(self.channel)

    async def hang_up(self) -> None:
        """It puts down the phone; nothing happens when the call is over already."""
        with suppress(AmiRefused):
            await self._lab.ami.action("Hangup", Channel=self.channel, Cause="16")

    async def press(self, digits: str) -> None:
        """It presses keys, once it is answered."""
        await self.answered.wait()
        for digit in digits:
            await self._lab.ami.action("PlayDTMF", Channel=self.channel, Digit=digit, Duration=str(KEY_MS))
            await asyncio.sleep(2 * KEY_MS / 1000)  # a key pressed on top of another would be lost


class Carrier:
    """The running laboratory. `parties` holds everybody who was dialled or called, newest last."""

    def __init__(self, program: AsteriskProgram, settings: CarrierSettings) -> None:
        self.settings = settings
        self.process = AsteriskProcess(program, settings.node)
        self.parties: list[Party] = []
        self.ami: AmiClient
        self._program = program
        self._by_channel: dict[str, Party] = {}
        self._news = asyncio.Event()

    def write(self) -> None:
        """Write the laboratory's configuration."""
        extra: dict[str, str | int] = {
            "phones_address": self.settings.phones_address,
            "house_address": self.settings.house_address,
            "house_sip_port": self.settings.house_sip_port,
            "callee_tone": CALLEE_TONE,
            "robot_tone": ROBOT_TONE,
            "strict_rtp": "no",  # a key may be the first thing that the house sends
        }
        write_config(self.settings.node, self._program, "carrier", extra)
        etc = self.settings.node.folder / "etc"
        write_private(etc / "pjsip_robots.conf", robots_text(self.settings.registrations, self.settings))

    async def start(self) -> None:
        """Start the laboratory as a child of this process. Errors: NodeNotStarted."""
        self.write()
        await self.process.start()
        await self.attach()

    async def attach(self) -> None:
        """Take control of a laboratory that runs already. Errors: NodeNotStarted."""
        node = self.settings.node
        await wait_ready(node)
        secret = node_secrets(node.folder).ami
        self.ami = await AmiClient.connect(node.control_address, node.ami_port, node.app, secret, self._take)

    async def detach(self) -> None:
        """Let go of it; it goes on."""
        await self.ami.close()

    async def stop(self) -> None:
        """End the laboratory and all its calls."""
        if hasattr(self, "ami"):
            with suppress(AmiLost):
                await self.ami.close()
        await self.process.stop()

    def heard_file(self, channel: str) -> Path:
        """Where a party's hearing is kept."""
        return self.settings.node.folder / "heard" / f"{channel}.wav"

    # -- customers who call in -------------------------------------------------------------------------

    async def customer_calls(
        self,
        number: str,
        dialled: str,
        *,
        tone: int = 440,
        stay_s: int = 0,
        keys: str = "",
        withheld: bool = False,
    ) -> Party:
        """A customer dials the house. Once answered he speaks `tone`, presses `keys` after a second, and

        hangs up after `stay_s` seconds (0: stays until told). `withheld`: he does not wish his number shown;
        `dialled` may have parameters, as some carriers add them. Returns when the call is on its way.
        """
        channel = f"cust-{secrets.token_hex(6)}-{number.strip('+')}"
        party = self._party(channel, number)
        fields = {
            "Channel": f"PJSIP/{dialled}@house",
            "ChannelId": channel,
            "CallerID": f'"" <{number or "anonymous"}>',
            "Context": "customer",
            "Exten": "s",
            "Priority": "1",
            "Timeout": "3600000",
            "Async": "true",
            "Variable": f"TONE={tone},STAY={stay_s},KEYS={keys}",
        }
        if withheld:
            fields["Variable"] += ",PJSIP_HEADER(add,Privacy)=id"
        await self.ami.action("Originate", **fields)
        return party

    # -- callees and robots, whom the house dials ------------------------------------------------------

    async def callee(self, number: str, how: Callee) -> None:
        """Say how `number` behaves from now on when the house dials it."""
        value = f"{how.behaviour}|{how.tone}|{how.ring_s}|{how.talk_s}"
        await self.ami.action("DBPut", Family="callee", Key=number, Val=value)

    async def robot(self, name: str, *, tone: int = ROBOT_TONE, ring_s: int = 0) -> str:
        """A robot agent's phone that takes each call by itself; the address to dial it at."""
        await self.ami.action("DBPut", Family="robot", Key=name, Val=f"{tone}|{ring_s}")
        return f"sip:robot-{name}@{self.settings.node.address}:{self.settings.node.sip_port}"

    async def dialled(self, number: str, *, after: int = 0, timeout_s: float = 10) -> Party:
        """The next party with `number` (or `robot-<name>`) that the house dials, after `after` earlier ones.

        Errors: TimeoutError.
        """
        async with asyncio.timeout(timeout_s):
            while len(found := [p for p in self.parties if p.number == number]) <= after:
                await self._news.wait()
        return found[after]

    # -- inside ----------------------------------------------------------------------------------------

    def _party(self, channel: str, number: str) -> Party:
        party = Party(self, channel, number)
        self.parties.append(party)
        self._by_channel[channel] = party
        return party

    def _take(self, message: Message) -> None:
        """One event of the laboratory."""
        channel = message.get("Uniqueid", "")
        kind = (message.get("Event", ""), message.get("UserEvent", ""))
        if kind == ("UserEvent", "Dialled"):
            party = self._party(channel, message.get("Number", ""))
            party.caller = message.get("From", "")
            party.shown, party.asserted = message.get("Shown", ""), message.get("Asserted", "")
            party.privacy = message.get("Privacy", "")
            party.standing = message.get("Line", "") == "standing"
        elif (known := self._by_channel.get(channel)) is None:
            return
        elif kind == ("UserEvent", "Speaks"):
            known.codec = message.get("Codec", "").strip("()")
            known.answered.set()
        elif kind[0] == "DTMFEnd" and message.get("Direction") == "Received":
            known.keys += message.get("Digit", "")
        elif kind[0] == "Hangup":
            known.cause = int(message.get("Cause") or 0)
            known.ended.set()
        self._news.set()  # wake who waits in `dialled`
        self._news = asyncio.Event()
