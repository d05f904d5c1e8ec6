"""Finds the command, parses its options, and turns every expected error into one sentence."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence

from zuoxi.assembly.cli.command import COMMANDS, LASTING, load
from zuoxi.assembly.privacy import private_files
from zuoxi.assembly.terminal import Trouble, guarded, pick
from zuoxi.kernel.saying import speak_safely


def main(arguments: Sequence[str]) -> int:
    """Run one command line; the exit code."""
    if not arguments or arguments[0] not in COMMANDS:
        return _overview(arguments)
    name, rest = arguments[0], list(arguments[1:])
    if name in LASTING:
        speak_safely()
    command = load(name)
    parser = argparse.ArgumentParser(prog=f"zuoxi {name}", description=pick(*COMMANDS[name]))
    parser.add_argument("--parent", type=int, default=0, help=argparse.SUPPRESS)
    command.add(parser)
    options = parser.parse_args(rest)
    private_files()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zuoxi.assembly.settings")
    if options.parent:
        from zuoxi.assembly.serve.bond import end_with_parent

        end_with_parent(options.parent)
    return guarded(lambda: _run(command.run, options))


def _run(run: Callable[[argparse.Namespace], int], options: argparse.Namespace) -> int:
    from zuoxi.kernel.errors import ZuoxiError

    try:
        return run(options)
    except ZuoxiError as problem:
        raise Trouble(problem.sentence("zh"), problem.sentence("en")) from problem


def _overview(arguments: Sequence[str]) -> int:
    width = max(map(len, COMMANDS))
    lines = [f"  {name:{width}}  {pick(*texts)}" for name, texts in COMMANDS.items()]
    asked = not arguments or arguments[0] in ("-h", "--help", "help")
    stream = sys.stdout if asked else sys.stderr
    if not asked:
        stream.write(pick(f"没有命令 {arguments[0]}。", f"There is no command {arguments[0]}.") + "\n")
    stream.write("zuoxi <command> [--help]\n" + "\n".join(lines) + "\n")
    return 0 if asked else 2
