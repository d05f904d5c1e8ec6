"""`zuoxi start`: prepare what is missing, then run the centre (the second half of `./start`)."""

import argparse
import os


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default=os.environ.get("ZUOXI_HOST", "127.0.0.1"))
    parser.add_argument("--port", type=int, default=int(os.environ.get("ZUOXI_PORT", "8000")))
    parser.add_argument("--empty", action="store_true")


def run(options: argparse.Namespace) -> int:
    from zuoxi.assembly.places import home
    from zuoxi.assembly.sample import has_sample
    from zuoxi.assembly.serve import prepare
    from zuoxi.assembly.serve.greeting import greeting
    from zuoxi.assembly.serve.run import serve

    prepare.switch()
    prepare.prompts()
    new = prepare.tables()
    sign_ins = prepare.sample() if new and not options.empty else ()
    greet = greeting(sign_ins, prepare.setup_word())
    return serve(options.host, options.port, sample=has_sample(home()), greeting=greet)
