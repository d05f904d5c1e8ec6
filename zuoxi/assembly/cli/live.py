"""`zuoxi live`: the telephone process, one per floor."""

import argparse


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--stand-in", action="store_true", help=argparse.SUPPRESS)


def run(options: argparse.Namespace) -> int:
    import django
    import uvloop

    django.setup()
    from django.conf import settings

    from zuoxi.assembly import live
    from zuoxi.assembly.database import never_make
    from zuoxi.assembly.long_writes import LONG_WRITES
    from zuoxi.assembly.places import home
    from zuoxi.assembly.serve.stand_in import is_called

    if options.stand_in and not is_called():
        return 0
    never_make(settings.DATABASES["default"])
    LONG_WRITES.keep("live", home())

    uvloop.run(live.run())
    return 0
