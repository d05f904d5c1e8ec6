"""The base of all that the floor is told."""

from zuoxi.kernel.record import Record


class Event(Record, tag_field="type", tag=True):
    """Base of all inputs."""
