"""The dial gate: the only door out of the house (design idea 4, C9).

Only this file makes a `DialPermit`. (Checks, facts and verdict: see `decide`.)
"""

from zuoxi.kernel.record import Record

PERMIT_LIFE_MS = 2_000


class DialPermit(Record):
    """Leave to dial one number once. It expires at `expires_at`; the attempt's row is already committed."""

    attempt: str
    call: str
    """Id that the call will have."""
    tenant: str
    path: str
    person: str
    number: str
    """National form."""
    caller_id: str
    trunk: str
    """Trunk id."""
    service_line: str
    service_line_name: str
    expires_at: int
