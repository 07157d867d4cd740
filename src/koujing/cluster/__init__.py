"""The workers of a dask cluster do what processes do otherwise: the same results as those of ``engine.run``, in the same order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from koujing.cluster.alike import check
from koujing.cluster.contact import ClusterError, client_of
from koujing.cluster.team import Team
from koujing.engine import attempt

if TYPE_CHECKING:
    from distributed import Client

__all__ = ["ClusterError", "connected"]
Item = TypeVar("Item")
Result = TypeVar("Result")


@contextmanager
def connected(scheduler: str = "", reads: Path | None = None, writes: Path | None = None) -> Iterator[Callable[..., Iterator[Any]]]:
    """A function like ``engine.run`` whose work is done by the workers of a scheduler (``tcp://HOST:PORT``), or by one a core here.

    Its results and what it raises are those of ``engine.run``. The workers must see the path ``reads`` and be able to write
    into the folder ``writes``. Errors: ``ClusterError`` if there is no scheduler, no worker or no ``distributed``, if a worker
    has another koujing or Python, and, from the function, if the scheduler or the last worker goes.
    """
    with client_of(scheduler) as client:
        check(client, reads, writes)
        yield partial(_run, client)


def _run(
    client: Client,
    task: Callable[[Item], Result],
    items: Sequence[Item],
    failed: Callable[[Item, Exception], Result],
    *,
    sizes: Sequence[int],
    on_done: Callable[[int], None] = lambda n_bytes: None,
) -> Iterator[Result]:
    team = Team(client, partial(attempt, task, failed), failed, items)
    for result, size in zip(team.results(), sizes, strict=True):
        on_done(size)
        yield result
