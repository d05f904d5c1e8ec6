"""Starting without a database: one sentence that says what is wrong and what to do, and nothing made anew."""

import subprocess
import sys

import pytest


def starts(home, code):
    """What a program of this home says before it ends."""
    done = subprocess.run(
        [sys.executable, *code],
        env={**home.environment, "LC_ALL": "en_GB.UTF-8"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr


TABLES = (
    "import os, sys; os.environ['DJANGO_SETTINGS_MODULE'] = 'zuoxi.assembly.settings';"
    "from zuoxi.assembly.serve import prepare; from zuoxi.assembly.terminal import guarded;"
    "sys.exit(guarded(lambda: prepare.tables() and 0))"
)


def test_an_empty_database_does_not_take_the_place_of_one_that_was_moved_away(sqlite_home):
    file = sqlite_home.path / "zuoxi.sqlite3"
    aside = file.rename(file.with_suffix(".aside"))
    folder = sqlite_home.path / "live" / "main"
    folder.mkdir(parents=True)
    (folder / "epoch").write_text("7")
    said = starts(sqlite_home, ["-c", TABLES])
    assert str(file) in said and "Put it back" in said
    assert aside.exists() and not file.exists()


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (["-c", TABLES], "The database does not answer"),
        (["-m", "zuoxi", "live"], "The database cannot be reached and there is no earlier configuration"),
    ],
    ids=["tables", "live"],
)
def test_without_postgresql_a_new_house_says_so(postgresql_home, cluster, code, sentence):
    cluster.stop()
    assert sentence in starts(postgresql_home, code)
