"""`zuoxi simulate inbound`: what callers would find with other staffing, on the house's own engine."""

import argparse
import json
import sys

from zuoxi.assembly.terminal import Trouble

SUPPOSED = {
    "agents": (int, 10, 1, 5_000, "agents who answer"),
    "per-hour": (float, 120.0, 0.1, 1_000_000, "calls per hour (a Poisson stream)"),
    "talk": (float, 180.0, 1, 36_000, "mean length of a conversation, s"),
    "wrap": (float, 0.0, 0, 36_000, "wrap-up after each call, s"),
    "patience": (float, 60.0, 0, 36_000, "mean patience of a caller, s; 0: nobody gives up"),
    "threshold": (float, 20.0, 0, 36_000, "answered within it counts for the service level, s"),
    "seed": (int, 1, 0, 2**63, "equal seeds give equal runs"),
    "runs": (int, 20, 2, 10_000, "runs of the engine"),
    "half-width": (float, 0.1, 0.001, 50, "half of the 95 %% interval of the service level, points"),
}
"""Option -> type, default, least, most, what it is."""


def add(parser: argparse.ArgumentParser) -> None:
    kinds = parser.add_subparsers(dest="kind", required=True, metavar="inbound")
    inbound = kinds.add_parser("inbound")
    for name, (kind, usual, least, most, meaning) in SUPPOSED.items():
        inbound.add_argument(
            f"--{name}", type=kind, default=usual, help=f"{meaning} ({least:g} to {most:g}; {usual:g})"
        )
    inbound.add_argument("--json", action="store_true")


def run(options: argparse.Namespace) -> int:
    from zuoxi.simulator.whatif.inbound import Inbound, estimate, told

    for name, (_kind, _usual, least, most, _meaning) in SUPPOSED.items():
        if not least <= getattr(options, name.replace("-", "_")) <= most:
            raise Trouble(
                f"--{name} 应在 {least:g} 和 {most:g} 之间。",
                f"--{name} lies between {least:g} and {most:g}.",
            )
    supposed = Inbound(
        agents=options.agents,
        per_hour=options.per_hour,
        talk_s=options.talk,
        wrap_up_s=options.wrap,
        patience_s=options.patience,
        threshold_s=options.threshold,
        seed=options.seed,
    )
    if (
        not supposed.patience_s
        and supposed.per_hour * (supposed.talk_s + supposed.wrap_up_s) >= 3600 * supposed.agents
    ):
        raise Trouble(
            "话务量超过全部坐席的能力，又没有人放弃：队伍会无限变长。请增加坐席或设定耐心时间（--patience）。",
            "More is asked for than all agents can do and nobody gives up: the queue grows for ever. "
            "Give more agents or a patience (--patience).",
        )
    found = told(
        supposed, estimate(supposed, half_width=options.half_width / 100, runs=options.runs, heard=_progress)
    )
    sys.stderr.write("\r")
    lines = (f"{name:>22}  {'–' if value is None else format(value, ',')}" for name, value in found.items())
    sys.stdout.write((json.dumps(found) if options.json else "\n".join(lines)) + "\n")
    return 0


def _progress(part: float) -> None:
    sys.stderr.write(f"\r{part:4.0%}")
