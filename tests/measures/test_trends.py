"""Trend tests against published values and pymannkendall; turning points against ruptures and planted steps."""

import numpy as np
import pytest

from koujing.measures.trends import trend_test, turning_points

# A random walk; the values below were computed with pymannkendall 1.4.3 and ruptures 1.1.10.
WALK = [
    -0.502, -1.526, -1.475, -0.754, 0.682, 1.092, 0.839, 0.354, 1.403, 3.338, 3.91, 2.977, 2.319, 4.219, 4.722, 3.29,
    3.506, 2.643, 2.313, 2.125, 1.712, 2.565, 2.802, 2.513, 3.223, 4.352, 3.009, 3.053, 2.372, 2.499,
]  # fmt: skip
STEPS = [
    0.61, 1.01, 0.99, 0.91, 0.69, 0.88, 0.67, 0.59, 1.07, 0.67, 1.35, 1.21, 0.4, 1.08, 0.67, 3.01, 3.01, 2.4, 2.93, 2.92,
    3.29, 2.65, 3.22, 2.67, 2.9, 2.75, 3.43, 2.17, 2.73, 2.19, 2.25, 2.25, 1.82, 1.98, 2.41, 1.88, 2.06,
]  # fmt: skip


@pytest.mark.parametrize(("n", "p"), [(5, 0.016667), (7, 0.000397)])
def test_a_monotone_series_has_the_exact_p(n, p):
    assert trend_test(range(n), range(n))["p"] == pytest.approx(p, abs=1e-6)


def test_autocorrelation_widens_the_test_as_in_pymannkendall():
    found = trend_test(range(30), WALK)
    assert found["p"] == pytest.approx(0.08425573111711993)
    assert found["tau"] == pytest.approx(0.3839080459770115)
    assert found["slope"] == pytest.approx(0.1085)
    assert found["method"] == "Hamed–Rao"


def test_missing_values_and_order_do_not_matter():
    years = [2005, 2001, 2003, 2002, 2004, 2006]
    found = trend_test(years, [5, 1, np.nan, 2, 4, 6])
    assert found == trend_test([2001, 2002, 2004, 2005, 2006], [1, 2, 4, 5, 6])
    assert found["slope"] == 1


def test_three_values_have_no_test():
    assert np.isnan(trend_test([1, 2, 3], [1, 2, 3])["p"])


def test_cuts_are_those_of_ruptures():
    found = turning_points(range(37), STEPS, np.random.default_rng(1))
    assert found["year"].tolist() == [15, 27]
    assert (found["low"] <= found["year"]).all()
    assert (found["high"] >= found["year"]).all()
    assert found["after"].tolist() == pytest.approx([np.mean(STEPS[15:27]), np.mean(STEPS[27:])])


def test_a_flat_series_has_no_turning_point():
    assert not len(turning_points(range(40), np.random.default_rng(2).normal(size=40), np.random.default_rng(1)))


def test_a_series_too_short_has_none_either():
    assert not len(turning_points(range(7), [0, 0, 0, 9, 9, 9, 9], np.random.default_rng(1)))


def test_two_texts_of_one_year_have_a_trend_and_texts_of_one_year_alone_have_none():
    found = trend_test([2001, 2002, 2002, 2003, 2004], [1.0, 2, 3, 4, 5])
    assert (found["n"], found["method"]) == (5, "Hamed–Rao")
    assert found["tau"] == pytest.approx(9 / np.sqrt(9 * 10))  # of ten pairs one is of one year
    assert trend_test([2002] * 5, [1.0, 2, 3, 4, 5])["method"] == "none"
