"""`zuoxi live`: the telephone process, one per floor."""

import argparse
import asyncio


def add(parser: argparse.ArgumentParser) -> None:
    del parser


def run(options: argparse.Namespace) -> int:
    import django

    django.setup()
    from django.conf import settings

    from zuoxi.assembly import live
    from zuoxi.assembly.database import never_make

    never_make(settings.DATABASES["default"])

    asyncio.run(live.run())
    return 0
