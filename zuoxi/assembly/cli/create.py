"""`zuoxi create sample`: the sample company, unless it stands."""

import argparse

from zuoxi.assembly.terminal import line, pick


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=("sample",))
    parser.add_argument("--json", action="store_true", help="print the sign-ins as JSON")


def run(options: argparse.Namespace) -> int:
    import sys

    import msgspec

    from zuoxi.assembly.serve import prepare
    from zuoxi.assembly.serve.greeting import show

    prepare.tables()
    sign_ins = prepare.sample()
    if options.json:
        sys.stdout.write(msgspec.json.encode(sign_ins).decode() + "\n")
    elif sign_ins:
        show(sign_ins)
    else:
        line(pick("示例公司已经存在。", "The sample company stands already."))
    return 0
