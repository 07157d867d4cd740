"""What a worker of a cluster is asked to do; it needs nothing but koujing."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

from koujing.sources import digest

Item = TypeVar("Item")
Result = TypeVar("Result")


def do_alike(made_of: str, work: Callable[[Item], Result], item: Item) -> Result:
    """``work(item)``, unless this koujing is another one than the caller's: then no part would fit the others."""
    if made_of != digest():
        raise RuntimeError("a worker has another koujing (its sources or libraries differ); install the same there")
    _settle()
    return work(item)


@cache
def _settle() -> None:
    """Never search for garbage what the process has loaded by now, as the processes of ``engine`` do not."""
    gc.freeze()


def look_around(reads: Path | None, writes: Path | None) -> tuple[str, str]:
    """What this koujing is made of, and which of two paths this process cannot read or write; empty if it can."""
    if reads and not os.access(reads, os.R_OK):
        return digest(), f"cannot read {reads}"
    if writes:
        try:
            (writes / uuid4().hex).touch()
        except OSError as error:
            return digest(), f"cannot write to {writes.parent} ({error.strerror})"
    return digest(), ""
