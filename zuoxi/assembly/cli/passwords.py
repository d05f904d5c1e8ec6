"""`zuoxi passwords`: new random passwords for the sample sign-ins, shown once and kept nowhere."""

import argparse

from zuoxi.assembly.terminal import Trouble


def add(parser: argparse.ArgumentParser) -> None:
    del parser


def run(options: argparse.Namespace) -> int:
    import django

    django.setup()
    from django.db.utils import OperationalError, ProgrammingError

    from zuoxi.assembly.serve.greeting import show
    from zuoxi.kernel.clock import utc_now
    from zuoxi.simulator.sample import renew_passwords

    try:
        sign_ins = renew_passwords(utc_now())
    except (OperationalError, ProgrammingError):  # no tables yet
        sign_ins = ()
    if not sign_ins:
        raise Trouble(
            "这里没有示例公司，没有可以重设的密码。用 ./start 建立，或在“人员”页面给同事设新密码。",
            "There is no sample company here. ./start makes one; others are given one on the page People.",
        )
    show(sign_ins)
    return 0
