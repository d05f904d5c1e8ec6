"""One file with all that a house is: its records, recordings, journals and keys; and a house out of one."""
