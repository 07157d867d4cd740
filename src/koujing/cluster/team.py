"""Items and the workers that do them: what is handed out, what comes back, and whose work killed a worker."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Generic, TypeVar
from uuid import uuid4

from koujing.cluster import contact
from koujing.cluster.contact import ClusterError, address
from koujing.cluster.workers import do_alike
from koujing.engine import DEATHS, WorkerDied
from koujing.sources import digest

if TYPE_CHECKING:
    from distributed import Client, Future

Item = TypeVar("Item")
Result = TypeVar("Result")

AHEAD = 2  # items handed out for each worker: one that it does and one that waits there


class Team(Generic[Item, Result]):
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
        """The result of each item, in order; what is handed out and no longer wanted is called back."""
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
        if now > self.bare + contact.PATIENCE:
            raise ClusterError(f"{address(self.client)}: its last worker is gone, and in {contact.PATIENCE:.0f} s none came in its place")
        return n_workers

    def _gone(self) -> ClusterError:
        return ClusterError(f"{address(self.client)}: this dask scheduler no longer answers")

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
