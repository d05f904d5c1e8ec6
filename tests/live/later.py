"""A later release: this one with another way of deciding, in a source tree of its own.

It draws one id more each time, its event of an arrival has one field more, and what this release calls
`talking` in a call and in a part of it is `conversing` there: the next format, with the way from this one.
"""

import re
import shutil
from pathlib import Path

import zuoxi
from zuoxi.engine.formats import FORMAT

CHECKOUT = Path(zuoxi.__file__).parents[1]
RELEASE = "99.0.0"
RENAMED = ("call.py", "party.py", "moves.py", "joint.py", "phases.py", "handlers")
"""Where the engine says `talking` of a call or a part; elsewhere it is a fact's word for an agent."""

UPCASTS = """

def _renamed(call: Any) -> Any:
    said = {"talking": "conversing"}
    parties = [{**party, "state": said.get(party["state"], party["state"])} for party in call["parties"]]
    return {**call, "state": said.get(call["state"], call["state"]), "parties": parties}


UPCASTS["calls", FORMAT - 1] = _renamed
"""


def make_later(folder: Path) -> Path:
    """Write the later release into `folder`; a process that starts there (`python -m …`) is that release."""
    shutil.copytree(CHECKOUT / "zuoxi", folder / "zuoxi", ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "tests").symlink_to(CHECKOUT / "tests")
    engine = folder / "zuoxi" / "engine"
    edit(folder / "zuoxi" / "__init__.py", r'__version__ = ".*"', f'__version__ = "{RELEASE}"')
    for place in RENAMED:
        found = sorted((engine / place).glob("*.py")) if (engine / place).is_dir() else [engine / place]
        for file in found:
            text = file.read_text()
            file.write_text(text.replace('"talking"', '"conversing"'))
    edit(engine / "party.py", '"conversing": "conversing",', '"conversing": "talking",')
    edit(engine / "turn.py", r"(def new_id.*?\n(?:.*\n)*?\s+self\.counter \+= )1", r"\g<1>2")
    edit(
        engine / "events" / "switch.py",
        r'(class CallArrived\(SwitchEvent\):\n    """.*"""\n)',
        r'\1\n    mood: str = ""',
    )
    edit(engine / "formats.py", f"FORMAT: Final = {FORMAT}", f"FORMAT: Final = {FORMAT + 1}")
    (engine / "formats.py").write_text((engine / "formats.py").read_text() + UPCASTS)
    return folder


def edit(file: Path, pattern: str, replacement: str) -> None:
    """Change the one place of a file that looks like this."""
    text, times = re.subn(pattern, replacement, file.read_text(), count=2)
    assert times == 1, f"{file.name}: {pattern!r} is there {times} times"
    file.write_text(text)
