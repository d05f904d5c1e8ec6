"""`python -m tests.golden`: write what this release writes to tests/golden/<release>/.

Again as often as you like until the release is out; from then on its folder is never touched.
"""

import shutil
from pathlib import Path

import msgspec

from tests.golden.shapes import shapes
from tests.live.test_upgrade import lived
from zuoxi import __version__

FOLDER = Path(__file__).parent


def write(folder: Path) -> None:
    """A floor in mid-conversation, as a killed process leaves it, and the shapes of all records."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "floor").mkdir(parents=True)
    lived(folder / "floor", snapshot_at=12)
    kept = msgspec.json.format(msgspec.json.encode(shapes(), order="sorted"), indent=1)
    (folder / "shapes.json").write_bytes(kept + b"\n")


if __name__ == "__main__":
    write(FOLDER / __version__)
