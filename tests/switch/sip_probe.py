"""A telephone of a few lines: registers and calls by raw SIP, to see what the house lets in."""

import asyncio
import hashlib
import itertools
import re
import secrets

ids = itertools.count(1)


class Phone(asyncio.DatagramProtocol):
    """One UDP phone on loopback."""

    @classmethod
    async def at(cls, house: str, user: str, password: str = "", local: str = "127.0.0.1") -> "Phone":
        loop = asyncio.get_running_loop()
        _, phone = await loop.create_datagram_endpoint(cls, local_addr=(local, 0))
        phone.house, phone.user, phone.password = house, user, password
        return phone

    def __init__(self) -> None:
        self.house = self.user = self.password = ""
        self._answers: asyncio.Queue[str] = asyncio.Queue()

    def connection_made(self, transport) -> None:
        self._transport = transport
        self._host, self._port = transport.get_extra_info("sockname")
        self._call = f"{secrets.token_hex(8)}@probe"

    def datagram_received(self, data, addr) -> None:
        self._answers.put_nowait(data.decode(errors="replace"))

    def close(self) -> None:
        self._transport.close()

    @property
    def address(self) -> str:
        """Where it really is."""
        return f"{self._host}:{self._port}"

    async def register(self, *, expires: int = 60, contact: str = "") -> int:
        """The final status of a REGISTER; `contact` is where it claims to be (default: where it is)."""
        extra = f"Contact: <{contact or f'sip:{self.user}@{self.address}'}>\r\nExpires: {expires}\r\n"
        return await self._request("REGISTER", f"sip:{self.house}", f"sip:{self.user}@{self.house}", extra)

    async def invite(self, number: str, extra: str = "") -> int:
        """The final status of an INVITE; `extra` are headers that it has besides."""
        to = f"sip:{number}@{self.house}"
        contact = f"Contact: <sip:{self._host}:{self._port}>\r\n"
        return await self._request("INVITE", to, to, contact + extra, SDP)

    async def asks(self, method: str, extra: str = "") -> int:
        """The final status of another request to a device of the house."""
        to = f"sip:w-1@{self.house}"
        contact = f"Contact: <sip:{self._host}:{self._port}>\r\n"
        return await self._request(method, to, to, contact + extra)

    async def _request(self, method: str, uri: str, to: str, extra: str, body: str = "") -> int:
        answer = await self._send(method, uri, to, extra, body)
        if status(answer) == 401 and self.password:
            answer = await self._send(method, uri, to, extra + self._credentials(method, uri, answer), body)
        return status(answer)

    async def _send(self, method: str, uri: str, to: str, extra: str, body: str) -> str:
        sequence = next(ids)
        text = (
            f"{method} {uri} SIP/2.0\r\n"
            f"Via: SIP/2.0/UDP {self._host}:{self._port};rport;branch=z9hG4bK{secrets.token_hex(6)}\r\n"
            f"Max-Forwards: 70\r\nFrom: <sip:{self.user}@{self.house}>;tag={secrets.token_hex(4)}\r\n"
            f"To: <{to}>\r\nCall-ID: {self._call}\r\nCSeq: {sequence} {method}\r\n{extra}"
            f"Content-Type: application/sdp\r\nContent-Length: {len(body)}\r\n\r\n{body}"
        )
        self._transport.sendto(text.encode(), (self.house, 5060))
        async with asyncio.timeout(5):
            while True:
                answer = await self._answers.get()
                if f"CSeq: {sequence} " in answer and status(answer) >= 200:
                    return answer

    def _credentials(self, method: str, uri: str, challenge: str) -> str:
        asked = dict(re.findall(r'(\w+)="([^"]*)"', challenge))
        first = md5(f"{self.user}:{asked['realm']}:{self.password}")
        cnonce = secrets.token_hex(4)
        reply = md5(f"{first}:{asked['nonce']}:00000001:{cnonce}:auth:{md5(f'{method}:{uri}')}")
        return (
            f'Authorization: Digest username="{self.user}", realm="{asked["realm"]}", '
            f'nonce="{asked["nonce"]}", uri="{uri}", response="{reply}", algorithm=MD5, qop=auth, '
            f'nc=00000001, cnonce="{cnonce}", opaque="{asked.get("opaque", "")}"\r\n'
        )


SDP = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 40000 RTP/AVP 8\r\n"


def status(answer: str) -> int:
    return int(answer.split(" ", 2)[1])


def md5(text: str) -> str:
    return hashlib.md5(text.encode()).hexdigest()


class Sender(asyncio.DatagramProtocol):
    """A carrier that answers each call with another address (302)."""

    @classmethod
    async def at(cls, local: str, target: str) -> "Sender":
        loop = asyncio.get_running_loop()
        _, sender = await loop.create_datagram_endpoint(cls, local_addr=(local, 5060))
        sender.target = target
        return sender

    def __init__(self) -> None:
        self.target = ""
        self._calls: set[str] = set()

    @property
    def asked(self) -> int:
        """How many calls it was asked for."""
        return len(self._calls)

    def connection_made(self, transport) -> None:
        self._transport = transport

    def datagram_received(self, data, addr) -> None:
        head = data.decode(errors="replace").split("\r\n\r\n")[0].split("\r\n")
        if not head[0].startswith("INVITE "):
            return
        same = {
            name: line for line in head[1:] for name in KEPT if line.lower().startswith(f"{name.lower()}:")
        }
        self._calls.add(same["Call-ID"])
        answer = [
            "SIP/2.0 302 Moved Temporarily",
            *same.values(),
            f"Contact: <{self.target}>",
            "Content-Length: 0",
        ]
        self._transport.sendto("\r\n".join([*answer, "", ""]).encode(), addr)

    def close(self) -> None:
        self._transport.close()


KEPT = ("Via", "From", "To", "Call-ID", "CSeq")
