"""Django's SQLite, which also tells for how long each transaction kept others from writing."""
