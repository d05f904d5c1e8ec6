"""The log of agent states (T10), derived from facts."""

from django.db import models

from zuoxi.calls.rows import HistoryRow, link


class AgentSession(HistoryRow):
    """One shift of one person at one desk, from sign-in to sign-out."""

    person = link("organisation.Person")
    device = link("telephony.Device", null=True)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    end_cause = models.CharField(max_length=16, blank=True, default="")

    class Meta:
        indexes = (models.Index(fields=("tenant", "person", "-started_at"), name="calls_session_person"),)


class AgentStateChange(HistoryRow):
    """From `at` on the agent was in `state`; `previous` had lasted `lasted_ms`."""

    session = link("calls.AgentSession", related="changes")
    person = link("organisation.Person")
    at = models.DateTimeField()
    previous = models.CharField(max_length=16)
    state = models.CharField(max_length=16)
    reason = models.CharField(max_length=64, blank=True, default="")
    cause = models.CharField(max_length=16)
    by = link("organisation.Person", null=True)
    """Who caused it; empty for the system."""
    call_id = models.UUIDField(null=True)
    lasted_ms = models.BigIntegerField()

    class Meta:
        indexes = (
            models.Index(fields=("session", "at"), name="calls_state_session"),
            models.Index(fields=("tenant", "person", "-at"), name="calls_state_person"),
        )
