"""`zuoxi live`: the telephone process, one per floor."""

import argparse


def add(parser: argparse.ArgumentParser) -> None:
    del parser


def run(options: argparse.Namespace) -> int:
    import django
    import uvloop

    django.setup()
    from django.conf import settings

    from zuoxi.assembly import live
    from zuoxi.assembly.database import never_make
    from zuoxi.assembly.long_writes import LONG_WRITES
    from zuoxi.assembly.places import home

    never_make(settings.DATABASES["default"])
    LONG_WRITES.keep("live", home())

    uvloop.run(live.run())
    return 0
