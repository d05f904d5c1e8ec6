"""The only reads of contacts."""
