"""Seams: places where two copies of one fragment meet in a text, since both its sources had it or it was pasted twice."""

from __future__ import annotations

from collections.abc import Iterator

from koujing.chinese.patterns import lazy

_LETTER = lazy(r"[^\W_]")
_HAN = lazy(r"[\u3400-\u9fff]")
# Eight characters, as in a list of two: a shorter wording is repeated for rhythm. Between the copies there may be the last words of
# the clause in which the first one stood (从…入手).
SHORTEST, BETWEEN = 8, 6


def seams(text: str) -> list[tuple[int, int]]:
    """Spans in which at least eight characters are repeated at once, with other marks: from the first copy to the end of the second.

    The same marks are a refrain, and so is a repetition of which the end is the beginning again (一遍又一遍又一遍).

    >>> text = "要从改进规划和载体、强化举措和办法入手,改进规划和载体,强化举措和办法,抓好落实"
    >>> [text[start:end] for start, end in seams(text)]
    ['改进规划和载体、强化举措和办法入手,改进规划和载体,强化举措和办法']
    """
    places = [match.start() for match in _LETTER.finditer(text)]
    letters = "".join(map(text.__getitem__, places))
    found = []
    for first, second, n in _repeats(letters):
        start, middle, end = places[first], places[first + n - 1] + 1, places[second + n - 1] + 1
        if text[start:middle] != text[places[second] : end] and len(_HAN.findall(text, start, middle)) >= SHORTEST:
            found.append((start, end))
    return found


def _repeats(letters: str) -> Iterator[tuple[int, int, int]]:
    """Where a stretch and its copy begin, and their length, from left to right; none overlaps another."""
    last: dict[str, int] = {}
    at = done = 0
    while at + SHORTEST <= len(letters):
        gram = letters[at : at + SHORTEST]
        first = last.get(gram, -1)
        last[gram] = at
        n = 0
        if first >= done:
            while n < at - first and at + n < len(letters) and letters[first + n] == letters[at + n]:
                n += 1
        if n >= SHORTEST and at - first - n <= BETWEEN:
            yield first, at, n
            at = done = at + n
        else:
            at += 1
