"""Which pages may open the line: ours, in a browser that is signed in."""

from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from django.http.cookie import parse_cookie
from django.http.request import split_domain_port, validate_host

Headers = Iterable[tuple[bytes, bytes]]


def is_our_page(headers: Headers, allowed_hosts: Sequence[str], https_only: bool) -> bool:
    """Whether the browser says that a page of this very address opens the line.

    A WebSocket is not bound by the same-origin policy: any site could open it with the person's cookie. The
    host must also be one of ours, or a foreign name that points here would be its own origin.
    """
    host, origin = header(headers, b"host"), header(headers, b"origin")
    parts = urlsplit(origin)
    if parts.scheme not in (("https",) if https_only else ("http", "https")) or not parts.netloc:
        return False
    domain, _ = split_domain_port(host)
    return parts.netloc.lower() == host.lower() and bool(domain) and validate_host(domain, allowed_hosts)


def cookie(headers: Headers, name: str) -> str:
    """A cookie's value; empty when it is not there."""
    return parse_cookie(header(headers, b"cookie")).get(name, "")


def header(headers: Headers, name: bytes) -> str:
    """A header's value; empty when it is not there (or is there twice, which no browser does)."""
    found = [value for key, value in headers if key.lower() == name]
    return found[0].decode("latin-1") if len(found) == 1 else ""
