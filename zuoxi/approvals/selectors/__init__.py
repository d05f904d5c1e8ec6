"""Reading approvals: what waits for whom, and who may see what."""
