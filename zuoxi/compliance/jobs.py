"""What the house does by itself for this area."""

from zuoxi.compliance.models import BlacklistEdition
from zuoxi.organisation.services import editions
from zuoxi.outbox.jobs import Work


def forget_editions(work: Work) -> dict[str, int]:
    """Forget old editions of the blacklist."""
    return {"editions": editions.forget(BlacklistEdition, work.progress)}
