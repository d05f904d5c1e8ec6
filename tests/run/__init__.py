"""`./test`: every check of the house, in groups."""
