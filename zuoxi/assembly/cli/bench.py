"""`zuoxi bench acd|blacklist|calls|fanout|faults|gateway|storm`: benchmarks are commands, not timed tests."""

import argparse
import importlib
import sys

KINDS = {
    "acd": "acd",
    "blacklist": "blacklist",
    "calls": "calls",
    "gateway": "gateway",
    "faults": "faults",
    "fanout": "gateway",  # what it measures, by its other name
    "storm": "storm",
}
"""Name on the command line -> module."""


def add(parser: argparse.ArgumentParser) -> None:
    kinds = parser.add_subparsers(dest="kind", required=True, metavar="|".join(KINDS))
    # only the one that is asked for is imported
    for kind in [word for word in sys.argv if word in KINDS][:1]:
        importlib.import_module(f"zuoxi.assembly.bench.{KINDS[kind]}").add(kinds.add_parser(kind))


def run(options: argparse.Namespace) -> int:
    result: int = importlib.import_module(f"zuoxi.assembly.bench.{KINDS[options.kind]}").run(options)
    return result
