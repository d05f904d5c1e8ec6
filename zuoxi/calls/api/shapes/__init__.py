"""How calls and their parts look to programs."""
