"""`zuoxi health [--json]`: how the running house is; exit code 1 when something is not as it should be."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zuoxi.assembly.health import Finding
    from zuoxi.assembly.long_writes import LongWrite


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def told_now() -> "tuple[tuple[Finding, ...], LongWrite | None]":
    """All that is not as it should be at this moment, and the longest write of the day."""
    from zuoxi.assembly.health import certificate, findings, trail
    from zuoxi.assembly.long_writes import longest_of_the_day
    from zuoxi.assembly.places import home
    from zuoxi.assembly.publish.certificates import end_of
    from zuoxi.assembly.publish.published import read_published
    from zuoxi.kernel.clock import now_ms
    from zuoxi.outbox.channel import ping_live, socket_path

    longest = longest_of_the_day(home(), now_ms())
    found = findings(ping_live(socket_path(home())), now_ms(), longest)
    if published := read_published(home()):
        ending = certificate(end_of(Path(published.certificate)), now_ms())
        found += (ending,) if ending else ()
    if altered := trail(_altered_in_the_trail()):
        found += (altered,)
    return found, longest


def run(options: argparse.Namespace) -> int:
    from zuoxi.assembly.terminal import DONE, FAILED, pick, result

    found, longest = told_now()
    if options.json:
        told = [{"code": one.code, "zh": one.zh, "en": one.en} for one in found]
        write = {"ms": longest.ms, "by": f"{longest.process}: {longest.by}"} if longest else None
        told_all = {"ok": not found, "findings": told, "longest_write": write}
        result(json.dumps(told_all, ensure_ascii=False))
    elif not found:
        result(pick(f"{DONE} 一切正常", f"{DONE} All is well"))
    for one in () if options.json else found:
        result(pick(f"{FAILED} {one.zh}", f"{FAILED} {one.en}"))
    return 1 if found else 0


def _altered_in_the_trail() -> int:
    import django
    from django.db import Error

    django.setup()
    from zuoxi.organisation.models import Tenant
    from zuoxi.organisation.services.verifying import last_check

    try:
        checks = [last_check(tenant) for tenant in Tenant.objects.values_list("pk", flat=True)]
    except Error:
        return 0  # that the database is away is a finding of its own
    return sum(one.found for one in checks if one)
