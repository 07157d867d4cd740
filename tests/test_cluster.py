"""A dask cluster: the results of the pool of processes, whatever happens to an item, a worker, the scheduler or the user."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from killing import start as start_command
from killing import tables, write_texts
from koujing import cluster, engine
from koujing.cluster import alike, contact, team
from koujing.cluster.team import AHEAD
from koujing.scratch import SCRATCH
from processes import children, is_running, needs_proc, wait_for

pytest.importorskip("distributed", reason="the extra 'scale' is not installed")
HERE = Path(__file__).parent
# Each death of a worker counts as one of its items: four would take a scheduler with its usual settings four restarts.
QUICK = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0", "DASK_DISTRIBUTED__WORKER__LIFETIME__RESTART": "false"}


def double(number):
    return 2 * number


def refuse_seven(number):
    if number == 7:
        raise ValueError("seven")
    return number


def die_of_seven(number):
    if number == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def die(number):
    os.kill(os.getpid(), signal.SIGKILL)


def slow(number):
    time.sleep(0.1)
    return number, os.getpid()


def touch(path):
    path.touch()


def raise_it(item, error):
    raise error


def name(item, error):
    return f"{item}: {type(error).__name__}"


def run(task, items, scheduler="", *, failed=name, **options):
    with cluster.connected(scheduler, **options) as on_workers:
        return list(on_workers(task, items, failed, sizes=[1] * len(items)))


def start(module, *arguments, path=(HERE.parent / "src", HERE)):
    """A scheduler or worker in a process of its own; it finds koujing and these tests in ``path``."""
    further = [p for p in sys.path if (Path(p) / "distributed").is_dir()]
    environment = os.environ | QUICK | {"PYTHONPATH": os.pathsep.join(map(str, (*path, *further)))}
    command = [sys.executable, "-P", "-m", f"distributed.cli.dask_{module}", *map(str, arguments)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@contextmanager
def scheduler_of(folder, *workers, **options):
    """The address of a scheduler, and its process and those of its workers, which are started with these arguments."""
    file = folder / "scheduler.json"
    started = [start("scheduler", "--host", "127.0.0.1", "--port", 0, "--scheduler-file", file, "--no-dashboard")]
    try:
        assert wait_for(lambda: file.exists() and '"address"' in file.read_text("utf-8"))
        address = file.read_text("utf-8").split('"address": "')[1].split('"')[0]
        for number, arguments in enumerate(workers):
            where = ("--local-directory", folder / f"worker{number}")
            started.append(start("worker", address, "--no-dashboard", *where, *arguments.split(), **options))
        yield address, started
    finally:
        for process in reversed(started):
            process.terminate()
        for process in started:
            if not wait_for(lambda ended=process: ended.poll() is not None, 30):
                process.kill()


@pytest.fixture(scope="module")
def two(tmp_path_factory):
    """A scheduler with two workers that are started again when they die."""
    with scheduler_of(tmp_path_factory.mktemp("cluster"), "--nthreads 1", "--nthreads 1") as (address, _):
        yield address


def test_results_come_in_the_order_of_the_items(two):
    done = []
    with cluster.connected(two) as on_workers:
        results = on_workers(double, range(100), name, sizes=range(100), on_done=done.append)
        assert list(results) == [2 * number for number in range(100)]
    assert done == list(range(100))
    assert run(double, [], two) == []


@pytest.mark.parametrize(("task", "error"), [(refuse_seven, "ValueError"), (die_of_seven, "WorkerDied")])
def test_an_item_that_fails_or_kills_its_worker_is_one_result_and_the_rest_is_done(two, task, error):
    assert run(task, range(20), two) == [*range(7), f"7: {error}", *range(8, 20)]


def test_what_failed_raises_reaches_the_caller(two):
    with pytest.raises(ValueError, match="seven"):
        run(refuse_seven, range(10), two, failed=raise_it)


def test_little_is_handed_out_before_results_are_asked_for(two, tmp_path):
    with cluster.connected(two) as on_workers:
        next(on_workers(touch, [tmp_path / str(number) for number in range(100)], name, sizes=[1] * 100))
        time.sleep(0.5)
    assert len(list(tmp_path.iterdir())) <= 4 * AHEAD  # what both had at first, and one for each of these that came back


def test_paths_that_a_worker_does_not_share_are_refused(two, tmp_path):
    with pytest.raises(cluster.ClusterError, match=r"worker tcp://.* cannot read .*nowhere; texts and tables must be in folders"):
        run(double, [1], two, reads=tmp_path / "nowhere")
    assert run(double, [1], two, reads=tmp_path, writes=tmp_path) == [2]
    assert list(tmp_path.iterdir()) == []


def test_workers_with_another_koujing_are_refused(two, monkeypatch):
    for module in (alike, team):
        monkeypatch.setattr(module, "digest", lambda: "another")
    with pytest.raises(cluster.ClusterError, match=r"worker tcp://.* has another koujing"):
        run(double, [1], two)
    monkeypatch.setattr(alike, "_look_around", lambda *_: None)  # as for one that comes later
    with pytest.raises(RuntimeError, match="a worker has another koujing"):
        run(double, [1], two)


def test_workers_that_cannot_do_the_work_are_refused(tmp_path):
    (tmp_path / "koujing").mkdir()
    (tmp_path / "koujing/__init__.py").touch()  # of the same name, and found first
    with scheduler_of(tmp_path, "--nthreads 1", path=(tmp_path, HERE)) as (address, _):
        with pytest.raises(cluster.ClusterError, match=r"cannot run this koujing \(.*koujing.*install the same"):
            run(double, [1], address)
        other = start("worker", address, "--nthreads", 2, "--no-dashboard", "--local-directory", tmp_path / "other")
        wait_for_workers(address, 2)
        with pytest.raises(cluster.ClusterError, match="has several threads"):
            run(double, [1], address)
        other.terminate()
        other.wait(60)


def test_a_scheduler_that_does_not_answer_is_named_and_so_is_how_to_start_one(monkeypatch):
    monkeypatch.setattr(contact, "PATIENCE", 1.0)
    with pytest.raises(cluster.ClusterError, match=r"tcp://127.0.0.1:1: no dask scheduler answered within 1 s .*dask worker"):
        run(double, [1], "tcp://127.0.0.1:1")
    with pytest.raises(cluster.ClusterError, match="nonsense://x: no dask scheduler"):
        run(double, [1], "nonsense://x")


def test_a_scheduler_without_workers_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(contact, "PATIENCE", 1.0)
    with scheduler_of(tmp_path) as (address, _), pytest.raises(cluster.ClusterError, match="no worker came within 1 s"):
        run(double, [1], address)


def test_without_the_extra_its_name_is_told(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(cluster.ClusterError, match=r"pip install 'koujing\[scale\]'"):
        run(double, [1])


def test_a_worker_killed_in_the_middle_of_a_run_loses_nothing(tmp_path):
    with scheduler_of(tmp_path, "--nthreads 1 --no-nanny", "--nthreads 1 --no-nanny") as (address, (_, *workers)):
        wait_for_workers(address, 2)
        found = []
        with cluster.connected(address) as on_workers:
            for result in on_workers(slow, range(60), name, sizes=[1] * 60):
                found.append(result)
                if len(found) == 20:
                    workers[0].kill()
    assert [number for number, _ in found] == list(range(60))
    assert {pid for _, pid in found[:20]} == {worker.pid for worker in workers}
    assert {pid for _, pid in found[30:]} == {workers[1].pid}


@pytest.mark.parametrize(("victim", "expected"), [(1, "its last worker is gone"), (0, "no longer answers")])
def test_a_run_whose_cluster_is_gone_ends_with_a_sentence(tmp_path, monkeypatch, victim, expected):
    with scheduler_of(tmp_path, "--nthreads 1 --no-nanny") as (address, processes):
        wait_for_workers(address, 1)
        with cluster.connected(address) as on_workers:
            results = on_workers(slow, range(1000), name, sizes=[1] * 1000)
            next(results)
            monkeypatch.setattr(contact, "PATIENCE", 1.0)
            processes[victim].kill()
            with pytest.raises(cluster.ClusterError, match=expected):
                list(results)


def wait_for_workers(address, n):
    from distributed import Client

    with Client(address, set_as_default=False) as client:
        client.wait_for_workers(n, timeout=60)


LOCAL = """
import os, sys, time
from koujing import cluster
from koujing.cluster import contact
from test_cluster import die_of_seven, die, name, slow
if __name__ == "__main__":
    contact.os.cpu_count = lambda: 2
    task, n = globals()[sys.argv[1]], int(sys.argv[2])
    with cluster.connected() as on_workers:
        for result in on_workers(task, range(n), name, sizes=[1] * n):
            print(result, flush=True)
"""


def local(tmp_path, task, n):
    """A run on a local cluster in a process of its own."""
    (tmp_path / "local.py").write_text(LOCAL, encoding="utf-8")
    paths = (HERE.parent / "src", HERE, *(p for p in sys.path if (Path(p) / "distributed").is_dir()))
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, paths))}
    command = [sys.executable, "-P", tmp_path / "local.py", task, str(n)]
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=tmp_path, start_new_session=True
    )


def test_a_local_cluster_names_the_item_that_kills_its_worker_and_prints_nothing_else(tmp_path):
    with local(tmp_path, "die_of_seven", 12) as process:
        out, err = process.communicate(timeout=300)
    assert (process.returncode, err) == (0, "")
    assert out.splitlines() == [*map(str, range(7)), "7: WorkerDied", *map(str, range(8, 12))]
    assert [path.name for path in tmp_path.iterdir()] == ["local.py"]


def test_where_every_worker_dies_the_work_ends(tmp_path):
    with local(tmp_path, "die", 100) as process:
        _, err = process.communicate(timeout=300)
    assert err.splitlines()[-1] == "MemoryError"


@needs_proc
@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGKILL], ids=lambda end: end.name)
def test_no_worker_is_left_when_a_run_is_ended(tmp_path, end):
    with local(tmp_path, "slow", 1000) as process:
        process.stdout.readline()
        workers = children(process.pid)
        os.killpg(process.pid, end) if end == signal.SIGINT else process.send_signal(end)  # Ctrl-C reaches all of a terminal
        _, err = process.communicate(timeout=120)
    assert len(workers) >= 2
    assert wait_for(lambda: not any(map(is_running, workers)))
    if end == signal.SIGINT:
        assert err.splitlines()[-1] == "KeyboardInterrupt"
        assert err.count("Traceback") == 1


def test_the_pool_and_the_cluster_have_the_same_results(two):
    assert run(refuse_seven, range(30), two) == list(engine.run(refuse_seven, range(30), name, sizes=[1] * 30, workers=2))


@pytest.fixture(scope="module")
def texts(tmp_path_factory):
    return write_texts(tmp_path_factory.mktemp("texts") / "texts")


@pytest.mark.parametrize("format", ["csv", pytest.param("parts", marks=pytest.mark.slow)])
def test_a_command_whose_worker_is_killed_writes_the_same_bytes_as_processes_do(texts, tmp_path, format):
    path = [p for p in sys.path if (Path(p) / "distributed").is_dir()]
    command = ("code", texts, "--format", format)
    with scheduler_of(tmp_path, "--nthreads 1 --no-nanny", "--nthreads 1 --no-nanny") as (address, (_, worker, _)):
        wait_for_workers(address, 2)
        with start_command(*command, "-o", tmp_path / "cluster", "--engine", "dask", "--scheduler", address, path=path) as process:
            assert wait_for(lambda: len(list(tmp_path.glob(f"cluster/{SCRATCH}/parts/*"))) > 1)
            worker.kill()
            out, err = process.communicate(timeout=300)
    assert (process.returncode, err) == (0, "")
    with start_command(*command, "-o", tmp_path / "processes") as process:
        assert process.communicate(timeout=300)[0] == out.replace("/cluster", "/processes")
    assert tables(tmp_path / "cluster") == tables(tmp_path / "processes")
