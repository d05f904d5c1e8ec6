"""How customers found their conversations (T15). Derived from facts, and can be derived again."""

from django.db import models

from zuoxi.calls.rows import HistoryRow, link


class Rating(HistoryRow):
    """A customer was asked how a conversation was, and what he answered. Its id is the conversation's."""

    call = link("calls.Call", related="ratings")
    person = link("organisation.Person")
    """The agent whom he spoke to."""
    queue = link("telephony.Queue", null=True)
    way = models.CharField(max_length=8)
    """`keys`, `link`."""
    by = models.CharField(max_length=8)
    """Who had him asked: `agent`, `house`, `flow`."""
    invited_at = models.DateTimeField()
    score = models.PositiveSmallIntegerField(null=True)
    """1 to 5; 5 is the best; null: he has not answered."""
    comment = models.CharField(max_length=500, blank=True, default="")
    """What he wrote on the page of his link."""
    answered_at = models.DateTimeField(null=True)
    unsent = models.CharField(max_length=16, blank=True, default="")
    """Why the message with his link did not leave (`facts.UnsentWhy`); empty: it did, or it was by keys."""

    class Meta:
        indexes = (
            models.Index(fields=("call",), name="calls_rating_call"),
            models.Index(fields=("tenant", "person", "-invited_at"), name="calls_rating_person"),
        )
