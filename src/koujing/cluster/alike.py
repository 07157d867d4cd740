"""Whether the workers of a cluster are like this process: Python, koujing, one thread, and the same files."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from koujing.cluster import contact
from koujing.cluster.contact import ClusterError, address
from koujing.cluster.workers import look_around
from koujing.sources import digest

if TYPE_CHECKING:
    from distributed import Client


def check(client: Client, reads: Path | None, writes: Path | None) -> None:
    """Refuse a cluster that has no worker, or a worker that is not alike or does not share our files."""
    at = address(client)
    with suppress(TimeoutError):
        client.wait_for_workers(1, timeout=contact.PATIENCE)
    versions = client.get_versions()
    if not versions["workers"]:
        raise ClusterError(f"{at}: no worker came within {contact.PATIENCE:.0f} s; start some with 'dask worker {at} --nthreads 1'")
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
