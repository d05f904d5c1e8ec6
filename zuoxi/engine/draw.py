"""Draws the engine's tables: `python -m zuoxi.engine.draw [folder]`.

The pictures in docs/states are made by this and a test compares them, so that they tell the truth.
"""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from zuoxi.engine.agent import AGENT
from zuoxi.engine.call import CALL
from zuoxi.engine.handlers.matrix import OF_CALLS, OF_PARTIES
from zuoxi.engine.handlers.when import WHEN
from zuoxi.engine.joint import JOINT
from zuoxi.engine.leg import LEG
from zuoxi.engine.machine import Machine
from zuoxi.engine.party import DOING, PARTY
from zuoxi.engine.phases import PHASES

TITLES: Final = {
    "call": "A call",
    "leg": "A leg, and the standing line of a WebRTC device",
    "party": "A party: somebody's part in a call",
    "agent": "An agent",
}


def pages() -> dict[str, str]:
    """File name -> text of all pictures."""
    return {
        "call.md": page(CALL, PHASES),
        "leg.md": page(LEG, {}),
        "party.md": page(PARTY, {}),
        "agent.md": page(AGENT, {}),
        "joint.md": joint(),
        "matrix.md": matrix(),
    }


def page(machine: Machine[Any], notes: Mapping[Any, str]) -> str:
    """One table as a Markdown page: the picture, and the phase of each state where it has one."""
    return "\n".join(
        (
            f"# {TITLES[machine.name]}",
            "",
            f"Drawn from `zuoxi/engine/{machine.name}.py` by `python -m zuoxi.engine.draw docs/states`.",
            "",
            *_picture(machine),
            *_phases(notes),
            "",
        )
    )


def joint() -> str:
    """Where the agents of a call may be while the call is in each state, and what they are seen to do."""
    rows = []
    for state, parts in JOINT.items():
        agents = ", ".join(sorted(parts)) or "–"
        doing = ", ".join(sorted({DOING[part] for part in parts if part in DOING})) or "–"
        rows.append(f"| {state} | {agents} | {doing} |")
    return "\n".join(
        (
            "# Call and agents together",
            "",
            "Drawn from `zuoxi/engine/joint.py` and `zuoxi/engine/party.py`.",
            "",
            "| call | its agents' parts | what the agents are seen to do |",
            "|---|---|---|",
            *rows,
            "",
        )
    )


def matrix() -> str:
    """State x event -> handler."""
    lines = [
        "# What happens, by state",
        "",
        "Drawn from `zuoxi/engine/handlers/matrix.py` and `when.py`.",
        "",
    ]
    for title, tables in (("call", OF_CALLS), ("agent's part", OF_PARTIES)):
        lines += [f"| event | state of the {title} | what the floor does |", "|---|---|---|"]
        for event, rows in tables.items():
            lines += [f"| {event} | {state} | `{_name(handler)}` |" for state, handler in rows.items()]
        lines.append("")
    lines += ["| asked by an agent | his part in the call must be |", "|---|---|"]
    lines += [f"| {kind.__name__} | {', '.join(sorted(states))} |" for kind, states in WHEN.items()]
    return "\n".join((*lines, ""))


def _name(handler: Callable[..., Any]) -> str:
    return f"{handler.__module__.rpartition('.')[2]}.{handler.__name__}"


def _picture(machine: Machine[Any]) -> tuple[str, ...]:
    edges = (
        f"    {source} --> {target}: {event}"
        for source, moves in machine.table.items()
        for event, target in moves.items()
    )
    ends = (f"    {state} --> [*]" for state in machine.final)
    return ("```mermaid", "stateDiagram-v2", f"    [*] --> {machine.initial}", *edges, *ends, "```")


def _phases(notes: Mapping[Any, str]) -> tuple[str, ...]:
    if not notes:
        return ()
    rows = (f"| {state} | {phase} |" for state, phase in notes.items())
    return ("", "| state | phase |", "|---|---|", *rows)


def main(arguments: list[str]) -> None:
    """Print the pages, or write them into the folder that is named."""
    for name, text in pages().items():
        if arguments:
            Path(arguments[0], name).write_text(text, encoding="utf-8")
        else:
            sys.stdout.write(text)


if __name__ == "__main__":
    main(sys.argv[1:])
