"""`zuoxi doctor [--json]`: the running house looked over; exit code 1 when something is wrong."""

import argparse
import json


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(options: argparse.Namespace) -> int:
    import django
    from django.conf import settings

    from zuoxi.assembly.database import never_make

    django.setup()
    never_make(settings.DATABASES["default"])  # who looks makes no empty house
    from zuoxi.assembly.cli.health import told_now
    from zuoxi.assembly.doctor import CHECKS, looked
    from zuoxi.assembly.terminal import DONE, FAILED, pick, result

    found = [(pick(check.zh, check.en), looked(check)) for check in CHECKS]
    health, _ = told_now()
    found += [(one.code, one) for one in health]
    if not health:
        found.append((pick("交换机、日志、录音、证书", "Switch, journal, recordings, certificate"), None))
    wrong = [one for _, one in found if one]
    if options.json:
        told = [{"code": one.code, "zh": one.zh, "en": one.en} for one in wrong]
        result(json.dumps({"ok": not wrong, "findings": told}, ensure_ascii=False))
        return 1 if wrong else 0
    for name, one in found:
        result(f"{FAILED} {name}: {pick(one.zh, one.en)}" if one else f"{DONE} {name}")
    return 1 if wrong else 0
