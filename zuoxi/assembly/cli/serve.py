"""`zuoxi serve`: run the whole centre, each part restarted alone, until Ctrl-C."""

import argparse
import os


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default=os.environ.get("ZUOXI_HOST", "127.0.0.1"))
    parser.add_argument("--port", type=int, default=int(os.environ.get("ZUOXI_PORT", "8000")))


def run(options: argparse.Namespace) -> int:
    from zuoxi.assembly.places import home
    from zuoxi.assembly.sample import has_sample
    from zuoxi.assembly.serve.run import serve

    return serve(options.host, options.port, sample=has_sample(home()))
