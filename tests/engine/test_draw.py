"""The pictures in docs/states are those of the tables."""

from pathlib import Path

from zuoxi.engine.draw import pages

FOLDER = Path(__file__).parents[2] / "docs" / "states"


def test_the_pictures_are_current():
    drawn = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")}
    assert drawn == pages(), "run: python -m zuoxi.engine.draw docs/states"
