"""`zuoxi rebuild`: call records and the agents' log are made again from the facts, while the centre works."""

import argparse
import sys

from zuoxi.assembly.terminal import pick


def add(parser: argparse.ArgumentParser) -> None:
    del parser


def run(options: argparse.Namespace) -> int:
    import django

    django.setup()
    from zuoxi.calls.services.rebuild import rebuild

    def progress(done: int) -> None:
        sys.stderr.write(f"\r{done}")

    done = rebuild(progress=progress)
    said = pick(
        f"已由事实重建 {done} 个通话和班次。", f"{done} calls and shifts made again from their facts."
    )
    sys.stdout.write(f"\n{said}\n")
    return 0
