"""The only writes of contacts."""
