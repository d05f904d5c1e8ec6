"""`zuoxi keep house|carrier`: keeps one Asterisk running (see serve/keeper.py for what it survives)."""

import argparse
import asyncio

from zuoxi.assembly.nodes import CARRIER, HOUSE


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("node", choices=(HOUSE, CARRIER))


def run(options: argparse.Namespace) -> int:
    from zuoxi.assembly.places import cache, home
    from zuoxi.assembly.serve.keeper import keep
    from zuoxi.assembly.serve.switches import kept

    return asyncio.run(keep(kept(options.node, home(), cache())))
