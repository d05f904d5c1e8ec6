"""What describes one Asterisk node: where it lives and listens, its secrets, its endpoints and trunks."""

import json
import re
import secrets
from pathlib import Path
from typing import Literal

from zuoxi.kernel.errors import ZuoxiError
from zuoxi.kernel.record import Record
from zuoxi.switch.asterisk.addresses import control_address

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")
PASSWORD = re.compile(r"[A-Za-z0-9._~+/=-]{8,128}")
HOST = re.compile(r"[A-Za-z0-9.-]{1,253}")
ADDRESS = re.compile(r"[0-9A-Fa-f.:/]{2,49}")


class BadSwitchName(ZuoxiError):
    """A name, password or address that must not stand in a configuration file. data: what, value."""

    code = "switch_bad_name"
    zh = "{what} 不能用于交换机配置：{value}"
    en = "This {what} cannot be used in the switch's configuration: {value}"


class NodeSettings(Record):
    """One node. Several run side by side when each has its own 127.0.0.N with the same ports."""

    folder: Path
    """Configuration, spool, logs and secrets of the node; created with mode 0700."""
    prompts: Path
    """Folder with <language>/<prompt>.wav."""
    name: str = "house"
    address: str = "127.0.0.2"
    sip_port: int = 5060
    http_port: int = 8088
    ami_port: int = 5038
    rtp_first: int = 10_000
    rtp_last: int = 19_999
    app: str = "zuoxi"
    """Name of the ARI application and of the control user."""
    ring_on_s: int = 15
    """How long a caller rings on while no process of ours is there, before he is told so."""

    @property
    def control_address(self) -> str:
        """Where ARI, AMI and the browsers' WebSocket listen: on loopback, whatever address SIP has.

        Browsers elsewhere come through a proxy with TLS, which they need in any case.
        """
        return control_address(self.address)

    @property
    def websocket_url(self) -> str:
        """Where a browser on this machine registers."""
        return f"ws://{self.control_address}:{self.http_port}/ws"


class Secrets(Record):
    """Passwords of the control interfaces, random, made once for each node."""

    ari: str
    ami: str


class Endpoint(Record):
    """An agent's device. `name` is the user name that it registers with."""

    name: str
    kind: Literal["webrtc", "sip_phone"]
    password: str


class Trunk(Record):
    """A connection to a carrier: calls from `match` are its calls; we dial to `host`:`port`."""

    name: str
    host: str
    match: tuple[str, ...]
    """Addresses or networks of the carrier."""
    port: int = 5060
    caller_id_domain: str = ""


def node_secrets(folder: Path) -> Secrets:
    """The node's secrets; made at the first call, file mode 0600."""
    file = folder / "secrets.json"
    if file.exists():
        return Secrets(**json.loads(file.read_text()))
    made = Secrets(ari=secrets.token_urlsafe(24), ami=secrets.token_urlsafe(24))
    write_private(file, json.dumps({"ari": made.ari, "ami": made.ami}))
    return made


def write_private(file: Path, text: str) -> bool:
    """Write a file with mode 0600 in one step; False when it held the same text already."""
    if file.exists() and file.read_text() == text:
        return False
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    new = file.with_name(file.name + ".new")
    new.unlink(missing_ok=True)
    new.touch(mode=0o600)
    new.write_text(text)
    new.replace(file)
    return True


def check(what: str, value: str, pattern: re.Pattern[str]) -> str:
    """`value`, when it fits; nothing that could add a line to a configuration file passes."""
    if not pattern.fullmatch(value):
        raise BadSwitchName(what=what, value="…" if what == "password" else value)
    return value
