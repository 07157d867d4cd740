"""Run a task on many items on the workers of a dask cluster: the same results as those of ``engine.run``, in the same order."""

from __future__ import annotations

import logging
import os
import signal
import time
import warnings
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from uuid import uuid4

from koujing.engine import DEATHS, WorkerDied, attempt
from koujing.sources import digest
from koujing.workers import do_alike, look_around

if TYPE_CHECKING:
    from distributed import Client, Future
    from tornado.ioloop import IOLoop

Item = TypeVar("Item")
Result = TypeVar("Result")

PATIENCE = 30.0  # seconds for a scheduler to answer, and for its first worker, or for one in place of the last, to come
AHEAD = 2  # items handed out for each worker: one that it does and one that waits there
# A local worker that a single item has killed once is not tried again and again: the item is done alone, as ``engine`` does.
LOCAL = {"distributed.scheduler.allowed-failures": 0, "distributed.worker.memory.spill": False, "distributed.worker.memory.target": False}


class ClusterError(RuntimeError):
    """The cluster cannot do the work, or can no longer do it; what was done by then stays done."""


@contextmanager
def connected(scheduler: str = "", reads: Path | None = None, writes: Path | None = None) -> Iterator[Callable[..., Iterator[Any]]]:
    """A function like ``engine.run`` whose work is done by the workers of a scheduler (``tcp://HOST:PORT``), or by one a core here.

    Its results and what it raises are those of ``engine.run``. The workers must see the path ``reads`` and be able to write
    into the folder ``writes``. Errors: ``ClusterError`` if there is no scheduler, no worker or no ``distributed``, if a worker
    has another koujing or Python, and, from the function, if the scheduler or the last worker goes.
    """
    with _client_of(scheduler) as client:
        _check(client, reads, writes)
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
    team = _Team(client, partial(attempt, task, failed), failed, items)
    for result, size in zip(team.results(), sizes, strict=True):
        on_done(size)
        yield result


class _Team(Generic[Item, Result]):
    """The items that wait, those handed out to workers, and the results that are not yet asked for."""

    def __init__(
        self, client: Client, work: Callable[[Item], Result], failed: Callable[[Item, Exception], Result], items: Sequence[Item]
    ) -> None:
        self.client, self.work, self.failed, self.items = client, work, failed, items
        self.name = f"koujing-{uuid4().hex}"
        self.waiting = deque(range(len(items)))
        self.suspects: deque[int] = deque()  # they were with a worker that died; each is done while no other is
        self.busy: dict[Future[Result], int] = {}
        self.alone = False
        self.found: dict[int, Result] = {}
        self.deaths: float = 0  # of items that ran alone; counted until any is finished
        self.bare = float("inf")  # since when no worker has been seen

    def results(self) -> Iterator[Result]:
        try:
            for place in range(len(self.items)):
                while place not in self.found:
                    self._hand_out()
                    self._take_in()
                yield self.found.pop(place)
        finally:
            with suppress(Exception):  # the scheduler may be gone, and then there is nothing to call back
                self.client.cancel([*self.busy], force=True)

    def _hand_out(self) -> None:
        most = AHEAD * max(1, self._n_workers())
        while len(self.busy) < most and (place := self._next()) is not None:
            key = f"{self.name}-{place}{'-alone' * self.alone}"
            self.busy[self.client.submit(do_alike, digest(), self.work, self.items[place], key=key, pure=False)] = place

    def _next(self) -> int | None:
        if self.busy and (self.alone or self.suspects):
            return None
        self.alone = bool(self.suspects)
        queue = self.suspects or self.waiting
        return queue.popleft() if queue else None

    def _n_workers(self) -> int:
        try:
            n_workers = len(self.client.nthreads())
        except Exception as error:
            raise self._gone() from error
        now = time.monotonic()
        self.bare = min(self.bare, now) if not n_workers else float("inf")
        if now > self.bare + PATIENCE:
            raise ClusterError(f"{_address(self.client)}: its last worker is gone, and in {PATIENCE:.0f} s none came in its place")
        return n_workers

    def _gone(self) -> ClusterError:
        return ClusterError(f"{_address(self.client)}: this dask scheduler no longer answers")

    def _take_in(self) -> None:
        from distributed import wait

        with suppress(TimeoutError):  # time to see whether there still are workers
            wait([*self.busy], timeout=5, return_when="FIRST_COMPLETED")
        # What is lost was done by a worker that died since, and is done again.
        for future in [future for future in self.busy if future.status not in ("pending", "lost")]:
            self._take(future, self.busy.pop(future))

    def _take(self, future: Future[Result], place: int) -> None:
        from distributed import KilledWorker

        if future.cancelled():  # not by us
            raise self._gone()
        try:
            self.found[place] = future.result()
            self.deaths = float("-inf")
        except KilledWorker:
            self._bury(place)

    def _bury(self, place: int) -> None:
        """Have an item done alone that was with a worker when it died; if that one dies too, the item has failed."""
        if not self.alone:
            self.suspects.append(place)
            return
        self.deaths += 1
        if self.deaths == DEATHS:
            raise MemoryError
        self.found[place] = self.failed(self.items[place], WorkerDied("its worker died, even when it ran alone"))


@contextmanager
def _client_of(scheduler: str) -> Iterator[Client]:
    """A client of the scheduler, or of one with as many workers as there are cores, which ends with the block."""
    try:
        import dask
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise ClusterError(f"a dask cluster needs the extra 'scale' ({error}): pip install 'koujing[scale]'") from error
    _silence()
    if scheduler:
        with _client(partial(Client, scheduler, timeout=PATIENCE), scheduler) as client:
            yield client
        return
    # The port of the dashboard is a free one: that of the usual number may be taken, and dask would say so.
    own = {"n_workers": os.cpu_count() or 1, "threads_per_worker": 1, "dashboard_address": "127.0.0.1:0", "silence_logs": logging.CRITICAL}
    with (
        TemporaryDirectory(prefix="koujing-") as scratch,
        dask.config.set(LOCAL),
        _sheltered_loop() as loop,
        LocalCluster(**own, host="127.0.0.1", local_directory=scratch, loop=loop) as cluster,
        _client(partial(Client, cluster), "the local cluster") as client,
    ):
        yield client


@contextmanager
def _sheltered_loop() -> Iterator[IOLoop]:
    """The loop that starts local workers, in a thread that Ctrl-C does not reach, and so not them: we end them ourselves."""
    from distributed.utils import LoopRunner

    runner = LoopRunner()
    with _interruptions_blocked():
        runner.start()
    try:
        yield runner.loop
    finally:
        runner.stop()


@contextmanager
def _interruptions_blocked() -> Iterator[None]:
    """Block Ctrl-C in this thread, and for good in the threads and processes that it starts meanwhile, and that they start."""
    if os.name != "posix":
        yield
        return
    from multiprocessing import resource_tracker

    resource_tracker.ensure_running()  # started later, it would take the block away from the thread that starts it
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _client(connect: Callable[[], Client], scheduler: str) -> Iterator[Client]:
    with warnings.catch_warnings():  # of versions that differ: ``_check`` says so if it matters
        warnings.simplefilter("ignore")
        try:
            client = connect()
        except (OSError, ValueError) as error:
            hint = "start one with 'dask scheduler' and workers with 'dask worker --nthreads 1', or leave --scheduler out"
            raise ClusterError(f"{scheduler}: no dask scheduler answered within {PATIENCE:.0f} s ({error}); {hint}") from error
    try:
        yield client
    finally:
        with suppress(Exception):  # the scheduler may be gone
            client.close(timeout=5)


def _silence() -> None:
    """Keep dask's own remarks off the user's screen: what matters of them becomes an error or a row of ``problems``."""
    for name in ("distributed", *(name for name in logging.root.manager.loggerDict if name.startswith("distributed."))):
        logging.getLogger(name).setLevel(logging.CRITICAL)


def _address(client: Client) -> str:
    return str(client.scheduler.address) if client.scheduler else "the cluster"


def _check(client: Client, reads: Path | None, writes: Path | None) -> None:
    """Refuse a cluster that has no worker, or a worker that is not alike or does not share our files."""
    at = _address(client)
    with suppress(TimeoutError):
        client.wait_for_workers(1, timeout=PATIENCE)
    versions = client.get_versions()
    if not versions["workers"]:
        raise ClusterError(f"{at}: no worker came within {PATIENCE:.0f} s; start some with 'dask worker {at} --nthreads 1'")
    here = versions["client"]["host"]["python"]
    for worker, there in versions["workers"].items():
        if (python := there["host"]["python"]).split(".")[:2] != here.split(".")[:2]:
            raise ClusterError(f"worker {worker} has Python {python} and this is {here}; start it with the same")
        if client.nthreads()[worker] != 1:
            raise ClusterError(f"worker {worker} has several threads, which would only wait for each other; start it with --nthreads 1")
    _look_around(client, reads, writes)


def _look_around(client: Client, reads: Path | None, writes: Path | None) -> None:
    with TemporaryDirectory(dir=writes, prefix=".koujing-") as mark:
        found: dict[str, Any] = client.run(look_around, reads, Path(mark) if writes else None, on_error="return")
    for worker, one in found.items():
        if isinstance(one, Exception):
            raise ClusterError(f"worker {worker} cannot run this koujing ({one}); install the same there")
        made_of, lacks = one
        if made_of != digest():
            raise ClusterError(f"worker {worker} has another koujing (its sources or libraries differ); install the same there")
        if lacks:
            raise ClusterError(f"worker {worker} {lacks}; texts and tables must be in folders that all machines share")
