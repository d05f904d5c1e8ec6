"""`zuoxi serve`: one command that runs the whole centre on one machine and restarts each part alone."""
