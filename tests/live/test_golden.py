"""What each release left on the disk is read by this one, and no record changes its shape in silence."""

import shutil
import tomllib
from pathlib import Path

import msgspec
import pytest

from tests.golden.shapes import shapes
from zuoxi import __version__
from zuoxi.engine.facts import SealedFact
from zuoxi.engine.formats import FORMAT
from zuoxi.live.places import Position, journals
from zuoxi.live.reading import facts_between
from zuoxi.live.recover import recover
from zuoxi.live.rules import house_rules

GOLDEN = Path(__file__).parents[1] / "golden"
RELEASES = sorted(path.parent.name for path in GOLDEN.glob("*/shapes.json"))
ASK = (
    "a record on the disk has another shape. Is the release that wrote the old one out? Then raise FORMAT "
    "(engine/formats.py) or the fact's version (engine/facts/) and write the upcast; in any case: "
    "python -m tests.golden"
)


def test_the_release_is_the_packages():
    project = tomllib.loads((GOLDEN.parents[1] / "pyproject.toml").read_text())["project"]
    assert project["version"] == __version__
    assert __version__ in RELEASES


@pytest.mark.parametrize("release", RELEASES)
def test_the_floor_that_a_release_left_goes_on_whole(release, tmp_path):
    folder = tmp_path / "floor"
    shutil.copytree(GOLDEN / release / "floor", folder)
    found = recover(folder, house_rules())
    assert found.lost == ()
    assert {call.channel for call in found.state.calls.values()} == {"cust-1", "cust-2", "cust-3"}
    assert set(found.state.agents) == {"li", "wang", "qian"}
    assert found.state.house.queues and found.state.seq


@pytest.mark.parametrize("release", RELEASES)
def test_every_fact_that_a_release_left_is_read(release):
    folder = GOLDEN / release / "floor"
    told = [
        fact
        for part in journals(folder)
        for line, _ in facts_between(folder, Position(*part, 0), None)
        for fact in line or pytest.fail(f"an unreadable line in {part}")
    ]
    assert told
    assert not [fact for fact in told if isinstance(fact.fact, SealedFact)]


def test_no_record_on_the_disk_changes_its_shape_without_a_new_version():
    kept = [msgspec.json.decode((GOLDEN / release / "shapes.json").read_bytes()) for release in RELEASES]
    now = msgspec.json.decode(msgspec.json.encode(shapes()))
    written = next(one for one in reversed(kept) if one["format"] == FORMAT)
    assert [name for name in now["rows"] if written["rows"].get(name) != now["rows"][name]] == [], ASK
    for kind, fact in now["facts"].items():
        stood = [one["facts"][kind] for one in kept if kind in one["facts"]]
        same = [one for one in stood if one["version"] == fact["version"]]
        assert same and all(one == fact for one in same), f"{kind}: {ASK}"
