"""Writing approvals: each act is one transaction with its history, its line of the trail and its event."""
