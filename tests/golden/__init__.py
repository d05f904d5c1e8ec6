"""What each release wrote, kept for ever: every later one reads it (tests/live/test_golden.py)."""
