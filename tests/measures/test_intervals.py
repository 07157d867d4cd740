"""Intervals agree with published and independent values."""

import numpy as np
import pytest
from scipy import stats

from koujing.measures.intervals import bootstrap_rate, rate_interval, share_interval


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_interval_of_newcombe_1998(k, n, low, high):
    assert np.round(share_interval(k, n), 4).tolist() == [low, high]


def test_wilson_interval_agrees_with_scipy():
    for k in range(6):
        expected = stats.binomtest(k, 5).proportion_ci(method="wilson")
        np.testing.assert_allclose(share_interval(k, 5), (expected.low, expected.high), atol=1e-12)


def test_garwood_interval_holds_the_count_at_its_tails():
    low, high = rate_interval([1, 7, 300], 2.0)
    np.testing.assert_allclose(stats.poisson.sf([0, 6, 299], low * 2), 0.025)
    np.testing.assert_allclose(stats.poisson.cdf([1, 7, 300], high * 2), 0.025)


def test_bootstrap_agrees_with_scipy():
    v, s = np.array([[3.0, 0, 1, 8, 2, 0, 5, 1, 1], [1, 1, 2, 1, 1, 1, 2, 1, 1]]), np.arange(10.0, 19.0)
    low, high = bootstrap_rate(v, s, np.random.default_rng(7), resamples=999)
    for row, bounds in zip(v, zip(low, high, strict=True), strict=True):
        expected = stats.bootstrap(
            (row, s), lambda v, s, axis: v.sum(axis) / s.sum(axis), paired=True, method="BCa",
            n_resamples=999, rng=np.random.default_rng(7),
        )  # fmt: skip
        np.testing.assert_allclose(bounds, expected.confidence_interval)


def test_bootstrap_of_a_constant_rate_is_that_rate():
    low, high = bootstrap_rate([[2] * 8], [4] * 8, np.random.default_rng(1), resamples=99)
    assert (low.tolist(), high.tolist()) == ([0.5], [0.5])


def test_seven_speeches_have_no_bootstrap_interval():
    assert np.isnan(bootstrap_rate([[1] * 7], [10] * 7, np.random.default_rng(1))).all()
