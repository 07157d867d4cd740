"""Invented headline rows, with every column of ``Study.series``, for the measures that stand on them."""

from __future__ import annotations

from typing import Any

import pandas as pd

NAN = float("nan")
NATION = {"level": "central", "province": "", "prefecture": "", "county": ""}
PROVINCE = {"level": "province", "province": "云岭省", "prefecture": "", "county": ""}
CITY = PROVINCE | {"level": "prefecture", "prefecture": "东河市"}
COUNTY = CITY | {"level": "county", "county": "东台县"}


def headline(speech: str, status: str = "target", value: float = NAN, **given: Any) -> dict[str, Any]:
    """One headline row of the speech of a year (a2014, spoken in 2014); a target is for that year, a result for the one before."""
    year = int(speech[-4:])
    about = str(year - (status == "reported"))
    plain = {"low": value - 0.05, "high": value + 0.05} if not {"low", "high"} & set(given) else {"low": NAN, "high": NAN}
    return {
        "speech": speech, "date": f"{year}-03", "year": year, **NATION, "genre": "work report", "concept": "gdp.growth", "place": "",
        "status": status, "time_from": about, "time_to": about, "per": "year", "value": value, **plain, "unit": "%", "modifier": "",
        "hardness": "plain", "n": 1, "differing": "", "certainty": 0.95, "statistic": f"{speech} {status} {value}", "source": speech,
        "start": 0, "end": 4,
    } | given  # fmt: skip


def table(*rows: dict[str, Any]) -> pd.DataFrame:
    """Headline rows as ``Study.series`` gives them; none has its columns too."""
    return pd.DataFrame([*rows, headline("a2000")]).iloc[: len(rows)]


def texts(*speeches: str, n_han: int = 9_000, **body: str) -> pd.DataFrame:
    """The documents of speeches, one for each name; by default of the centre."""
    rows = [{"speech": speech, "date": speech[-4:], **NATION, "genre": "work report", "n_han": n_han, **body} for speech in speeches]
    return pd.DataFrame(rows)
