"""Facts of long ago leave the database for the archive, and records are still made again from all of them."""

import datetime as dt
import gzip
from argparse import Namespace
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from tests.areas.calls.test_folding import picture
from zuoxi.assembly.cli import archive as command
from zuoxi.assembly.wiring import JOBS
from zuoxi.calls.errors import ArchiveBusy, VolumeMissing
from zuoxi.calls.models import Call, Fact, FactVolume, ParkedFact
from zuoxi.calls.rules import archived_before, month_of
from zuoxi.calls.selectors.archive import trouble
from zuoxi.calls.services import facts as taking_in
from zuoxi.calls.services.archive import keep, volume
from zuoxi.calls.services.archive.alone import alone
from zuoxi.calls.services.archive.catalogue import check
from zuoxi.calls.services.archive.keep import archive, archived
from zuoxi.calls.services.archive.volume import read
from zuoxi.calls.services.facts import record
from zuoxi.calls.services.rebuild import rebuild
from zuoxi.calls.services.recordings.store import places
from zuoxi.kernel.clock import to_ms, utc_now
from zuoxi.kernel.ids import uuid7
from zuoxi.outbox import jobs, worker
from zuoxi.outbox.models import Job

MARCH = dt.datetime(2035, 3, 20, tzinfo=dt.UTC)
APRIL = dt.datetime(2035, 4, 2, tzinfo=dt.UTC)
NOW = dt.datetime(2036, 4, 10, tzinfo=dt.UTC)
FIRST_OF_APRIL = dt.datetime(2035, 4, 1, tzinfo=dt.UTC)


@pytest.fixture
def store(tmp_path):
    return tmp_path / "store"


@pytest.fixture
def recorded_at(monkeypatch):
    """Record what was told, as if at another moment: its rows have the ids of that moment."""

    def put(teller, moment):
        counter = iter(range(10**9))
        monkeypatch.setattr(taking_in, "new_id", lambda: uuid7(to_ms(moment), next(counter)))
        record(teller.told)

    return put


@pytest.fixture
def history(house, recorded_at):
    """A call of March, one that lasts over the end of March, and one of April."""
    for number in ("13800000001", "13800000002"):
        call = house.teller.call(number=number).queued().wait(2_000).offered(house.agent.id)
        if number.endswith("1"):
            call.answered().ended().recorded().disposed()
    recorded_at(house.teller, MARCH)
    call.answered().ended().recorded().disposed()
    house.teller.call(number="13800000003").queued().wait(9_000).owed().ended("abandoned")
    recorded_at(house.teller, APRIL)
    return house.teller


def refused(statement):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(statement)


def all_facts():
    return sorted(archived(row).place for row in Fact.objects.all())


def test_a_month_goes_into_a_volume_and_its_rows_go(history, store):
    before = {row.id: archived(row) for row in Fact.objects.filter(id__lt=uuid7(to_ms(FIRST_OF_APRIL), 0))}
    left = Fact.objects.count() - len(before)
    assert archive(store, archived_before(NOW, 12), NOW) == len(before)

    row = FactVolume.objects.get()
    assert (row.key, row.month, row.facts) == ("facts/2035-03-001.jsonl.gz", "2035-03", len(before))
    assert (row.state, row.cleared_at) == ("whole", NOW)
    assert {fact.id: fact for fact in read(store / row.key)} == {str(id): fact for id, fact in before.items()}
    assert Fact.objects.count() == left
    assert archive(store, archived_before(NOW, 12), NOW) == 0, "there is nothing more to do"


def test_a_rebuild_reads_the_archive_and_the_database(history, store):
    before = picture()
    archive(store, FIRST_OF_APRIL, NOW)
    for size in (1, 2, 100):
        Call.objects.update(talk_ms=0, outcome="", person=None)
        assert rebuild(size, store=store) == 3
        assert picture() == before
    archive(store, dt.datetime(2035, 5, 1, tzinfo=dt.UTC), NOW)
    assert (Fact.objects.count(), FactVolume.objects.count()) == (0, 2)
    assert rebuild(store=store) == 3
    assert picture() == before
    assert not ParkedFact.objects.exists()


@pytest.mark.parametrize("harm", ["gone", "altered", "cut"])
def test_a_rebuild_without_all_facts_is_refused_before_anything_is_touched(history, store, harm):
    archive(store, FIRST_OF_APRIL, NOW)
    before, path = picture(), store / FactVolume.objects.get().key
    kept = path.read_bytes()
    if harm == "gone":
        path.unlink()
    else:
        path.write_bytes(kept[:-9] if harm == "cut" else kept[:40] + b"!" + kept[41:])
    with pytest.raises(VolumeMissing, match="volume_missing") as refusal:
        rebuild(store=store)
    assert "2035-03-001" in refusal.value.sentence("zh") and "backup" in refusal.value.sentence("en")
    assert (picture(), trouble(NOW, 12)) == (before, "altered")

    path.write_bytes(kept)
    assert rebuild(store=store) == 3
    assert trouble(NOW, 12) == ""


def test_what_was_broken_off_goes_on(history, store, monkeypatch):
    """Killed while it writes, before the volume has its row, and between two of its transactions."""
    facts, before = all_facts(), picture()
    monkeypatch.setattr(keep, "AT_ONCE", 5)

    def killed_when(time_has_come, real):
        def step(*arguments):
            if time_has_come():
                raise KeyboardInterrupt
            return real(*arguments)

        return step

    for at, when in (
        ("move_in", lambda: True),
        ("adopt", lambda: list(store.glob("facts/*.gz"))),
        ("_clear", FactVolume.objects.exists),
    ):
        with monkeypatch.context() as broken:
            module = volume if at == "move_in" else keep
            broken.setattr(module, at, killed_when(when, getattr(module, at)))
            with pytest.raises(KeyboardInterrupt):
                archive(store, FIRST_OF_APRIL, NOW)
        assert all_facts() == facts
        assert not [*store.glob("facts/*.part"), *store.glob("facts/sorting")]

    def after_two(done):
        if done > 8:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        archive(store, FIRST_OF_APRIL, NOW, after_two)
    assert 0 < len(all_facts()) < len(facts)
    rebuild(store=store)
    assert picture() == before, "half here and half there is the whole"
    archive(store, FIRST_OF_APRIL, NOW)
    assert FactVolume.objects.count() == 1
    assert not Fact.objects.filter(id__lt=uuid7(to_ms(FIRST_OF_APRIL), 0)).exists()


def test_a_database_restored_from_before_knows_its_volumes_again(history, store):
    rows = list(Fact.objects.all())
    before = picture()
    archive(store, FIRST_OF_APRIL, NOW)
    FactVolume.objects.all().delete()
    Fact.objects.bulk_create(rows, ignore_conflicts=True)

    rebuild(store=store)
    assert picture() == before
    assert archive(store, FIRST_OF_APRIL, NOW) > 0
    assert [path.name for path in sorted(store.glob("facts/*.gz"))] == ["2035-03-001.jsonl.gz"]
    assert not Fact.objects.filter(id__lt=uuid7(to_ms(FIRST_OF_APRIL), 0)).exists()


def test_what_stands_in_the_archive_is_not_taken_again(history, house, store):
    """A journal of then, told once more."""
    rows = Fact.objects.count()
    rows -= archive(store, FIRST_OF_APRIL, NOW)
    before = picture()
    record(house.teller.told)
    assert (Fact.objects.count(), picture()) == (rows, before)


def test_facts_that_come_late_to_a_month_make_a_volume_of_their_own(history, house, recorded_at, store):
    archive(store, FIRST_OF_APRIL, NOW)
    house.teller.call().queued().owed().ended("abandoned")
    recorded_at(house.teller, MARCH + dt.timedelta(days=1))
    before = picture()
    archive(store, FIRST_OF_APRIL, NOW)
    assert [row.key[-12:-9] for row in FactVolume.objects.order_by("key")] == ["001", "002"]
    rebuild(store=store)
    assert picture() == before


def test_a_row_that_is_not_what_the_volume_says_stays(history, store, monkeypatch):
    facts = all_facts()
    real = keep.read

    def lies(path):
        for fact in real(path):
            fact.body["call"] = "another"
            yield fact

    monkeypatch.setattr(keep, "read", lies)
    with pytest.raises(keep.RowDiffers):
        archive(store, FIRST_OF_APRIL, NOW)
    assert all_facts() == facts
    assert trouble(NOW, 12) == "altered"


def test_a_volume_of_a_later_release_is_not_read_by_halves(history, store):
    archive(store, FIRST_OF_APRIL, NOW)
    path = store / FactVolume.objects.get().key
    with gzip.open(path) as file:
        lines = file.read().replace(b'"format":1', b'"format":2', 1)
    path.write_bytes(gzip.compress(lines))
    FactVolume.objects.all().delete()
    with pytest.raises(VolumeMissing):
        rebuild(store=store)


def test_archiving_and_rebuilding_never_meet(history, store):
    with alone(store):
        with pytest.raises(ArchiveBusy):
            rebuild(store=store)
        with pytest.raises(ArchiveBusy):
            archive(store, FIRST_OF_APRIL, NOW)


def test_the_database_lets_go_only_what_stands_in_a_whole_volume(history, store):
    migrations = [
        import_module(f"zuoxi.calls.migrations.{name}")
        for name in ("0002_facts_are_for_good", "0005_facts_go_into_the_archive")
    ]
    editor = SimpleNamespace(connection=connection)
    if connection.vendor == "postgresql":
        connection.cursor().execute("DROP FUNCTION calls_fact_refuse()")
    migrations[0].guard(apps, editor)
    migrations[1].let_archived_go(apps, editor)
    refused("DELETE FROM calls_fact")
    assert archive(store, FIRST_OF_APRIL, NOW) > 0, "what is in a volume may go"
    refused("DELETE FROM calls_fact")
    refused("UPDATE calls_fact SET type = 'Other'")
    migrations[1].let_none_go(apps, editor)
    refused("DELETE FROM calls_fact")
    migrations[0].unguard(apps, editor)


@pytest.fixture
def home(tmp_path, monkeypatch):
    """An installation of its own: the volumes of one story are no other's."""
    monkeypatch.setattr(settings, "ZUOXI_HOME", tmp_path)


def test_the_house_archives_by_itself_at_night(history, home, monkeypatch):
    monkeypatch.setattr(settings, "ZUOXI_ARCHIVE_AFTER_MONTHS", 1, raising=False)
    kinds = {name: JOBS[name] for name in ("calls.archive_facts", "calls.check_archive")}
    for name in kinds:
        jobs.add_job(name, tenant=jobs.HOUSE, now=utc_now())
    rows = Fact.objects.count()
    monkeypatch.setattr("zuoxi.calls.jobs.utc_now", lambda: NOW)
    while worker.work_once("night", kinds):
        pass
    results = dict(Job.objects.filter(kind__in=kinds).values_list("kind", "result"))
    assert results["calls.archive_facts"] == {"rows": rows}
    assert results["calls.check_archive"] == {"whole": 2}
    assert Fact.objects.count() == 0


def test_what_should_have_left_a_week_ago_is_told(history, store):
    assert trouble(dt.datetime(2036, 4, 7, tzinfo=dt.UTC), 12) == ""
    assert trouble(dt.datetime(2036, 4, 8, tzinfo=dt.UTC), 12) == "behind"
    assert trouble(NOW, 0) == "", "0: facts never leave"
    archive(store, FIRST_OF_APRIL, NOW)
    assert trouble(NOW, 12) == ""
    (store / FactVolume.objects.get().key).unlink()
    assert check(store, NOW) == {"missing": 1}
    assert trouble(NOW, 12) == "altered"


@pytest.mark.parametrize(
    ("now", "months", "before"),
    [
        ((2036, 4, 10), 12, (2035, 4, 1)),
        ((2036, 1, 1), 1, (2035, 12, 1)),
        ((2036, 3, 31), 15, (2034, 12, 1)),
    ],
)
def test_months_are_whole(now, months, before):
    found = archived_before(dt.datetime(*now, tzinfo=dt.UTC), months)
    assert found == dt.datetime(*before, tzinfo=dt.UTC)
    assert month_of(found)[0] == found and month_of(found)[1].day == 1


def test_the_command_archives_and_checks(history, home, monkeypatch, capsys):
    monkeypatch.setattr("django.setup", lambda: None)
    monkeypatch.setattr(settings, "ZUOXI_ARCHIVE_AFTER_MONTHS", 12, raising=False)
    monkeypatch.setattr("zuoxi.kernel.clock.utc_now", lambda: NOW)
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert command.run(Namespace(check=False)) == 0
    assert "25 facts have gone into the archive, which has 1 volumes." in capsys.readouterr().out
    assert command.run(Namespace(check=True)) == 0
    (places(settings.ZUOXI_HOME).store / FactVolume.objects.get().key).unlink()
    assert command.run(Namespace(check=True)) == 1
    assert "1 missing" in capsys.readouterr().out
