"""How statistics are worded."""

from __future__ import annotations

import numpy as np
import pandas as pd

STATES = ("plain", "hedged", "range", "open", "masked", "unread")


def wording_state(statistics: pd.DataFrame) -> pd.Series[str]:
    """How each statistic is worded: one of six states.

    ``plain``: a number and nothing else; ``hedged``: with a modifier (近, 约, 超过, …); ``range``: two ends, or a
    vague numeral that implies two (几十); ``open``: no value and one end only (上万); ``masked``: hidden by a filter;
    ``unread``: none of these.

    >>> table = pd.DataFrame({"value": [5.0, 5.0, None, None], "low": [5.0, 5.0, 1.0, 10_000.0],
    ...     "high": [5.0, None, 2.0, None], "modifier": ["", "over", "", ""], "note": ["", "", "range", ""]})
    >>> wording_state(table).tolist()
    ['plain', 'hedged', 'range', 'open']
    """
    bounded = np.isfinite(statistics[["low", "high"]].astype(float))
    ends, valued = bounded.sum(axis=1), statistics["value"].notna()
    masked = statistics["note"].str.contains("masked", regex=False)
    cases = [masked, valued & (statistics["modifier"] != ""), valued, ends == 2, ends == 1]
    names = ["masked", "hedged", "plain", "range", "open"]
    return pd.Series(np.select(cases, names, "unread"), index=statistics.index)
