"""Write a node's configuration from the templates of deploy/asterisk."""

import string
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

from zuoxi.switch.asterisk.addresses import is_loopback, local_ipv4
from zuoxi.switch.asterisk.install import DEPLOY, AsteriskProgram
from zuoxi.switch.asterisk.loaded import mark_of, mark_text
from zuoxi.switch.asterisk.node import (
    ADDRESS,
    HOST,
    NAME,
    PASSWORD,
    Endpoint,
    NodeSettings,
    Trunk,
    check,
    node_secrets,
    write_private,
)

FOLDERS = ("etc", "lib", "lib/agi", "lib/keys", "spool", "run", "log", "heard")
ENDPOINTS, TRUNKS = "pjsip_endpoints.conf", "pjsip_trunks.conf"


class ConfTemplate(string.Template):
    """@{name}: Asterisk itself uses ${name}."""

    delimiter = "@"


def write_config(
    settings: NodeSettings,
    program: AsteriskProgram,
    kind: Literal["house", "carrier"] = "house",
    extra: Mapping[str, str | int] | None = None,
) -> None:
    """Write everything but the endpoints; secrets are made at the first time. Safe to repeat."""
    check("address", settings.address, ADDRESS)
    for name in FOLDERS:
        (settings.folder / name).mkdir(parents=True, exist_ok=True, mode=0o700)
    secrets = node_secrets(settings.folder)
    values = {name: str(getattr(settings, name)) for name in NodeSettings.__struct_fields__}
    values |= {
        "modules": str(program.modules),
        "data": str(program.data),
        "ari_secret": secrets.ari,
        "ami_secret": secrets.ami,
        "strict_rtp": "yes",
        "control_address": settings.control_address,
        "ice_candidates": ice_candidates(settings.address),
        **{name: str(value) for name, value in (extra or {}).items()},
    }
    for folder in (DEPLOY / "common", DEPLOY / kind):
        for template in sorted(folder.glob("*.conf")):
            text = ConfTemplate(template.read_text()).substitute(values)
            if template.name == "modules.conf":
                text = present_modules(text, program.modules)
            write_private(settings.folder / "etc" / template.name, text)
    for name in (ENDPOINTS, TRUNKS):
        if kind == "house" and not (settings.folder / "etc" / name).exists():
            write_private(settings.folder / "etc" / name, "")


def present_modules(text: str, modules: Path) -> str:
    """Leave out what this build of Asterisk does not have (codecs differ between distributions)."""
    lines = [line.partition("load = ") for line in text.splitlines()]
    return "\n".join("".join(line) for line in lines if not line[2] or (modules / line[2]).exists()) + "\n"


def ice_candidates(address: str) -> str:
    """Map each of the machine's addresses to the node's, when that is on loopback."""
    if not is_loopback(address):
        return ""
    return "\n".join(f"{local} => {address}" for local in local_ipv4())


def write_endpoints(
    settings: NodeSettings,
    endpoints: Sequence[Endpoint],
    trunks: Sequence[Trunk],
    shut_out: Sequence[str] = (),
) -> str:
    """Write devices, trunks and the addresses that are not heard at all.

    Gives the mark by which it is seen whether the node has loaded them.
    """
    etc = settings.folder / "etc"
    devices = "\n".join(endpoint_text(endpoint) for endpoint in sorted(endpoints, key=lambda e: e.name))
    lines = "\n".join(trunk_text(trunk) for trunk in sorted(trunks, key=lambda t: t.name))
    lines += shut_out_text(shut_out)
    mark = mark_of(f"{lines}\0{devices}")
    write_private(etc / TRUNKS, lines)
    # Asterisk reads the devices last: who shows their mark has read the trunks too.
    write_private(etc / ENDPOINTS, devices + mark_text(mark))
    return mark


def endpoint_text(endpoint: Endpoint) -> str:
    """The pjsip sections of one agent's device."""
    name = check("endpoint", endpoint.name, NAME)
    password = check("password", endpoint.password, PASSWORD)
    return (
        f"[{name}]({endpoint.kind})\naors = {name}\nauth = {name}\n\n"
        f"[{name}](one_contact)\n\n"
        f"[{name}]\ntype = auth\nauth_type = userpass\nusername = {name}\npassword = {password}\n"
    )


def trunk_text(trunk: Trunk) -> str:
    """The pjsip sections of one trunk, known by its addresses."""
    name = check("trunk", trunk.name, NAME)
    host = check("host", trunk.host, HOST)
    matches = "".join(f"match = {check('address', address, ADDRESS)}\n" for address in trunk.match)
    domain = (
        f"from_domain = {check('host', trunk.caller_id_domain, HOST)}\n" if trunk.caller_id_domain else ""
    )
    return (
        f"[{name}](trunk)\naors = {name}\n{domain}\n"
        f"[{name}]\ntype = aor\ncontact = sip:{host}:{trunk.port}\n\n"
        f"[{name}]\ntype = identify\nendpoint = {name}\n{matches}"
    )


def shut_out_text(addresses: Sequence[str]) -> str:
    """The section that turns addresses away before anything of theirs is read; empty when there are none."""
    if not addresses:
        return ""
    return "\n[shut-out]\ntype = acl\n" + "".join(
        f"deny = {check('address', address, ADDRESS)}\n" for address in sorted(addresses)
    )


def spool_of(settings: NodeSettings) -> Path:
    """Where the node keeps the files of running recordings, unless told otherwise."""
    return settings.folder / "spool"
