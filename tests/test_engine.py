"""One core or several: the same results in the same order, whatever happens to an item or to a process."""

import os
import signal
import subprocess
import sys
from multiprocessing import active_children
from pathlib import Path

import pytest

from koujing import engine
from processes import is_running, needs_proc, wait_for


def double(number):
    return 2 * number


def refuse_seven(number):
    if number == 7:
        raise ValueError("seven")
    return number


def no_memory_for_seven(number):
    if number == 7:
        raise MemoryError
    return number


def interrupted(number):
    raise KeyboardInterrupt


def die_of_seven(number):
    if number == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def die(number):
    os.kill(os.getpid(), signal.SIGKILL)


def raise_it(item, error):
    raise error


class DieOnce:
    """Dies of seven, as one that is killed by chance does: not again."""

    def __init__(self, mark):
        self.mark = mark

    def __call__(self, number):
        if number == 7 and not self.mark.exists():
            self.mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return number


def name(item, error):
    return f"{item}: {type(error).__name__}"


def run(task, items, **options):
    return list(engine.run(task, items, name, **{"sizes": [1] * len(items)} | options))


@pytest.mark.parametrize("workers", [1, 2, None])
def test_results_come_in_the_order_of_the_items(workers):
    done = []
    results = run(double, range(300), sizes=range(300), workers=workers, on_done=done.append)
    assert results == [2 * number for number in range(300)]
    assert done == list(range(300))


@pytest.mark.parametrize("workers", [1, 2])
def test_nothing_to_do_is_done(workers):
    assert run(double, [], workers=workers) == []


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize(("task", "error"), [(refuse_seven, "ValueError"), (no_memory_for_seven, "MemoryError")])
def test_an_item_that_fails_is_one_result(workers, task, error):
    assert run(task, range(10), workers=workers) == [*range(7), f"7: {error}", 8, 9]


@pytest.mark.parametrize("workers", [0, -1])
def test_less_than_one_process_is_refused(workers):
    with pytest.raises(ValueError, match=f"workers {workers}: expected a whole number of processes, 1 or more"):
        run(double, [1], workers=workers)


def test_an_interruption_is_no_failure_of_an_item():
    with pytest.raises(KeyboardInterrupt):
        run(interrupted, range(10), workers=1)


@pytest.mark.parametrize("n", [10, 3000])
def test_an_item_that_kills_its_process_is_one_result_and_the_rest_is_done(n):
    assert run(die_of_seven, range(n), workers=2) == [*range(7), "7: WorkerDied", *range(8, n)]


def test_where_every_process_dies_the_work_ends():
    with pytest.raises(MemoryError):
        run(die, range(1000), workers=2)


@pytest.mark.parametrize("workers", [1, 2])
def test_what_failed_raises_reaches_the_caller(workers):
    with pytest.raises(ValueError, match="seven"):
        list(engine.run(refuse_seven, range(10), raise_it, sizes=[1] * 10, workers=workers))


@pytest.mark.parametrize("n", [10, 3000])
def test_what_a_killed_process_had_is_done_by_another(tmp_path, n):
    task = DieOnce(tmp_path / "died")
    assert run(task, range(n), workers=2) == list(range(n))
    assert task.mark.exists()


def test_little_work_starts_no_process(monkeypatch):
    monkeypatch.setattr(engine, "Process", None)
    assert run(double, [1, 2], sizes=[10, engine.POOL_FROM_BYTES - 10]) == [2, 4]


def test_much_work_starts_processes(monkeypatch):
    monkeypatch.setattr(engine.os, "cpu_count", lambda: 2)
    monkeypatch.setattr(engine, "Process", None)
    with pytest.raises(TypeError):
        run(double, [1, 2], sizes=[10, engine.POOL_FROM_BYTES])


def test_work_is_reported_as_it_is_finished():
    done = []
    results = engine.run(double, [1, 2], name, sizes=[5, 6], workers=1, on_done=done.append)
    assert next(results) == 2
    assert done == [5]


def test_no_process_is_left_when_the_results_are_no_longer_wanted():
    results = engine.run(os.getpgid, [0] * 100, name, sizes=[1] * 100, workers=2)
    next(results)
    before = active_children()
    results.close()
    assert before
    assert not active_children()


class Interrupted:
    """A process that is interrupted while it starts, where Python would pass over an exception."""

    def start(self):
        signal.raise_signal(signal.SIGINT)
        Path("started").touch()


def test_an_interruption_while_a_process_starts_is_not_lost(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(engine, "Process", lambda **_: Interrupted())
    with pytest.raises(KeyboardInterrupt):
        run(double, [1, 2], workers=2)
    assert Path("started").exists()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


SLEEPERS = """
import os, sys, time
from koujing import engine
def sleep(number):
    print(os.getpid(), flush=True)
    time.sleep(600)
if __name__ == "__main__":
    list(engine.run(sleep, [1, 2], print, sizes=[1, 1], workers=2))
"""


@needs_proc
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM], ids=lambda end: end.name)
def test_processes_end_when_their_parent_is_killed(tmp_path, end):
    (tmp_path / "sleepers.py").write_text(SLEEPERS, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(Path(engine.__file__).parents[1])}
    command = [sys.executable, tmp_path / "sleepers.py"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as parent:
        workers = [int(parent.stdout.readline()) for _ in range(2)]
        parent.send_signal(end)
        parent.stdout.read()  # until nobody holds it any more
    assert wait_for(lambda: not any(map(is_running, workers)))
