"""`zuoxi bench acd|calls|gateway`: benchmarks are commands, not timed tests."""

import argparse
import importlib
import sys

KINDS = ("acd", "calls", "gateway")


def add(parser: argparse.ArgumentParser) -> None:
    kinds = parser.add_subparsers(dest="kind", required=True, metavar="|".join(KINDS))
    # only the one that is asked for is imported
    for kind in [word for word in sys.argv if word in KINDS][:1] or KINDS[:0]:
        importlib.import_module(f"zuoxi.assembly.bench.{kind}").add(kinds.add_parser(kind))


def run(options: argparse.Namespace) -> int:
    result: int = importlib.import_module(f"zuoxi.assembly.bench.{options.kind}").run(options)
    return result
