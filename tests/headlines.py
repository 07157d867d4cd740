"""Headline rows, as ``Study.series`` gives them, from what a test wants to say of them."""

from __future__ import annotations

from typing import Any

import pandas as pd

PLAIN: dict[str, Any] = {
    "speech": "2015", "date": "2015-03", "year": 2015, "level": "central", "genre": "work report", "province": "", "prefecture": "",
    "county": "", "concept": "gdp.growth", "place": "", "status": "reported", "time_from": "2014", "time_to": "2014", "per": "",
    "value": 7.4, "low": 7.35, "high": 7.45, "unit": "%", "modifier": "", "hardness": "plain", "basis": "", "n": 1, "differing": "",
    "certainty": 1.0, "statistic": "", "source": "a", "start": 0, "end": 4,
}  # fmt: skip


def headlines(*rows: dict[str, Any]) -> pd.DataFrame:
    """Rows like ``PLAIN`` but for what each says; ``time`` is one for both ends, a ``value`` alone has half a unit to either side."""
    return pd.DataFrame([_row(k, **row) for k, row in enumerate(rows)], columns=list(PLAIN))


def _row(k: int, time: str = "", half: float = 0.05, **said: Any) -> dict[str, Any]:
    times = {"time_from": time, "time_to": time} if time else {}
    ends = {"low": said["value"] - half, "high": said["value"] + half} if "value" in said else {}
    return PLAIN | {"statistic": f"s{k}"} | times | ends | said
