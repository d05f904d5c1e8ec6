"""`zuoxi audit verify [--json]`: whether every company's trail is as it was written; exit code 1 when not."""

import argparse
import json


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("act", choices=("verify",), help="what to do with the trail")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(options: argparse.Namespace) -> int:
    import django

    django.setup()
    from zuoxi.assembly.terminal import DONE, FAILED, pick, result
    from zuoxi.kernel.clock import utc_now
    from zuoxi.organisation.models import Tenant
    from zuoxi.organisation.services.sealing import keeper
    from zuoxi.organisation.services.verifying import FOUND, check

    checks = [(one.name, check(keeper(), one.pk, utc_now())) for one in Tenant.objects.order_by("name")]
    if options.json:
        told = [
            {
                "company": name,
                "lines": one.lines,
                "seals": one.seals,
                "found": one.found,
                "findings": one.findings,
            }
            for name, one in checks
        ]
        result(json.dumps(told, ensure_ascii=False))
    for name, one in () if options.json else checks:
        sign = FAILED if one.found else DONE
        result(
            pick(
                f"{sign} {name}：{one.lines} 条、{one.seals} 个封存块与写下时一致，{one.found} 处不一致",
                f"{sign} {name}: {one.lines} lines, {one.seals} seals as they were written, {one.found} not",
            )
        )
        for finding in one.findings:
            where = f"{finding['seal'] or '–'} · {finding['line'] or '–'} · {finding['at'] or '–'}"
            result(f"    {pick(*FOUND[finding['code']])} ({where})")
    return 1 if any(one.found for _, one in checks) else 0
