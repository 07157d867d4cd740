"""Processor time by stage, taken by wrapping the functions that do the work: nothing in the package knows of it."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cached_property, wraps
from importlib import import_module
from time import process_time
from typing import Any


class Clock:
    """The processor seconds that each stage took itself, without the stages that it called."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()
        self._inner = [0.0]  # for each stage that is running, what the stages inside it took

    def timed(self, stage: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """The same work; if it gives an iterator, what that yields is made now, so that its time is counted here."""

        @wraps(work)
        def call(*args: Any, **named: Any) -> Any:
            begin = process_time()
            self._inner.append(0.0)
            try:
                result = work(*args, **named)
                return list(result) if isinstance(result, Iterator) else result
            finally:
                took = process_time() - begin
                self.seconds[stage] += took - self._inner.pop()
                self._inner[-1] += took

        return call


# What does the work of the stages that have no coder; the coders and what a speech is taken apart into are found in `coding`.
WATCHED = {
    "koujing.reading:read_file": "reading",
    "koujing.words.rows:word_rows": "words",
    "koujing.coding:columns_of": "columns",
    "koujing.batches:Batch.add": "columns",
    "koujing.batches:Batch.tables": "columns",
    "koujing.parts:write_tables": "writing",
    "koujing.parts:write_parquet": "writing",
    "koujing.runs:_merge_table": "writing",
}


def watch(clock: Clock) -> None:
    """Let the clock see every stage of coding: reading, what a speech is taken apart into, each coder, columns and files."""
    from koujing import across, coding
    from koujing.tables import schema_of

    for name, found in list(vars(coding.Coding).items()):
        if isinstance(found, cached_property):
            watched: cached_property[Any] = cached_property(clock.timed(name, found.func))
            watched.__set_name__(coding.Coding, name)
            setattr(coding.Coding, name, watched)
    coders: dict[type, Callable[..., Any]]
    for coders in (coding.CODERS, across.CORPUS_CODERS):
        for cls, coder in list(coders.items()):
            coders[cls] = clock.timed(schema_of(cls).table, coder)
    for place, stage in WATCHED.items():
        module, _, path = place.partition(":")
        owner: Any = import_module(module)
        *outer, name = path.split(".")
        for each in outer:
            owner = getattr(owner, each)
        work = getattr(owner, name)
        _replace(owner, work, clock.timed(stage, work))


def _replace(owner: object, old: object, new: object) -> None:
    """Put a function in the place of another in its owner, and wherever a module of koujing has it by name."""
    modules = [module for name, module in sys.modules.items() if name.partition(".")[0] == "koujing"]
    for each in (owner, *modules):
        for name in [name for name, found in vars(each).items() if found is old]:
            setattr(each, name, new)
