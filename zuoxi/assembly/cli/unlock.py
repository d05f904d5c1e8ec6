"""`zuoxi unlock NAME`: forget wrong passwords, for somebody who is locked out and has nobody to ask."""

import argparse

from zuoxi.assembly.terminal import Trouble, line, pick


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("username")


def run(options: argparse.Namespace) -> int:
    import django

    django.setup()
    from zuoxi.organisation.services.session import forgive, normal_username

    name = normal_username(options.username)
    if not forgive(name):
        raise Trouble(
            f"“{name}”没有被锁定，可以直接登录。",
            f"{name} is not locked out and can sign in.",
        )
    line(pick(f"“{name}”现在可以登录了。", f"{name} can sign in now."))
    return 0
