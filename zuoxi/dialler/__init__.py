"""The house calls customers by itself: it watches the floor, asks the gate, and then the floor (T6)."""
