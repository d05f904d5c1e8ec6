"""Makes a fresh checkout able to run: standard library only, because nothing else is installed yet."""
