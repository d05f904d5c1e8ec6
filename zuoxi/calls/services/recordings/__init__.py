"""Recordings: from the switch's files to one kept, checked file with both sides on two channels (T14)."""
