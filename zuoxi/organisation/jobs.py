"""What the house does by itself for organisation and for its own tables."""

from django.contrib.sessions.backends.db import SessionStore

from zuoxi.kernel.clock import utc_now
from zuoxi.outbox import jobs, relay
from zuoxi.outbox.jobs import Work


def tidy(work: Work) -> dict[str, int]:
    """Remove sessions that have ended, and events and own jobs that were done long ago."""
    SessionStore.clear_expired()
    return {
        "events": relay.tidy(utc_now(), work.progress),
        "jobs": jobs.tidy(utc_now(), work.progress),
    }
