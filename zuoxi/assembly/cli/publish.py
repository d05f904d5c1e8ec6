"""`zuoxi publish HOST`: serve the PCs of the house over HTTPS under this name, from the next start on."""

import argparse
import re
from contextlib import suppress
from ipaddress import AddressValueError, IPv4Address
from pathlib import Path

from zuoxi.assembly.publish.published import Published, read_published, take_back, write_published
from zuoxi.assembly.terminal import Trouble, pick, result


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "host", nargs="?", help=pick("员工在浏览器里输入的主机名或地址", "name or address people type")
    )
    parser.add_argument("--port", type=_port, default=8443)
    parser.add_argument(
        "--address", default="", help=pick("本机在局域网的 IPv4 地址", "this machine's IPv4 there")
    )
    parser.add_argument(
        "--cert", type=Path, help=pick("现成的证书（PEM，含中间证书）", "a certificate you have (PEM)")
    )
    parser.add_argument("--key", type=Path, help=pick("证书的私钥（PEM）", "its private key (PEM)"))
    parser.add_argument("--off", action="store_true", help=pick("恢复为仅本机", "this machine only again"))


def _port(text: str) -> int:
    port = int(text)
    if not 0 < port < 65_536:
        raise argparse.ArgumentTypeError(pick("端口为 1–65535。", "a port is 1–65535."))
    return port


def run(options: argparse.Namespace) -> int:
    from zuoxi.assembly.places import home

    if options.off:
        was = take_back(home())
        result(
            pick("下次启动后仅本机可用。", "From the next start on: this machine only.")
            if was
            else pick("本来就仅本机可用。", "It was so: this machine only.")
        )
        return 0
    if options.host is None:
        return _show(read_published(home()))
    published = _wanted(options)
    write_published(home(), published)
    return _show(published)


def _wanted(options: argparse.Namespace) -> Published:
    from zuoxi.assembly.places import home
    from zuoxi.assembly.publish.certificates import certificate_for
    from zuoxi.kernel.clock import utc_now

    host = _host(options.host)
    address = _address(options.address)
    if bool(options.cert) != bool(options.key):
        raise Trouble("--cert 与 --key 要一起给。", "--cert and --key go together.")
    if options.cert:
        certificate, key, authority = (
            _brought(options.cert.resolve(), options.key.resolve(), host),
            options.key,
            "",
        )
        return Published(host, options.port, address, str(certificate), str(key.resolve()), authority)
    names = tuple(dict.fromkeys((host, address, "localhost", "127.0.0.1")))
    made = certificate_for(home() / "secrets" / "tls", names, utc_now())
    return Published(host, options.port, address, *map(str, made))


_PART = re.compile(r"(?!-)[A-Za-z0-9-]{1,63}(?<!-)")


def _host(text: str) -> str:
    from zuoxi.switch.asterisk.node import HOST

    parts = text.split(".")
    if not HOST.fullmatch(text) or not all(_PART.fullmatch(part) for part in parts):
        raise Trouble(
            f"“{text}”不是主机名：只填名称或地址，不带 http:// 和端口。",
            f"“{text}” is no host name: give the name or address alone, without http:// or port.",
        )
    return text.lower()


def _address(wanted: str) -> str:
    from zuoxi.switch.asterisk.addresses import local_ipv4

    here = local_ipv4()
    if wanted and wanted not in here and not _is_this_machine(wanted):
        raise Trouble(
            f"{wanted} 不是本机的地址。本机有：{'、'.join(here) or '无'}。",
            f"{wanted} is not an address of this machine. It has: {', '.join(here) or 'none'}.",
        )
    if not wanted and len(here) != 1:
        raise Trouble(
            f"请用 --address 指明局域网地址。本机有：{'、'.join(here) or '无'}。",
            f"Say which address with --address. This machine has: {', '.join(here) or 'none'}.",
        )
    return wanted or here[0]


def _is_this_machine(address: str) -> bool:
    with suppress(AddressValueError):
        return IPv4Address(address).is_loopback
    return False


def _brought(certificate: Path, key: Path, host: str) -> Path:
    from zuoxi.assembly.publish.certificates import expires_at, fits, stands_for
    from zuoxi.kernel.clock import utc_now

    try:
        if not fits(certificate, key):
            raise Trouble("私钥与证书不匹配。", "The key does not belong to the certificate.")
        if not stands_for(certificate, host):
            raise Trouble(f"证书不适用于 {host}。", f"The certificate was not given for {host}.")
        if (end := expires_at(certificate)) <= utc_now():
            raise Trouble(f"证书已于 {end:%Y-%m-%d} 到期。", f"The certificate ended on {end:%Y-%m-%d}.")
    except (OSError, ValueError, TypeError) as problem:
        raise Trouble(
            f"证书或私钥无法读取：{problem}", f"Certificate or key cannot be read: {problem}"
        ) from problem
    return certificate


def _show(published: Published | None) -> int:
    from zuoxi.assembly.publish.certificates import end_of

    if published is None:
        result(
            pick(
                "仅本机可用。要给其他电脑使用：zuoxi publish 主机名",
                "This machine only. For other PCs: zuoxi publish HOST",
            )
        )
        return 0
    result(pick(f"下次启动后的地址：{published.url}", f"From the next start on: {published.url}"))
    if end := end_of(Path(published.certificate)):
        result(pick(f"证书有效期至 {end:%Y-%m-%d}", f"The certificate is good until {end:%Y-%m-%d}"))
    if published.authority:
        result(
            pick(
                f"请在每台电脑上信任一次这个证书颁发者：{published.url}/authority.crt（{published.authority}）",
                f"Let each PC trust this once: {published.url}/authority.crt ({published.authority})",
            )
        )
    result(
        pick(
            f"请放行：TCP {published.port}（页面），UDP 10000–19999（声音），SIP 话机另加 UDP 5060。",
            f"Let through: TCP {published.port} (pages), UDP 10000–19999 (sound), for SIP phones UDP 5060.",
        )
    )
    return 0
