"""One core or several: the same results in the same order."""

import pytest

from koujing import engine


def double(number):
    return 2 * number


def refuse_seven(number):
    if number == 7:
        raise ValueError("seven")
    return number


@pytest.mark.parametrize("workers", [1, 2, None])
def test_results_come_in_the_order_of_the_items(workers):
    done = []
    results = engine.run(double, range(300), sizes=range(300), workers=workers, on_done=done.append)
    assert list(results) == [2 * number for number in range(300)]
    assert done == list(range(300))


@pytest.mark.parametrize("workers", [1, 2])
def test_nothing_to_do_is_done(workers):
    assert list(engine.run(double, [], sizes=[], workers=workers)) == []


@pytest.mark.parametrize("workers", [1, 2])
def test_an_error_reaches_the_caller(workers):
    with pytest.raises(ValueError, match="seven"):
        list(engine.run(refuse_seven, range(10), sizes=[1] * 10, workers=workers))


def test_little_work_starts_no_pool(monkeypatch):
    monkeypatch.setattr(engine, "ProcessPoolExecutor", None)
    assert list(engine.run(double, [1, 2], sizes=[10, engine.POOL_FROM_BYTES - 10])) == [2, 4]


def test_much_work_starts_a_pool(monkeypatch):
    monkeypatch.setattr(engine.os, "cpu_count", lambda: 2)
    monkeypatch.setattr(engine, "ProcessPoolExecutor", None)
    with pytest.raises(TypeError):
        list(engine.run(double, [1, 2], sizes=[10, engine.POOL_FROM_BYTES]))


def test_work_is_reported_as_it_is_finished():
    done = []
    results = engine.run(double, [1, 2], sizes=[5, 6], workers=1, on_done=done.append)
    assert next(results) == 2
    assert done == [5]
