"""Heads of stereo WAV files: A-law as they are kept, plain samples as every browser plays them."""

import struct

CHANNELS = 2
KEPT_HEAD = 58
PLAYED_HEAD = 44
_A_LAW, _PCM = 6, 1


def kept_head(rate: int, frames: int) -> bytes:
    """The head before `frames` pairs of A-law bytes."""
    data = frames * CHANNELS
    return (
        struct.pack("<4sI4s", b"RIFF", KEPT_HEAD - 8 + data, b"WAVE")
        + struct.pack("<4sIHHIIHHH", b"fmt ", 18, _A_LAW, CHANNELS, rate, rate * CHANNELS, CHANNELS, 8, 0)
        + struct.pack("<4sII", b"fact", 4, frames)
        + struct.pack("<4sI", b"data", data)
    )


def played_head(rate: int, frames: int) -> bytes:
    """The head before `frames` pairs of 16-bit samples."""
    data = frames * CHANNELS * 2
    return (
        struct.pack("<4sI4s", b"RIFF", PLAYED_HEAD - 8 + data, b"WAVE")
        + struct.pack("<4sIHHIIHH", b"fmt ", 16, _PCM, CHANNELS, rate, rate * CHANNELS * 2, CHANNELS * 2, 16)
        + struct.pack("<4sI", b"data", data)
    )


def marked_head(rate: int, frames: int, comment: str) -> bytes:
    """The same with a comment (a `LIST` chunk), which players show and copies keep."""
    text = comment.encode() + b"\0"
    text += b"\0" * (len(text) % 2)
    chunk = b"INFO" + struct.pack("<4sI", b"ICMT", len(text)) + text
    plain = played_head(rate, frames)
    riff = struct.pack("<4sI4s", b"RIFF", PLAYED_HEAD + len(chunk) + frames * CHANNELS * 2, b"WAVE")
    return riff + plain[12:36] + struct.pack("<4sI", b"LIST", len(chunk)) + chunk + plain[36:]


def kept_rate(head: bytes) -> int:
    """Samples a second and side, of a kept file's head; ValueError when it is none of ours."""
    if len(head) < KEPT_HEAD or head[:4] != b"RIFF" or head[20:22] != struct.pack("<H", _A_LAW):
        raise ValueError("not a kept recording")
    return int(struct.unpack("<I", head[24:28])[0])
