"""A snapshot and the events after it are a fresh snapshot, whatever happens in between."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.gateway.played import HALL_A, HALL_B, agent, call, key, queue
from zuoxi.gateway.audience import Audience, Change
from zuoxi.gateway.mirror import Mirror
from zuoxi.gateway.scope import DeskScope, FloorScope, Scope

PATHS = st.sampled_from([HALL_A, HALL_A + "0001", HALL_B])
TENANTS = st.sampled_from(["t1", "t1", "t2"])
NAMES = st.sampled_from(["a", "b", "c"])
VIEWS = st.one_of(
    st.builds(
        lambda who, path, tenant, has, version: agent(who, path, tenant=tenant, call=has, version=version),
        NAMES,
        PATHS,
        TENANTS,
        st.sampled_from(["", "a", "b"]),
        st.integers(0, 3),
    ),
    st.builds(
        lambda who, path, tenant, number: call(who, path, tenant=tenant, customer_number=number),
        NAMES,
        PATHS,
        TENANTS,
        st.sampled_from(["13800000001", "13900009999", ""]),
    ),
    st.builds(lambda who, path, waiting: queue(who, path, waiting=waiting), NAMES, PATHS, st.integers(0, 3)),
)
KEYS = st.builds(lambda kind, who: f"{kind}:{who}", st.sampled_from(["agent", "call", "queue"]), NAMES)
CHANGES = st.lists(
    st.tuples(st.lists(VIEWS, max_size=3), st.lists(KEYS, max_size=2), st.booleans()), max_size=25
)
SCOPES = st.sampled_from(
    [
        DeskScope(tenant="t1", numbers=(), person="a"),
        DeskScope(tenant="t1", numbers=(HALL_A,), person="a"),
        FloorScope(tenant="t1", numbers=(), watch=(HALL_A,)),
        FloorScope(tenant="t1", numbers=(HALL_B,), watch=(HALL_A, HALL_B)),
        FloorScope(tenant="t2", numbers=("0001",), watch=("0001",)),
    ]
)


class Board:
    """A page that begins with a snapshot and then takes events."""

    def __init__(self, audience: Audience) -> None:
        self.n, tail = audience.picture()
        self.views = json.loads("{" + tail)["data"]
        audience.followers.add(self)

    def event(self, change: Change) -> None:
        assert change.n == self.n + 1
        self.n = change.n
        frame = json.loads(change.text('"floor"'))
        self.views.update(frame["put"])
        for name in frame["gone"]:
            del self.views[name]


def fresh(scope: Scope, mirror: Mirror) -> dict[str, object]:
    shown: dict[str, object] = json.loads("{" + Audience(scope, mirror, 0).picture()[1])["data"]
    return shown


@settings(max_examples=300, deadline=None)
@given(scope=SCOPES, before=st.lists(VIEWS, max_size=5), changes=CHANGES, late=st.integers(0, 24))
def test_a_snapshot_and_its_events_equal_a_fresh_snapshot(scope, before, changes, late):
    mirror = Mirror()
    mirror.apply({key(view): view for view in before}, ())
    audience = Audience(scope, mirror, 100)
    boards = [Board(audience)]
    for number, (put, gone, flush) in enumerate(changes):
        if number == late:
            boards.append(Board(audience))
        names = {key(view): view for view in put}
        audience.touch(mirror.apply(names, tuple(name for name in gone if name not in names)))
        if flush:
            audience.flush()
    audience.flush()
    for board in boards:
        assert board.views == fresh(scope, mirror)


@settings(max_examples=100, deadline=None)
@given(scope=SCOPES, changes=CHANGES, floor=st.lists(VIEWS, max_size=6))
def test_a_floor_that_comes_back_as_a_whole_reaches_the_pages_as_what_differs(scope, changes, floor):
    mirror = Mirror()
    audience = Audience(scope, mirror, 0)
    board = Board(audience)
    for put, _, _ in changes:
        audience.touch(mirror.apply({key(view): view for view in put}, ()))
    audience.touch(mirror.replace({key(view): view for view in floor}))
    audience.flush()
    assert board.views == fresh(scope, mirror)
    assert set(mirror.views) == {key(view) for view in floor}


@settings(max_examples=100, deadline=None)
@given(scope=SCOPES, changes=CHANGES, back=st.integers(0, 30))
def test_the_missed_events_lead_to_the_same_picture(scope, changes, back):
    mirror = Mirror()
    audience = Audience(scope, mirror, 1_000)
    history = {}
    for put, gone, _ in changes:
        n, tail = audience.picture()
        history[n] = json.loads("{" + tail)["data"]
        names = {key(view): view for view in put}
        audience.touch(mirror.apply(names, tuple(name for name in gone if name not in names)))
        audience.flush()
    start = audience.n - back
    missed = audience.since(start)
    if start not in history:
        assert missed is None or start == audience.n
        return
    board = Board(audience)
    board.n, board.views = start, history[start]
    for change in missed or []:
        board.event(change)
    assert board.views == fresh(scope, mirror)


def test_nobody_sees_whole_numbers_without_the_right_in_any_frame():
    mirror = Mirror()
    audience = Audience(FloorScope(tenant="t1", numbers=(), watch=(HALL_A,)), mirror, 0)
    board = Board(audience)
    audience.touch(mirror.apply({"call:c": call("c", customer_number="13812345678")}, ()))
    audience.flush()
    assert "13812345678" not in json.dumps(board.views)
    assert "13812345678" not in audience.picture()[1]
