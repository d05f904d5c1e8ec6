"""`zuoxi manage …`: Django's own commands."""

import argparse


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", nargs=argparse.REMAINDER)


def run(options: argparse.Namespace) -> int:
    from django.core.management import execute_from_command_line

    execute_from_command_line(["zuoxi manage", *options.words])
    return 0
