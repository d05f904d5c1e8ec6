"""What is kept of measures."""
