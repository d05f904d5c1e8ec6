"""PostgreSQL crashes while jobs run and events are told: the process stays, and no work is lost."""

import subprocess
import sys

import pytest

from tests.live.until import until

pytestmark = pytest.mark.postgres

JOBS = "SELECT kind, state, attempts, result FROM outbox_job WHERE kind IN ('count', 'read') ORDER BY kind"


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "jobs"
    folder.mkdir()
    return folder


@pytest.fixture
def process(postgresql_home, folder):
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.outage.jobs_child", str(folder)], env=postgresql_home.environment
    )
    yield process
    process.kill()
    process.wait()


def runs(folder, name):
    file = folder / f"{name}.ran"
    return file.read_text().count("ran") if file.exists() else 0


def test_what_ended_while_postgresql_was_away_is_written_down_or_done_again(
    postgresql_home, cluster, folder, process
):
    until(lambda: all(runs(folder, name) == 1 for name in ("count", "read", "lamp")), 30)
    cluster.stop()
    (folder / "go").touch()
    home = postgresql_home
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(1.5)
    cluster.start()
    done = [("count", "done", 1, 42), ("read", "done", 1, "read")]
    until(lambda: home.rows(JOBS) == done, 20)
    until(lambda: home.rows("SELECT 1 FROM outbox_outboxevent WHERE delivered_at IS NULL") == [], 20)
    assert (runs(folder, "count"), runs(folder, "read")) == (1, 2)
    process.terminate()
    assert process.wait(10) == 0
