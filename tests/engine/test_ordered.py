"""The sorted collection against the plainest thing that does the same."""

from bisect import bisect_left

from hypothesis import given
from hypothesis import strategies as st

from zuoxi.engine.ordered import Ordered

ITEMS = st.tuples(st.integers(0, 60), st.integers(0, 3))
STEPS = st.lists(st.tuples(st.booleans(), ITEMS), max_size=400)


@given(steps=STEPS, bound=ITEMS)
def test_it_is_a_sorted_set_of_tuples(steps: list[tuple[bool, tuple[int, int]]], bound: tuple[int, int]):
    plain: list[tuple[int, int]] = []
    ordered: Ordered[tuple[int, int]] = Ordered()
    for adds, item in steps:
        before, before_items = ordered, list(ordered)
        if adds:
            ordered = ordered.add(item)
            plain = sorted({*plain, item})
        else:
            ordered = ordered.discard(item)
            plain = [one for one in plain if one != item]
        assert list(before) == before_items, "the old one stays as it was"
    assert list(ordered) == plain
    assert len(ordered) == len(plain)
    assert ordered == Ordered(plain)
    assert ordered.first() == (plain[0] if plain else None)
    assert ordered.below(bound) == [one for one in plain if one < bound]
    assert ordered.position(bound) == bisect_left(plain, bound)
    assert ordered.following(bound) == next((one for one in plain if one >= bound), None)
    assert ordered.following(bound[:1]) == next((one for one in plain if one >= bound[:1]), None)


def test_many_items_are_split_over_chunks_and_found_again():
    ordered: Ordered[tuple[int]] = Ordered()
    for number in range(2_000):
        ordered = ordered.add(((number * 7) % 2_000,))
    assert list(ordered) == [(number,) for number in range(2_000)]
    assert len(ordered._chunks) > 10
    for number in range(0, 2_000, 2):
        ordered = ordered.discard((number,))
    assert list(ordered) == [(number,) for number in range(1, 2_000, 2)]


@given(first=st.lists(ITEMS, max_size=300), changes=st.dictionaries(ITEMS, st.booleans(), max_size=60))
def test_many_changes_at_once_are_the_same_as_one_by_one(
    first: list[tuple[int, int]], changes: dict[tuple[int, int], bool]
):
    before = Ordered(sorted(set(first)))
    one_by_one = before
    for item, there in changes.items():
        one_by_one = one_by_one.add(item) if there else one_by_one.discard(item)
    after = before.after(changes)
    assert after == one_by_one
    assert len(after) == len(list(after))
    assert before == Ordered(sorted(set(first))), "the old one stays as it was"
