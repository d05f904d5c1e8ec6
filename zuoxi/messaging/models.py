"""Messages that were sent or are to be, companies' words for them, and the links that some of them carry."""

from django.db import models

from zuoxi.calls.rows import HistoryRow, link
from zuoxi.organisation.rows import TenantRow


class TextMessage(HistoryRow):
    """A message to one telephone. Its text is not kept: it may carry a link that is his alone."""

    number = models.CharField(max_length=32)
    """National form."""
    purpose = models.CharField(max_length=24)
    """`rating`."""
    about = models.UUIDField()
    """What it is about: of a rating the conversation."""
    language = models.CharField(max_length=8, default="zh")
    state = models.CharField(max_length=16, default="waiting")
    """See `rules.FOLLOWS`."""
    why = models.CharField(max_length=200, blank=True, default="")
    """Which check withheld it, or what the provider said."""
    reference = models.CharField(max_length=100, blank=True, default="")
    """What the provider calls it."""
    tries = models.PositiveIntegerField(default=0)
    parts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    """The moment of what it is about, however late that was told …"""
    changed_at = models.DateTimeField()
    """… and of the last step: while nothing was tried, when it was written down here."""

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("tenant", "purpose", "about"), name="messaging_once_about"),
        )
        indexes = (
            models.Index(
                fields=("reference",), name="messaging_by_reference", condition=~models.Q(reference="")
            ),
        )


class MessageText(TenantRow):
    """How a company words its messages for one purpose."""

    purpose = models.CharField(max_length=24)
    zh = models.CharField(max_length=500)
    en = models.CharField(max_length=500)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("tenant", "purpose"), name="messaging_text_once"),)


class RatingLink(HistoryRow):
    """A customer may say once how a conversation was, by a page that his link opens. Its id is the
    conversation's; of the link only a digest is kept."""

    call = link("calls.Call")
    person = link("organisation.Person")
    """The agent whom he spoke to."""
    queue = link("telephony.Queue", null=True)
    language = models.CharField(max_length=8, default="zh")
    digest = models.CharField(max_length=64, unique=True, null=True)
    """SHA-256 of the token; null: no message has been written yet."""
    expires_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    score = models.PositiveSmallIntegerField(null=True)
    comment = models.CharField(max_length=500, blank=True, default="")
    """Until the floor has it: then it is in the facts."""
