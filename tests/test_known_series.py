"""Headline rows of real reports against what their sentences of results and main targets state, one value a year and series."""

import csv
import os
from pathlib import Path

import pandas as pd
import pytest

import koujing
from koujing.coding import CODERS, Coding, columns_of
from koujing.dataframes import typed
from koujing.measures.headlines import OF_SPEECH, headlines
from koujing.statistics.series import SeriesRow
from koujing.tables import schema_of

TEXTS, GOLD = os.environ.get("KOUJING_TEXTS"), os.environ.get("KOUJING_GOLD")
KNOWN = Path(GOLD or "", "series/work-reports.csv")
CONCEPTS = {
    "gdp_growth_target": "gdp.growth",
    "cpi_target": "cpi.change",
    "registered_unemployment_target": "unemployment.registered",
    "m2_growth_target": "m2.growth",
    "grain_output_target": "grain.output",
    "gdp_level_reported": "gdp.level",
    "new_urban_jobs_reported": "jobs.urban.new",
}
# Of 107 values, all but one are found; the share may not fall below this.
RIGHT = 0.98


def test_a_study_has_headline_rows_of_one_series_or_all(sample):
    every = sample.series()
    assert len(every) > 0
    assert set(every["concept"]) == set(sample["series"]["concept"])
    one = sample.series(every["concept"].iloc[0])
    assert set(one["concept"]) == {every["concept"].iloc[0]}
    assert set(sample.series(status="target")["status"]) <= {"target"}


def test_a_headline_links_to_its_statistic(sample):
    rows = sample.series().merge(sample.statistics, left_on="statistic", right_on="id", suffixes=("", "_of"))
    assert len(rows) == len(sample.series())
    assert (rows["start"] == rows["start_of"]).all()
    assert (rows["concept"] == rows["concept_of"]).all()


def test_a_series_is_asked_for_by_any_name(sample):
    pd.testing.assert_frame_equal(sample.series("粮食产量"), sample.series("grain.output"))


def test_an_unknown_series_or_status_is_told(sample):
    with pytest.raises(KeyError, match="no known series is called '路灯'"):
        sample.series("路灯")
    with pytest.raises(ValueError, match="expected reported or target"):
        sample.series(status="aimed")


def of_year(table, series, year):
    """The headline rows that a report of a year has of a series, for the year of the report or, where reported, the one before."""
    kind = series.rsplit("_", 1)[1]
    for_year = str(year - (kind == "reported"))
    rows = table[(table["concept"] == CONCEPTS[series]) & (table["status"] == kind) & (table["year"] == year)]
    times = (rows["time_from"] == for_year) & (rows["time_to"] == for_year)
    return rows[times & (rows["place"] == "") & rows["per"].isin(["", "level"])]


def headlines_of(folder):
    """The headline rows of the texts in a folder, without coding their other tables."""
    speeches = list(koujing.read(folder))
    coded = [pd.DataFrame(columns_of(SeriesRow, CODERS[SeriesRow](Coding(speech)), speech)) for speech in speeches]
    empty = dict.fromkeys(OF_SPEECH, "")
    documents = pd.DataFrame([{"speech": speech.id} | empty | speech.metadata for speech in speeches])
    return headlines(typed(pd.concat(coded, ignore_index=True), schema_of(SeriesRow)), documents)


@pytest.mark.skipif(
    not TEXTS or not KNOWN.exists(), reason="KOUJING_TEXTS and KOUJING_GOLD do not name texts and known series"
)
def test_the_known_series_of_the_state_council_are_found():
    table = headlines_of(Path(TEXTS, "work-reports"))
    with KNOWN.open(encoding="utf-8", newline="") as file:
        known = list(csv.DictReader(file))
    right = sum(is_right(of_year(table, row["series"], int(row["year"])), row) for row in known)
    assert right >= RIGHT * len(known)


def is_right(rows, known):
    """Whether the rows are one row with the known value, or the known ends of a range."""
    if len(rows) != 1:
        return False
    found = rows.iloc[0]
    ends = known["value"].split("..")
    stated = [found["value"]] if len(ends) == 1 else [found["low"], found["high"]]
    return stated == pytest.approx([float(end) for end in ends], rel=1e-9)
