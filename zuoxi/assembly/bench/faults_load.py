"""What callers and phones of `zuoxi bench faults` do, in sipp's own words.

A caller waits, talks for one of several spans and hangs up; one of a few gives up while he waits. A phone
rings for one of several spans, is taken up and echoes what it hears. Nobody at a phone hangs up: whatever
ends there was ended by the house. Each caller has a number of his own, so that every trace tells whose it is.
"""

from collections.abc import Callable, Sequence
from functools import partial

PREFIX = "138"
Way = tuple[float, Callable[[int], list[str]]]
"""How likely it is, and what it does, given the number of its labels."""
EMPTY = "Content-Length: 0\n\n"
SOUND = """Content-Type: application/sdp
Content-Length: [len]

v=0
o=- 1 1 IN IP4 [local_ip]
s=-
c=IN IP4 [media_ip]
t=0 0
m=audio [media_port] RTP/AVP 8
a=rtpmap:8 PCMA/8000
"""
LEAVES, GIVES_UP, TAKEN_UP, OVER, END = 1, 2, 3, 4, 1
"""Labels within a way; sipp's are numbers, and each way has its own hundred."""
WHOSE = "<sip:[field0]@[local_ip]:[local_port]>"
DIALLED = "sip:[service]@[remote_ip]:[remote_port]"
INVITE = "z9hG4bK-[pid]-[call_number]-1"
HERE = "Contact: <sip:phone@[local_ip]:[local_port]>\n"
TAGGED = "[last_Via:]\n[last_From:]\n[last_To:];tag=phone-[call_number]\n[last_Call-ID:]\n"
FINE = f"SIP/2.0 200 OK\n[last_Via:]\n[last_From:]\n[last_To:]\n[last_Call-ID:]\n[last_CSeq:]\n{HERE}{EMPTY}"


def first_part(burst: int) -> str:
    """How the numbers of all callers of a burst begin."""
    return f"{PREFIX}{burst:04d}"


def numbers(burst: int, count: int) -> str:
    """The callers' numbers as sipp reads them from a file."""
    return "\n".join(["SEQUENTIAL", *(f"{first_part(burst)}{number:04d}" for number in range(count))]) + "\n"


def callers(stays_ms: Sequence[int], patience_ms: int, gives_up_ms: int, share: float) -> str:
    """Callers: how long each stays from the answer on; `share` of them for `gives_up_ms` only.
    Who is not answered waits for `patience_ms`, and these again for `gives_up_ms`."""
    each = (1 - share) / len(stays_ms)
    ways: list[Way] = [(share, partial(_caller, gives_up_ms, gives_up_ms))]
    ways += [(each, partial(_caller, patience_ms, stay)) for stay in stays_ms]
    return _scenario("caller", ways)


def phones(rings_ms: Sequence[int]) -> str:
    """Phones that ring for one of the spans."""
    asked = (
        '<recv request="INVITE" rrs="true"><action><ereg regexp="[0-9]+ INVITE" search_in="hdr" '
        'header="CSeq:" assign_to="asked"/></action></recv>'
    )
    return _scenario("phone", [(1, partial(_phone, ring)) for ring in rings_ms], asked)


def _caller(patience_ms: int, stay_ms: int, way: int) -> list[str]:
    until = f'timeout="{patience_ms}" ontimeout="{way + GIVES_UP}"'
    return [
        _send(_request("INVITE", INVITE, 1, dialog=False, body=SOUND)),
        *(f'<recv response="{code}" optional="true" {until}/>' for code in (100, 180, 183)),
        f'<recv response="200" rrs="true" {until}/>',
        _send(_request("ACK", "[branch]", 1, dialog=True), again=False),
        '<nop><action><exec rtp_stream="@SOUND@,-1,8"/></action></nop>',
        f'<recv request="BYE" timeout="{stay_ms}" ontimeout="{way + LEAVES}"/>',
        _send(FINE, again=False, then=way + OVER),
        f'<label id="{way + LEAVES}"/>',
        _send(_request("BYE", "[branch]", 2, dialog=True)),
        f'<recv response="200" next="{way + OVER}"/>',
        f'<label id="{way + GIVES_UP}"/>',
        _send(_request("CANCEL", INVITE, 1, dialog=False)),
        '<recv response="200"/>\n<recv response="487"/>',
        _send(_request("ACK", INVITE, 1, dialog=False), again=False),
        f'<label id="{way + OVER}"/>',
    ]


def _phone(ring_ms: int, way: int) -> list[str]:
    return [
        _send(f"SIP/2.0 180 Ringing\n{TAGGED}[last_CSeq:]\n{HERE}{EMPTY}", again=False),
        f'<recv request="CANCEL" timeout="{ring_ms}" ontimeout="{way + TAKEN_UP}"/>',
        _send(FINE, again=False),
        _send(f"SIP/2.0 487 Request Terminated\n{TAGGED}CSeq:[$asked]\n{EMPTY}"),
        f'<recv request="ACK" next="{way + OVER}"/>',
        f'<label id="{way + TAKEN_UP}"/>',
        _send(f"SIP/2.0 200 OK\n{TAGGED}[last_CSeq:]\n{HERE}{SOUND}"),
        '<recv request="ACK" optional="true"/>\n<recv request="BYE"/>',
        _send(FINE, again=False),
        f'<label id="{way + OVER}"/>',
    ]


def _request(method: str, branch: str, number: int, *, dialog: bool, body: str = EMPTY) -> str:
    to = "[last_To:]" if dialog or method == "ACK" else f"To: <{DIALLED}>"
    routes = "[routes]\n" if dialog else ""
    return (
        f"{method} {'[next_url]' if dialog else DIALLED} SIP/2.0\n"
        f"Via: SIP/2.0/[transport] [local_ip]:[local_port];branch={branch}\n"
        f"From: {WHOSE};tag=[call_number]\n{to}\nCall-ID: [call_id]\nCSeq: {number} {method}\n"
        f"Contact: {WHOSE}\nMax-Forwards: 70\n{routes}{body}"
    )


def _send(text: str, *, again: bool = True, then: int = 0) -> str:
    how = (' retrans="500"' if again else "") + (f' next="{then}"' if then else "")
    return f"<send{how}><![CDATA[\n{text}\n]]></send>"


def _scenario(name: str, ways: Sequence[Way], first: str = "") -> str:
    """One of the ways by chance, each as likely as its share says. The choice is made before anything is
    said: a message that meets sipp at a crossroads is lost on it."""
    parts, left = [first], float(sum(share for share, _ in ways))
    for number, (share, _) in enumerate(ways, 1):
        parts.append(f'<nop next="{number * 100}" chance="{min(1.0, share / left):g}"/>')
        left -= share
    for number, (_, make) in enumerate(ways, 1):
        parts += [f'<label id="{number * 100}"/>', *make(number * 100), f'<nop next="{END}"/>']
    text = "\n".join([*parts, f'<label id="{END}"/>'])
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<scenario name="{name}">\n{text}\n</scenario>\n'
