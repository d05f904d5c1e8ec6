"""How far the facts of a floor have come."""

from zuoxi.calls.models import FactCursor


def last_recorded(floor: str) -> tuple[int, int]:
    """(epoch, seq) of the last fact of `floor` that is in the database; (0, 0): none yet."""
    found = FactCursor.objects.filter(floor=floor).values_list("epoch", "seq").first()
    return found or (0, 0)
