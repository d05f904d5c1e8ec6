"""Serving the PCs of the house: under which name, at which address, with which certificate."""
