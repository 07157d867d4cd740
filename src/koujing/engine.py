"""Run a task on many items, on one core or on all; an item that fails gives a result too and never stops the others."""

from __future__ import annotations

import gc
import os
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from multiprocessing import Pipe, Process, parent_process
from multiprocessing.connection import Connection, wait
from threading import Thread, current_thread, main_thread
from typing import Any, Generic, NamedTuple, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

# Below this several processes cost more than they save: starting them takes 0.6 s, coding 1 MB takes 0.7 s.
POOL_FROM_BYTES = 4_000_000
# If this many items each kill a process before any item is done, the items are not to blame: there is too little memory.
DEATHS = 5
ENDS = (signal.SIGINT, signal.SIGTERM)


class WorkerDied(Exception):  # noqa: N818  (what happened, as in KeyboardInterrupt)
    """The process that worked on an item died, even when no other process was running."""


class _Worker(NamedTuple):
    process: Process
    pipe: Connection


class _Chunk(NamedTuple):
    places: Sequence[int]
    alone: bool = False  # after a worker died: a single item, run while no other worker is


def run(
    task: Callable[[Item], Result],
    items: Sequence[Item],
    failed: Callable[[Item, Exception], Result],
    *,
    sizes: Sequence[int],
    workers: int | None = None,
    on_done: Callable[[int], None] = lambda n_bytes: None,
) -> Iterator[Result]:
    """``task(item)`` for every item, in order; ``on_done`` is called with the size of each item when it is finished.

    ``failed`` makes the result if the task raises an exception, or if its process is killed (``WorkerDied``). ``workers``
    is the number of processes: by default one if ``sizes`` sum to less than 4 MB, else one per core.
    Errors: whatever ``failed`` raises; ``MemoryError`` if every process dies before it has done anything; ``ValueError`` for
    less than one worker.
    """
    workers = enough(sizes) if workers is None else workers
    if workers < 1:
        raise ValueError(f"workers {workers}: expected a whole number of processes, 1 or more")
    work = partial(attempt, task, failed)
    if workers == 1:
        yield from _report(map(work, items), sizes, on_done)
        return
    team = _Team(work, failed, items, workers)
    try:
        yield from _report(team.results(), sizes, on_done)
    finally:
        team.end()


def enough(sizes: Sequence[int]) -> int:
    """How many processes suit work on items of these sizes: one below 4 MB, else one per core."""
    return (os.cpu_count() or 1) if sum(sizes) > POOL_FROM_BYTES else 1


def attempt(task: Callable[[Item], Result], failed: Callable[[Item, Exception], Result], item: Item) -> Result:
    """``task(item)``, or ``failed(item, error)`` where it raises one."""
    try:
        return task(item)
    except Exception as error:  # whatever it is, the other items do not depend on it
        return failed(item, error)


def _report(results: Iterator[Result], sizes: Sequence[int], on_done: Callable[[int], None]) -> Iterator[Result]:
    for result, size in zip(results, sizes, strict=True):
        on_done(size)
        yield result


class _Team(Generic[Item, Result]):
    """Processes that each hold one chunk of the items at a time, so that when one dies we know what it was working on.

    ``ProcessPoolExecutor`` would not do: it does not say whose work killed a process, its threads wait forever if
    there is no memory to start one of them, and its processes outlive a parent that is killed.
    """

    def __init__(
        self,
        work: Callable[[Item], Result],
        failed: Callable[[Item, Exception], Result],
        items: Sequence[Item],
        n_workers: int,
    ) -> None:
        self.work, self.failed, self.items, self.n_workers = work, failed, items, n_workers
        n = 1 + len(items) // (512 * n_workers)  # small: the results of a chunk come together
        self.waiting = deque(_Chunk(range(len(items))[at : at + n]) for at in range(0, len(items), n))
        self.suspects: deque[_Chunk] = deque()
        self.idle: list[_Worker] = []
        self.busy: dict[Connection, tuple[_Worker, _Chunk]] = {}
        self.found: dict[int, Result] = {}
        self.deaths: float = 0  # of processes that ran a single item; counted until any process finishes something

    def results(self) -> Iterator[Result]:
        for place in range(len(self.items)):
            while place not in self.found:
                self._hand_out()
                self._take_in()
            yield self.found.pop(place)

    def end(self) -> None:
        team = [*self.idle, *(worker for worker, _ in self.busy.values())]
        for worker in team:
            worker.process.kill()
        for worker in team:
            worker.process.join()
            worker.pipe.close()

    def _hand_out(self) -> None:
        while len(self.busy) < self.n_workers and (chunk := self._next()):
            worker = self.idle.pop() if self.idle else _start(self.work)
            self.busy[worker.pipe] = worker, chunk
            try:
                worker.pipe.send([self.items[place] for place in chunk.places])
            except OSError:  # it died while it was idle
                self._bury(worker, chunk)

    def _next(self) -> _Chunk | None:
        if self.suspects:
            return None if self.busy else self.suspects.popleft()
        alone = any(chunk.alone for _, chunk in self.busy.values())
        return self.waiting.popleft() if self.waiting and not alone else None

    def _take_in(self) -> None:
        for pipe in wait(list(self.busy)):
            worker, chunk = self.busy[pipe]  # type: ignore[index]  # it is one of those waited for
            try:
                results = worker.pipe.recv()
            except (EOFError, OSError):  # the pipe ended, perhaps in the middle of a message: the worker died
                self._bury(worker, chunk)
                continue
            if isinstance(results, Exception):
                raise results
            self.deaths = float("-inf")
            self.found.update(zip(chunk.places, results, strict=True))
            self.idle.append(worker)
            del self.busy[worker.pipe]

    def _bury(self, worker: _Worker, chunk: _Chunk) -> None:
        """Hand the items of a dead worker to one that runs alone; an item that kills that one too has failed."""
        del self.busy[worker.pipe]
        worker.process.kill()
        worker.process.join()
        worker.pipe.close()
        if not chunk.alone:
            self.suspects += [_Chunk([place], alone=True) for place in chunk.places]
            return
        self.deaths += 1
        if self.deaths == DEATHS:
            raise MemoryError
        (place,) = chunk.places
        died = WorkerDied(f"its process died with exit code {worker.process.exitcode}, even when it ran alone")
        self.found[place] = self.failed(self.items[place], died)


def _start(work: Callable[[Item], Result]) -> _Worker:
    pipe, end = Pipe()
    process = Process(target=_serve, args=(work, end), daemon=True)
    with _interruptions_later():
        process.start()
    end.close()  # now only the worker holds it, so that its death shows here as the end of the file
    return _Worker(process, pipe)


@contextmanager
def _interruptions_later() -> Iterator[None]:
    """Delay Ctrl-C and SIGTERM to the end of the block: if raised while Python prepares a fork, they would be lost."""
    if current_thread() is not main_thread():  # only the main thread is interrupted
        yield
        return
    held: list[int] = []
    before = {number: signal.signal(number, lambda number, _: held.append(number)) for number in ENDS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler or signal.SIG_DFL)
    for caught in held:
        signal.raise_signal(caught)


def _serve(work: Callable[[Any], Any], pipe: Connection) -> None:
    """What a worker does until it is killed or its parent is gone."""
    Thread(target=_end_with_parent, daemon=True).start()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process of a terminal; the parent ends the workers
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    # What a process starts with (modules, lexicons) is never garbage: not searching it saves 13 % of the reading time.
    gc.freeze()
    try:
        while True:
            items = pipe.recv()
            _send_results(work, items, pipe)
    except (EOFError, ConnectionError):
        return  # the parent is gone


def _send_results(work: Callable[[Any], Any], items: Sequence[Any], pipe: Connection) -> None:
    try:
        pipe.send([work(item) for item in items])
    except MemoryError:
        os._exit(1)  # the results cannot even be sent; the parent notices and has each item done on its own
    except ConnectionError:
        raise
    except Exception as error:  # raised by ``failed``, for the caller
        pipe.send(error)


def _end_with_parent() -> None:
    parent = parent_process()
    assert parent
    parent.join()
    os._exit(1)
