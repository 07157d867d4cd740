"""A client of a dask scheduler, or of a local cluster, that keeps quiet and ends with the work."""

from __future__ import annotations

import logging
import os
import signal
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from distributed import Client
    from tornado.ioloop import IOLoop

PATIENCE = 30.0  # seconds for a scheduler to answer, and for its first worker, or for one in place of the last, to come
LOCAL = {
    "distributed.scheduler.allowed-failures": 0,  # an item that has killed a worker is done alone, as ``engine`` does, at once
    "distributed.worker.profile.enabled": False,  # looks at what a worker does a hundred times a second
    "distributed.worker.memory.spill": False,  # results are small
    "distributed.worker.memory.target": False,
}


class ClusterError(RuntimeError):
    """The cluster cannot do the work, or can no longer do it; what was done by then stays done."""


@contextmanager
def client_of(scheduler: str) -> Iterator[Client]:
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
    with warnings.catch_warnings():  # of versions that differ: ``alike.check`` says so if it matters
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


def address(client: Client) -> str:
    """Where its scheduler is."""
    return str(client.scheduler.address) if client.scheduler else "the cluster"
