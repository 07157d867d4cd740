"""The state of reported statistics."""

import pandas as pd
import pytest

from koujing.measures import reported as statistics

NAN = float("nan")


@pytest.mark.parametrize(
    ("value", "low", "high", "modifier", "note", "state"),
    [
        (34, 34, 34, "", "", "plain"),
        (40, 40, NAN, "at_least", "", "hedged"),
        (NAN, 5, 6, "", "range", "range"),
        (NAN, 20, 100, "", "", "range"),
        (NAN, 10_000, float("inf"), "", "", "open"),
        (NAN, NAN, NAN, "", "masked", "masked"),
        (20, 20, 20, "over", "decrease; masked", "masked"),
        (NAN, NAN, NAN, "", "", "unread"),
    ],
)
def test_wording_state(value, low, high, modifier, note, state):
    row = pd.DataFrame({"value": [value], "low": [low], "high": [high], "modifier": modifier, "note": note})
    assert statistics.wording_state(row).tolist() == [state]
