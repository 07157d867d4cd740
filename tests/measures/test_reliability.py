"""Agreement beyond chance against Krippendorff's own example."""

import numpy as np
import pytest

from koujing.measures.reliability import alpha_interval, krippendorff_alpha

CODERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
]
UNITS = list(zip(*CODERS, strict=True))


def test_alpha_is_that_of_the_published_example():
    assert krippendorff_alpha(UNITS) == pytest.approx(0.743421052631579)  # Krippendorff 2011: .743


def test_the_interval_holds_alpha():
    low, high = alpha_interval(UNITS, np.random.default_rng(1))
    assert low < 0.743 < high <= 1


def test_where_nothing_could_differ_there_is_no_alpha():
    assert np.isnan(krippendorff_alpha([("a", "a"), ("a", "a")]))
    assert np.isnan(krippendorff_alpha([("a", None)]))
