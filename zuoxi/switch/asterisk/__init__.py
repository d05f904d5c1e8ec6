"""Asterisk as a program: find or unpack it, write its configuration, start it, speak its prompts."""
