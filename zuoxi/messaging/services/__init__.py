"""The only writes of this area."""
