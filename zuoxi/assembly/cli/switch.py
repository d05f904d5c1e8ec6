"""`zuoxi switch install|prompts`: have an Asterisk, have its announcements."""

import argparse


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=("install", "prompts"))


def run(options: argparse.Namespace) -> int:
    from zuoxi.assembly.serve.prepare import prompts, switch

    {"install": switch, "prompts": prompts}[options.what]()
    return 0
