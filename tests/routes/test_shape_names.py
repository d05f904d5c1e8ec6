"""The API's description names each shape once: of two of the same name it would silently forget one."""

import inspect
from collections import defaultdict

from ninja import Schema

from zuoxi.assembly.api import api


def shapes(kind=Schema):
    """Every shape that the house declares, wherever it stands."""
    for one in kind.__subclasses__():
        yield one
        yield from shapes(one)


def test_no_two_shapes_of_the_api_have_one_name():
    described = set(api.get_openapi_schema()["components"]["schemas"])
    found = defaultdict(set)
    for shape in shapes():
        if shape.__module__.startswith("zuoxi.") and shape.__name__ in described:
            found[shape.__name__].add(inspect.getmodule(shape).__name__)
    assert {name: sorted(rooms) for name, rooms in found.items() if len(rooms) > 1} == {}
