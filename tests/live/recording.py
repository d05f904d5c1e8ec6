"""The recorder beside a live process of a story: a thread here, a process of its own in the house."""

import contextlib
import threading

from zuoxi.live.recorder import Recorder
from zuoxi.outbox.channel import tell_live

PATIENCE_S = 120
"""What is left is recorded however slow the machine is; books that are away end it at once."""


@contextlib.contextmanager
def recording(settings, books):
    """Facts reach `books`; at the end all that is written is recorded, unless the books are away."""
    settings.folder.mkdir(parents=True, exist_ok=True)
    recorder = Recorder(
        settings.folder,
        books,
        batch=settings.record_batch,
        retry_ms=settings.record_retry_ms,
        say=lambda state: tell_live(settings.socket, state),
    )
    stop = threading.Event()
    thread = threading.Thread(target=recorder.run, args=(stop,), daemon=True)
    thread.start()
    try:
        yield recorder
    finally:
        stop.set()
        thread.join(PATIENCE_S)
        assert not thread.is_alive()
