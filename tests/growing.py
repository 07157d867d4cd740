"""How the work on a repeated piece grows with its length, measured so that a busy machine cannot fail a test."""

import gc
from collections.abc import Callable
from math import log
from time import process_time

BOUND = 1.5  # linear work shows about 1, squared work 2; noise would have to make the longer text four times as slow, every time
RATIO, REPEATS = 16, 5


def growth(work: Callable[[str], object], piece: str, n_chars: int, ratio: int = RATIO) -> float:
    """The exponent with which the processor time of ``work`` grows to a text of ``n_chars`` from one of the ``ratio``-th part.

    Each time is the least of up to five: other programs can lengthen one but not shorten it.
    """
    short, long = (piece * (n // len(piece)) for n in (n_chars // ratio, n_chars))
    work(short)  # what is loaded once is loaded
    least = [float("inf")] * 2
    for _ in range(REPEATS):
        least = [min(known, seconds(work, text)) for known, text in zip(least, (short, long), strict=True)]
        exponent = log(least[1] / least[0], ratio)
        if exponent < BOUND:
            break
    return exponent


def seconds(work: Callable[[str], object], text: str) -> float:
    """Processor seconds of one call, at least the clock's own step, without the collector of cycles."""
    gc.disable()
    try:
        started = process_time()
        work(text)
        return max(process_time() - started, 1e-6)
    finally:
        gc.enable()
