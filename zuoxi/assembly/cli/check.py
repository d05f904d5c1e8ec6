"""`zuoxi check [--json]`: self-test with free ports, temporary data, real SIP calls; exit code 0 or 1."""

import argparse
import asyncio
import json
import os
import sys


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(options: argparse.Namespace) -> int:
    from zuoxi.assembly.check.run import Findings, check
    from zuoxi.assembly.check.trial import trial
    from zuoxi.assembly.serve import prepare

    prepare.switch()
    prepare.prompts()

    async def trying() -> Findings:
        async with trial() as centre:
            os.environ.pop("ZUOXI_DATABASE_URL", None)
            os.environ.update(centre.environment)
            return await check(centre)

    findings = asyncio.run(trying())
    if options.json:
        sys.stdout.write(json.dumps(findings.as_json(), ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(findings.table() + "\n")
    return 0 if findings.ok else 1
