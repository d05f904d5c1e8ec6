"""How the web process listens: limits that stand before the parsers of HTTP and WebSocket."""
