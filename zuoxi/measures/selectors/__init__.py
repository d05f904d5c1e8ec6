"""What is read of measures."""
