"""The archive: facts of long ago leave the database for volumes, one or more for each month."""
