"""Shares in words: the share, its interval and of how many, in one cell of a table."""

from __future__ import annotations

import pandas as pd


def say_shares(table: pd.DataFrame, share: str = "share", low: str = "low", high: str = "high", n: str = "n") -> pd.Series[str]:
    """Each share as a percentage, with its interval where it has one, and the number of rows it is a share of.

    >>> say_shares(pd.DataFrame({"share": [0.948, 1.0], "low": [0.931, None], "high": [0.961, None], "n": [850, 3]})).tolist()
    ['94.8% [93.1, 96.1] of 850', '100.0% of 3']
    """
    ends = zip(table[share], table[low], table[high], table[n], strict=True)
    return pd.Series([_say(*row) for row in ends], table.index, dtype=str)


def _say(share: float, low: float, high: float, n: float) -> str:
    if pd.isna(share):
        return ""
    interval = "" if pd.isna(low) else f" [{100 * low:.1f}, {100 * high:.1f}]"
    return f"{share:.1%}{interval} of {n:,.0f}"
