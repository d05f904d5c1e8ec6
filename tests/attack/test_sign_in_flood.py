"""Strangers who try passwords in masses do not keep the honest from signing in."""

import itertools

from tests.attack.web import abuse
from tests.live.seed import PASSWORD

HONEST, FLOOD = "127.0.0.9", "127.0.0.1"
numbers = itertools.count()


def test_who_comes_from_elsewhere_signs_in_all_the_same(web):
    assert web.signs_in("agent0", PASSWORD, HONEST) == 200

    with abuse(lambda over: web.signs_in(f"nobody{next(numbers)}", "x", FLOOD), times=20):
        assert web.signs_in("agent1", PASSWORD, HONEST) == 200
        assert web.signs_in("agent2", PASSWORD, HONEST) == 200
