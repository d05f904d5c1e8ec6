"""What every store of recordings can do: one suite for a folder and for a real S3 server."""

import hashlib

import pytest

from tests.services.s3 import store_at
from zuoxi.calls.services.recordings.s3 import S3Place, S3Store
from zuoxi.calls.services.recordings.store import LocalStore, StoreAway, sum_in

KEY = "2026/11/26/one.wav"


@pytest.fixture(params=["local", "s3"])
def store(request, tmp_path):
    if request.param == "local":
        return LocalStore(tmp_path / "store")
    return store_at(request.getfixturevalue("s3"))


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(bytes(range(256)) * 20_000)  # more than one block
    return path


def test_what_is_put_is_there_whole_in_parts_and_at_hand(store, file):
    store.put(file, KEY)
    data = file.read_bytes()
    assert store.look(KEY).size == len(data)
    assert b"".join(store.blocks(KEY)) == data
    assert sum_in(store, KEY) == hashlib.sha256(data).hexdigest()
    assert store.part(KEY, 100, 299) == data[100:300]
    assert store.part(KEY, len(data) - 5, len(data) + 100) == data[-5:]
    with store.at_hand(KEY) as path:
        assert path.read_bytes() == data
        assert path.suffix == ".wav"


def test_what_is_put_again_takes_the_place_of_what_was_there_and_is_told_from_it(store, file):
    store.put(file, KEY)
    before = store.look(KEY)
    assert store.look(KEY) == before
    file.write_bytes(b"something else")
    store.put(file, KEY)
    assert store.part(KEY, 0, 99) == b"something else"
    assert store.look(KEY).mark != before.mark


def test_what_is_not_there_is_missing_and_may_be_removed_twice(store, file):
    store.put(file, KEY)
    store.remove(KEY)
    store.remove(KEY)
    for asked in (
        lambda: store.look(KEY),
        lambda: store.part(KEY, 0, 9),
        lambda: list(store.blocks(KEY)),
        lambda: store.at_hand(KEY).__enter__(),
    ):
        with pytest.raises(FileNotFoundError):
            asked()


def test_two_keys_do_not_know_of_each_other(store, file):
    store.put(file, KEY)
    store.put(file, "2026/11/26/one.peaks.json")
    store.remove("2026/11/26/one.peaks.json")
    assert store.look(KEY).size == file.stat().st_size


def test_nothing_half_is_left_when_there_is_nothing_to_put(store, tmp_path):
    with pytest.raises(FileNotFoundError):
        store.put(tmp_path / "nothing", KEY + ".none")
    with pytest.raises(FileNotFoundError):
        store.look(KEY + ".none")
    assert not list(tmp_path.rglob("*.part"))


def test_a_server_that_does_not_answer_or_lets_nobody_in_is_away_and_nothing_is_said_to_be_missing(s3, file):
    nobody = S3Store(
        S3Place(bucket="recordings", endpoint="http://127.0.0.1:9", access_key="a", secret_key="b")
    )
    stranger = S3Store(
        S3Place(bucket="recordings", endpoint=s3.place.endpoint, access_key="a", secret_key="wrong")
    )
    for away in (nobody, stranger):
        for asked in (
            lambda away=away: away.look(KEY),
            lambda away=away: away.part(KEY, 0, 9),
            lambda away=away: list(away.blocks(KEY)),
            lambda away=away: away.put(file, KEY),
            lambda away=away: away.remove(KEY),
        ):
            with pytest.raises(StoreAway):
                asked()


def test_a_key_to_the_bucket_is_never_told():
    assert "geheim" not in repr(S3Place(bucket="b", access_key="x", secret_key="geheim"))
