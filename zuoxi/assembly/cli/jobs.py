"""`zuoxi jobs`: announced events go to their handlers, jobs are done."""

import argparse
import signal
import threading


def add(parser: argparse.ArgumentParser) -> None:
    del parser


def run(options: argparse.Namespace) -> int:
    import django

    django.setup()
    from zuoxi.assembly import jobs

    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    jobs.run(stop)
    return 0
