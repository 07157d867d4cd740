"""Run a command and see what it takes: wall time, the peak memory of its process and of the largest of its workers."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# What counts on one core must not be spread over others by a library.
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "RAYON_NUM_THREADS", "ARROW_NUM_THREADS"), "1")
PEAK = re.compile(r"VmHWM:\s+(\d+) kB")
EVERY = 0.1  # seconds between two looks at the workers
KOUJING = "import sys; from koujing.cli import main; sys.exit(main(sys.argv[1:]))"


@dataclass(frozen=True)
class Run:
    """What a command printed, its wall and processor seconds, and the peak memory of process and largest worker in MB."""

    printed: str
    wall: float
    processor: float
    parent: float
    worker: float


def run(*command: str, may_end: Sequence[int] = (0,), **environment: str) -> Run:
    """Run a command to its end. Errors: ``CalledProcessError`` if its exit status is not one of ``may_end``."""
    begin = time.perf_counter()
    with tempfile.TemporaryFile("w+", encoding="utf-8") as out:
        process = subprocess.Popen(command, env={**os.environ, **environment}, stdout=out)
        parent = worker = 0.0
        while (ended := os.wait4(process.pid, os.WNOHANG))[0] == 0:
            parent = max(parent, _peak(process.pid))
            worker = max([worker, *map(_peak, _children(process.pid))])
            time.sleep(EVERY if time.perf_counter() - begin > 1 else EVERY / 20)
        wall = time.perf_counter() - begin
        _, status, used = ended
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in may_end:
            raise subprocess.CalledProcessError(process.returncode, command)
        out.seek(0)
        return Run(out.read(), wall, used.ru_utime + used.ru_stime, parent, worker)


def task(name: str, folder: Path) -> dict[str, Any]:
    """What a task of ``benchmarks.tasks`` measures in a process of its own, and the peak of its memory in MB."""
    done = run(sys.executable, "-m", "benchmarks.tasks", name, str(folder), **ONE_THREAD)
    return {**json.loads(done.printed.splitlines()[-1]), "memory": done.parent}


def koujing(*arguments: str) -> Run:
    """The command itself, as a user calls it; it ends with 1 if a text has a problem, as some of the damaged ones do."""
    return run(sys.executable, "-P", "-c", KOUJING, *arguments, may_end=(0, 1))


def _peak(pid: int) -> float:
    try:
        found = PEAK.search(Path(f"/proc/{pid}/status").read_text(encoding="utf-8"))
    except (FileNotFoundError, ProcessLookupError):  # it ended meanwhile
        return 0.0
    return int(found[1]) * 1024 / 1e6 if found else 0.0


def _children(pid: int) -> list[int]:
    try:
        return list(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8").split()))
    except (FileNotFoundError, ProcessLookupError):
        return []
