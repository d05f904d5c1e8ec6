"""The port of subjects: what can be approved, and what chains may ask of it. Each area brings its own kinds.

`ZUOXI_APPROVAL_SUBJECTS` names them. An area begins an approval by `services.running.begin` and hears what
became of it by `ApprovalMoved`.
"""

from collections.abc import Mapping
from functools import cache
from itertools import chain

from django.conf import settings
from django.utils.module_loading import import_string

from zuoxi.approvals.rules.chain import FactKind
from zuoxi.approvals.rules.ready import BUSINESS, BUSINESS_FACTS
from zuoxi.kernel.record import Record


class SubjectKind(Record):
    """A kind of subject: its words, and the facts that chains may ask for."""

    zh: str
    en: str
    facts: Mapping[str, FactKind]


SUBJECTS: Mapping[str, SubjectKind] = {
    BUSINESS: SubjectKind(zh="业务需求", en="Business request", facts=BUSINESS_FACTS)
}
"""What this area itself brings."""


@cache
def subject_kinds() -> Mapping[str, SubjectKind]:
    """All kinds that the house knows."""
    brought = (import_string(name) for name in settings.ZUOXI_APPROVAL_SUBJECTS)
    return dict(chain.from_iterable(one.items() for one in brought))
