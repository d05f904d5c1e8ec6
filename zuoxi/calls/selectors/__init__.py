"""The only reads of this area."""
