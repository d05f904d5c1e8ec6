"""`zuoxi migrate`: bring the database up to date."""

import argparse


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--quiet", action="store_true")


def run(options: argparse.Namespace) -> int:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", interactive=False, verbosity=0 if options.quiet else 1)
    return 0
