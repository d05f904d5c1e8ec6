"""The copy of the blacklist: whatever is edited, lost and restored, it says what the database says."""

import asyncio
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from tests.live.lists import FOR_EVER, Lists
from tests.live.until import soon
from zuoxi.engine.events import CallArrived, ChannelSeen, InventoryTaken, Known
from zuoxi.live.blacklist import Barred, BlacklistCopy
from zuoxi.live.callers import known
from zuoxi.live.following import Follower
from zuoxi.live.standings import StandingsCopy

NOW = 1_000
NUMBERS, TENANTS = ("138", "139", "+4930"), ("north", "south")
UNTIL = (0, NOW, NOW + 1, FOR_EVER)


def follower(copy: BlacklistCopy, lists: Lists, check_ms: int = 600_000) -> Follower[Barred]:
    return Follower(copy, lists, check_ms=check_ms)


@pytest.fixture
def lists() -> Lists:
    return Lists()


def test_a_first_reading_takes_all_and_later_ones_what_has_changed(tmp_path, lists):
    copy = BlacklistCopy(tmp_path)
    lists.write(("north", "138", FOR_EVER), ("south", "138", FOR_EVER), ("north", "139", FOR_EVER))
    follower(copy, lists).look()
    assert copy.barring("138", NOW) == ("north", "south")
    lists.write(("south", "138", 0))
    follower(copy, lists).look()
    follower(copy, lists).look()
    assert copy.barring("138", NOW) == ("north",)
    assert lists.readings == ["whole", "changes"]


def test_a_number_is_let_in_again_by_itself_when_its_time_has_run_out(tmp_path, lists):
    copy = BlacklistCopy(tmp_path)
    lists.write(("north", "138", NOW + 5))
    follower(copy, lists).look()
    assert (copy.barring("138", NOW + 4), copy.barring("138", NOW + 5)) == (("north",), ())


def test_who_withholds_his_number_is_not_looked_up(tmp_path):
    assert BlacklistCopy(tmp_path).barring("", NOW) == ()


def test_a_copy_outlives_its_process_and_goes_on_from_where_it_was(tmp_path, lists):
    lists.write(("north", "138", FOR_EVER))
    first = BlacklistCopy(tmp_path)
    follower(first, lists).look()
    first.close()
    lists.write(("north", "139", FOR_EVER))
    second = BlacklistCopy(tmp_path)
    assert second.barring("138", NOW) == ("north",)
    follower(second, lists).look()
    assert second.barring("139", NOW) == ("north",)
    assert lists.readings == ["whole", "changes"]


def test_a_database_that_was_replaced_by_an_older_copy_is_read_as_a_whole(tmp_path, lists):
    copy = BlacklistCopy(tmp_path)
    lists.write(("north", "138", FOR_EVER))
    yesterday = lists.backup()
    lists.write(("north", "138", 0), ("north", "139", FOR_EVER))
    follower(copy, lists).look()
    lists.restore(yesterday)
    lists.write(("south", "139", FOR_EVER))  # before anybody looked
    follower(copy, lists).look()
    assert (copy.barring("138", NOW), copy.barring("139", NOW)) == (("north",), ("south",))


def test_a_reading_that_breaks_off_leaves_the_copy_as_it_was(tmp_path, lists):
    copy = BlacklistCopy(tmp_path)
    lists.write(("north", "138", FOR_EVER))
    follower(copy, lists).look()

    def broken(edition):
        yield ("north", "138", 0)
        raise ConnectionError("the database is away")

    lists.since = broken
    lists.write(("north", "138", 0))
    with pytest.raises(ConnectionError):
        follower(copy, lists).look()
    assert (copy.barring("138", NOW), copy.edition) == (("north",), 1)


@pytest.mark.parametrize("damage", [b"", b"no database at all", b"SQLite format 3\x00 and then nothing"])
def test_a_damaged_copy_is_made_anew(tmp_path, lists, damage):
    (tmp_path / "blacklist.sqlite3").write_bytes(damage)
    lists.write(("north", "138", FOR_EVER))
    copy = BlacklistCopy(tmp_path)
    assert copy.edition is None
    follower(copy, lists).look()
    assert copy.barring("138", NOW) == ("north",)


async def test_it_looks_when_touched_and_survives_a_database_that_is_away(tmp_path, lists):
    copy = BlacklistCopy(tmp_path)
    following = follower(copy, lists)
    lists.gone = True
    await following.first()
    assert copy.barring("138", NOW) == ()
    task = asyncio.create_task(following.run())
    following.touch()
    lists.gone = False
    lists.write(("north", "138", FOR_EVER))
    following.touch()
    await soon(lambda: copy.barring("138", NOW) == ("north",))
    task.cancel()


async def test_nobody_waits_for_the_database_when_there_is_a_copy(tmp_path, lists):
    lists.write(("north", "138", FOR_EVER))
    copy = BlacklistCopy(tmp_path)
    follower(copy, lists).look()
    lists.gone = True
    await follower(copy, lists).first()
    assert copy.barring("138", NOW) == ("north",)


def test_what_is_known_of_a_caller_is_said_with_his_arrival_and_with_an_inventory():
    arrived = CallArrived(node="n", channel="c", trunk="t", dialled="400", caller="+86 138 0000 0001")
    waits = ChannelSeen(channel="c", state="ringing", direction="inbound", caller="13800000001")
    speaks = ChannelSeen(channel="d", state="up", caller="13800000001")
    inventory = InventoryTaken(node="n", channels=(waits, speaks), bridges=(), endpoints=())

    def barring(number: str) -> tuple[str, ...]:
        return ("north",) if number == "13800000001" else ()

    def knowing(number: str) -> tuple[Known, ...]:
        return (Known(tenant="south", vip=True),) if number == "13800000001" else ()

    assert known(arrived, barring).barred_by == ("north",)
    assert known(arrived, barring, knowing).known == (Known(tenant="south", vip=True),)
    seen = known(inventory, barring, knowing).channels
    assert [one.barred_by for one in seen] == [("north",), ()]
    assert [bool(one.known) for one in seen] == [True, False]


def test_the_copy_of_standings_says_who_is_a_vip_and_whose_customer(tmp_path):
    copy = StandingsCopy(tmp_path)
    copy.replace(1, [("south", "138", True, "", ""), ("north", "138", False, "wang", "order")])
    assert copy.known("138") == (
        Known(tenant="north", agent="wang", because="order"),
        Known(tenant="south", vip=True),
    )
    copy.follow(2, [("south", "138", False, "", "")])
    assert [one.tenant for one in copy.known("138")] == ["north"]
    assert (copy.known("139"), copy.known(""), copy.edition) == ((), (), 2)


class AnyEdits(RuleBasedStateMachine):
    """Edits in any order, looks now and then, backups restored, processes that come and go."""

    folder: ClassVar[Path]

    def __init__(self) -> None:
        super().__init__()
        for file in self.folder.glob("blacklist*"):
            file.unlink()
        self.lists, self.copy = Lists(), BlacklistCopy(self.folder)
        self.kept = self.lists.backup()
        self.looked = False

    @rule(
        changes=st.lists(
            st.tuples(
                st.sampled_from(TENANTS),
                st.sampled_from(NUMBERS),
                st.sampled_from(UNTIL),
            ),
            min_size=1,
            max_size=4,
            unique_by=lambda one: one[:2],
        )
    )
    def edit(self, changes):
        self.lists.write(*changes)
        self.looked = False

    @rule()
    def look(self):
        follower(self.copy, self.lists).look()
        self.looked = True

    @rule()
    def back_up(self):
        self.kept = self.lists.backup()

    @rule()
    def restore(self):
        self.lists.restore(self.kept)
        self.looked = False

    @rule()
    def restart(self):
        self.copy.close()
        self.copy = BlacklistCopy(self.folder)

    @invariant()
    def says_what_the_database_says(self):
        if self.looked:
            for number in NUMBERS:
                assert self.copy.barring(number, NOW) == self.lists.barred(number, NOW)

    def teardown(self):
        self.copy.close()


def test_any_order_of_edits_ends_where_a_whole_reading_ends(tmp_path):
    AnyEdits.folder = tmp_path
    many = settings(max_examples=60, stateful_step_count=25, deadline=None)
    run_state_machine_as_test(AnyEdits, settings=many)
