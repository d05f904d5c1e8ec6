"""`zuoxi health [--json]`: how the running house is; exit code 1 when something is not as it should be."""

import argparse
import json


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(options: argparse.Namespace) -> int:
    from zuoxi.assembly.health import findings
    from zuoxi.assembly.places import home
    from zuoxi.assembly.terminal import DONE, FAILED, pick, result
    from zuoxi.kernel.clock import now_ms
    from zuoxi.outbox.channel import ping_live, socket_path

    found = findings(ping_live(socket_path(home())), now_ms())
    if options.json:
        told = [{"code": one.code, "zh": one.zh, "en": one.en} for one in found]
        result(json.dumps({"ok": not found, "findings": told}, ensure_ascii=False))
    elif not found:
        result(pick(f"{DONE} 一切正常", f"{DONE} All is well"))
    for one in () if options.json else found:
        result(pick(f"{FAILED} {one.zh}", f"{FAILED} {one.en}"))
    return 1 if found else 0
