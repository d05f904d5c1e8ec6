"""A WebSocket frame as bytes (RFC 6455, 5.2), for what is made once and written to many."""

WHOLE_TEXT = 0x81
"""The only frame of its message, and text."""


def text_frame(text: str) -> bytes:
    """A server's frame around a text: not masked, in one piece."""
    body = text.encode()
    size = len(body)
    if size < 126:
        return bytes((WHOLE_TEXT, size)) + body
    if size < 1 << 16:
        return bytes((WHOLE_TEXT, 126)) + size.to_bytes(2, "big") + body
    return bytes((WHOLE_TEXT, 127)) + size.to_bytes(8, "big") + body
