"""Text messages that the house sends: through a port, with a permit, each once at the most (T15)."""
