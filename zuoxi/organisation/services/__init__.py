"""The only writes of organisation."""
