"""`zuoxi live`: the telephone process, one per floor."""

import argparse
import asyncio


def add(parser: argparse.ArgumentParser) -> None:
    del parser


def run(options: argparse.Namespace) -> int:
    import django

    django.setup()
    from zuoxi.assembly import live

    asyncio.run(live.run())
    return 0
