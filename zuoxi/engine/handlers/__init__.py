"""What the floor does about each event: one small module per subject, joined by `dispatch`."""
