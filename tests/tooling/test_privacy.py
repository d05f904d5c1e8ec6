"""Other accounts of the machine read nothing of an installation."""

import os
import subprocess
import sys
from pathlib import Path

from zuoxi.assembly.privacy import private_home

CHECKOUT = Path(__file__).resolve().parents[2]


def open_to_others(folder):
    return [path for path in (folder, *folder.rglob("*")) if path.stat().st_mode & 0o077]


def test_a_new_installation_s_files_are_its_own_account_s(tmp_path):
    home = tmp_path / "home"
    subprocess.run(
        ["sh", "-c", 'umask 022 && exec "$0" -m zuoxi migrate --quiet', sys.executable],
        cwd=CHECKOUT,
        env={**os.environ, "ZUOXI_HOME": str(home), "ZUOXI_DATABASE_URL": ""},
        check=True,
    )

    assert (home / "zuoxi.sqlite3").is_file()
    assert open_to_others(home) == []


def test_a_home_that_stood_open_is_closed(tmp_path):
    home = tmp_path / "home"
    home.mkdir(mode=0o755)
    private_home(home)
    assert home.stat().st_mode & 0o777 == 0o700

    private_home(tmp_path / "new" / "one")
    assert (tmp_path / "new" / "one").stat().st_mode & 0o777 == 0o700
