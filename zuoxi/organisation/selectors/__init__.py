"""The only reads of organisation."""
