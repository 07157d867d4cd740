"""Several readings of a statistic → the likeliest one, by the weights of their features, and how likely it is.

Each question (``lexicons/meaning.tsv``) has features with weights, fitted to coded texts by ``tests/fit_meaning.py``. The score of a
reading is the sum of its weights; its probability is the softmax of the scores.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from math import exp
from typing import NamedTuple

from koujing import lexicons

Features = Collection[str]


class Reading(NamedTuple):
    """A possible answer to a question, and the names of what speaks for or against it."""

    answer: str
    features: Features


class Choice(NamedTuple):
    """The likeliest of the readings offered, by its place among them, and its probability."""

    best: int
    certainty: float


class Asked(NamedTuple):
    """A question that was asked of the statistic that starts at ``at``, with the readings it had."""

    question: str
    at: int
    readings: tuple[Reading, ...]


_record: ContextVar[list[Asked] | None] = ContextVar("record", default=None)


@contextmanager
def recording() -> Iterator[list[Asked]]:
    """Collect the questions asked within the block, for fitting their weights."""
    asked: list[Asked] = []
    token = _record.set(asked)
    try:
        yield asked
    finally:
        _record.reset(token)


@cache
def weights(question: str) -> dict[str, float]:
    """The weight of each feature of a question."""
    rows = lexicons.load("meaning")
    return {row["feature"]: float(row["weight"]) for row in rows if row["question"] == question}


def chances(question: str, readings: Sequence[Reading], at: int) -> list[float]:
    """How likely each of at least one reading of the statistic that starts at ``at`` is.

    >>> chances("status", [Reading("reported", ()), Reading("target", ())], 0)
    [0.5, 0.5]
    """
    note(question, readings, at)
    return weigh(question, readings)


def weigh(question: str, readings: Sequence[Reading]) -> list[float]:
    """How likely each reading is, for those who ask again and again about the same ones and ``note`` that themselves."""
    known = weights(question)
    return softmax([sum([known.get(name, 0.0) for name in reading.features]) for reading in readings])


def note(question: str, readings: Iterable[Reading], at: int) -> None:
    """Collect a question, if questions are collected."""
    if (asked := _record.get()) is not None:
        asked.append(Asked(question, at, tuple(readings)))


def softmax(scores: Sequence[float]) -> list[float]:
    """Scores as probabilities.

    >>> softmax([1.0, 1.0])
    [0.5, 0.5]
    """
    highest = max(scores)
    parts = [exp(score - highest) for score in scores]
    whole = sum(parts)
    return [part / whole for part in parts]


def choose(question: str, readings: Sequence[Reading], at: int) -> Choice:
    """The likeliest of at least one reading of the statistic that starts at ``at``; of equal ones the first.

    >>> choose("status", [Reading("reported", ()), Reading("target", ())], 0)
    Choice(best=0, certainty=0.5)
    """
    return likeliest(chances(question, readings, at))


def likeliest(likely: Sequence[float]) -> Choice:
    """The first of the likeliest.

    >>> likeliest([0.3, 0.7])
    Choice(best=1, certainty=0.7)
    """
    highest = max(likely)
    return Choice(likely.index(highest), highest)
