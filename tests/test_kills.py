"""A run that is killed at any moment, however, and started again ends with the same bytes as one that was let alone."""

import os
import random
import shutil
import signal
import time
from subprocess import TimeoutExpired

import pytest

from killing import start, tables, write_texts
from processes import children, is_running, needs_proc, wait_for

WORKER = "worker"  # the death of one of the processes that do the work
ENDS = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT, WORKER)


@pytest.fixture(scope="module")
def texts(tmp_path_factory):
    return write_texts(tmp_path_factory.mktemp("kills") / "texts")


def run(command, end, after):
    """End a run after so many seconds of work; says whether it was still at work then, and whether it is complete now."""
    with start(*command) as process:
        try:
            return False, process.wait(after) == 0
        except TimeoutExpired:
            workers = children(process.pid)
        if end != WORKER:
            process.send_signal(end)
        elif workers:
            os.kill(workers[0], signal.SIGKILL)
        _, err = process.communicate(timeout=300)
    assert process.returncode == 0 or end != WORKER, err
    assert "Traceback" not in err
    assert wait_for(lambda: not any(map(is_running, workers)))
    return bool(workers) if end == WORKER else process.returncode != 0, process.returncode == 0


def survive(command, out, expected, seconds, n_kills, rng):
    """Start the command again and again until it was ended so many times; whatever is complete must be as expected.

    One that goes on from what another left has less to do: it is ended within half the time that all the work takes.
    """
    n_ended = 0
    while n_ended < n_kills:
        was_ended, is_complete = run(command, ENDS[n_ended % len(ENDS)], rng.uniform(0, seconds / 2))
        n_ended += was_ended
        if is_complete:
            assert tables(out) == expected
            shutil.rmtree(out)
    with start(*command) as process:
        _, err = process.communicate(timeout=300)
    assert process.returncode == 0, err
    assert tables(out) == expected


@needs_proc
@pytest.mark.parametrize(
    ("format", "n_kills"),
    [("csv", 5), pytest.param("csv", 30, marks=pytest.mark.slow), pytest.param("parts", 30, marks=pytest.mark.slow)],
)
def test_a_run_that_is_killed_and_started_again_ends_with_the_same_bytes(texts, tmp_path, format, n_kills):
    command = ("code", texts, "--format", format, "-o")
    with start(*command, tmp_path / "alone") as process:
        begin = time.monotonic()
        assert process.wait(300) == 0
        seconds = time.monotonic() - begin
    survive((*command, tmp_path / "out"), tmp_path / "out", tables(tmp_path / "alone"), seconds, n_kills, random.Random(n_kills))
