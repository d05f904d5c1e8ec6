"""Answers that are too large for memory: made piece by piece, in threads, as fast as they are taken."""

from collections.abc import AsyncIterator, Iterator

from asgiref.sync import sync_to_async


async def in_threads(blocks: Iterator[bytes]) -> AsyncIterator[bytes]:
    """What a blocking iterator gives, without holding up the event loop or gathering all of it."""
    step = sync_to_async(lambda: next(blocks, None), thread_sensitive=False)
    try:
        while (block := await step()) is not None:
            yield block
    finally:
        if close := getattr(blocks, "close", None):
            await sync_to_async(close, thread_sensitive=False)()
