"""The only reads of this area."""

import datetime as dt
import hashlib
from uuid import UUID

from zuoxi.messaging.models import MessageText, RatingLink
from zuoxi.messaging.rules import RATING_TEXTS


def rating_texts(tenant: UUID) -> dict[str, str]:
    """Language -> how the company asks for a rating."""
    row = MessageText.objects.filter(tenant_id=tenant, purpose="rating").first()
    return {"zh": row.zh, "en": row.en} if row else dict(RATING_TEXTS)


def digest_of(token: str) -> str:
    """By which a link is found; the token itself stands nowhere."""
    return hashlib.sha256(token.encode()).hexdigest()


def link_of(token: str, now: dt.datetime) -> RatingLink | None:
    """The link that a token opens; None: there is none, or its time is over."""
    found = RatingLink.objects.select_related("tenant").filter(digest=digest_of(token))
    return found.filter(expires_at__gt=now).first()
