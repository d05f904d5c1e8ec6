"""`zuoxi jobs`: announced events go to their handlers, jobs are done."""

import argparse
import signal
import threading


def add(parser: argparse.ArgumentParser) -> None:
    del parser


def run(options: argparse.Namespace) -> int:
    import django

    django.setup()
    from django.conf import settings

    from zuoxi.assembly import jobs
    from zuoxi.assembly.database import never_make
    from zuoxi.assembly.long_writes import LONG_WRITES
    from zuoxi.assembly.places import home

    never_make(settings.DATABASES["default"])
    LONG_WRITES.keep("jobs", home())

    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    jobs.run(stop)
    return 0
