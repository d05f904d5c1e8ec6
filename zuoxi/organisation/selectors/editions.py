"""How far a list has come."""

from zuoxi.organisation.rows import EditionRow


def latest(kind: type[EditionRow]) -> int:
    """The latest edition; 0 before the first."""
    return next(iter(kind._default_manager.order_by("-number").values_list("number", flat=True)[:1]), 0)


def is_ours(kind: type[EditionRow], number: int) -> bool:
    """Whether an edition is one of this database (and not of one that was replaced by an older copy)."""
    return kind._default_manager.filter(number=number).exists()
