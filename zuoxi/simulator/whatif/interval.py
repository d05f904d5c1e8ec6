"""How far a mean over runs may be trusted."""

import math
from collections.abc import Sequence
from statistics import NormalDist, variance

CONFIDENCE = 0.95


def half_width(parts: Sequence[Sequence[float]]) -> float:
    """Of the interval of a sum of independent means (B. L. Welch 1947: how far such a sum may be trusted)."""
    if min(map(len, parts)) < 2:
        return math.inf
    squares = [(variance(part) / len(part), len(part) - 1) for part in parts]
    whole = math.fsum(square for square, _ in squares)
    if not whole:
        return 0.0
    freedom = whole**2 / math.fsum(square**2 / free for square, free in squares)
    return math.sqrt(whole) * student(freedom, CONFIDENCE)


def student(freedom: float, confidence: float) -> float:
    """How many standard errors reach so far on both sides (Abramowitz and Stegun 26.7.5; 0.1 % from 5 on)."""
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    terms = (
        z,
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92_160,
    )
    return math.fsum(term / freedom**power for power, term in enumerate(terms))
