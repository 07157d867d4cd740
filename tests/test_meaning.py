"""The published scores of what statistics say are those that the coder has today; how they are counted, on invented rows."""

import os
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from koujing.validity import meaning_rows
from score_meaning import LONGEST, PARTS, SCORES, SETS, judged, rows_of, scores, shown, verdicts

TEXTS, FURTHER = os.environ.get("KOUJING_TEXTS", ""), "../further-texts"
NAMES = ("source-documents", "work-reports", f"{FURTHER}/local-reports", f"{FURTHER}/news", f"{FURTHER}/leaders")
FOLDERS = [Path(TEXTS, name) for name in NAMES] if TEXTS else []
GOLD = {"status": "reported", "time_from": "2014", "time_to": "2014", "indicator": "贫困人口", "counted": "人口", "contested": ""}


def test_a_row_that_says_the_same_is_right_in_all():
    assert dict(verdicts(GOLD, GOLD, 2015)) == {"status": True, "when": True, "indicator": True, "core": True, "counted": True}


def test_a_statistic_that_is_not_coded_is_wrong_in_all():
    assert not any(right for _, right in verdicts(GOLD, {}, 2015))


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"status": "target"}, {"status"}),
        ({"time_to": "2015"}, {"when"}),
        ({"time_from": "2014-05", "time_to": "2014-05"}, set()),
        ({"indicator": "全省贫困人口"}, {"indicator"}),
        ({"indicator": "口"}, {"indicator", "core"}),
        ({"counted": ""}, {"counted"}),
    ],
)
def test_each_field_is_judged_by_itself(change, wrong):
    assert {name for name, right in verdicts(GOLD, GOLD | change, 2015) if not right} == wrong


def test_what_the_reader_doubts_is_not_asked_and_far_years_are_asked_apart():
    doubted = GOLD | {"contested": "status|indicator", "time_from": "2010", "time_to": "2010"}
    assert [name for name, _ in verdicts(doubted, doubted, 2015)] == ["when", "hard"]


def test_shares_and_f1_are_counted_by_genre():
    rows = pd.DataFrame({"genre": ["news", "news", "local"], "field": "status", "right": [True, False, True], "want": ["target"] * 3,
                         "got": ["target", "reported", "target"], "certainty": [0.95, 0.5, 0.9]})
    table = scores(rows, "held").set_index(["genre", "field"])["share"]
    assert (table["news", "status"], table["news", "target F1"], table["all", "status sure"]) == (0.5, 0.667, 0.667)


needs_texts = pytest.mark.skipif(
    not FOLDERS or not all(map(Path.is_dir, FOLDERS)), reason="the source texts are not here (set KOUJING_TEXTS)"
)


@cache
def judged_today(part):
    return judged([*map(str, FOLDERS)], part)


@needs_texts
def test_the_published_scores_are_those_of_today():
    today = pd.concat([scores(judged_today(part), part) for part in PARTS], ignore_index=True)
    pd.testing.assert_frame_equal(today, pd.read_csv(SCORES), check_dtype=False)


@needs_texts
def test_the_published_rows_are_those_of_today():
    today = shown(judged_today("development")).astype({"passage": str, "right": bool})
    pd.testing.assert_frame_equal(today, meaning_rows(), check_dtype=False)


def test_no_row_that_was_kept_back_is_published_and_no_long_wording():
    held = {row["passage"] for row in rows_of("passages.csv") if row["part"] == "held"}
    rows = meaning_rows()
    assert not held & set(rows["passage"])
    wordings = rows[rows["field"].isin(["indicator", "core"])]
    assert wordings[["want", "got"]].map(len).max().max() <= LONGEST


def test_the_second_set_reads_no_place_of_the_first_and_holds_half_back():
    """A passage counts as unseen only if it shares no place with one that the weights were fitted to."""
    passages = pd.DataFrame(rows_of("passages.csv"))
    assert set(passages["set"]) == set(SETS)
    assert passages.loc[passages["set"] == "second", "part"].value_counts(normalize=True)["held"] == pytest.approx(0.5, abs=0.02)
    rows = pd.DataFrame(rows_of("statistics.csv")).astype({"start": int, "end": int}).merge(passages, on="passage")
    ranges = rows.groupby(["source", "set", "passage"]).agg({"start": "min", "end": "max"}).reset_index()
    both = ranges[ranges["set"] == "first"].merge(ranges[ranges["set"] == "second"], on="source")
    assert len(both)
    assert not ((both["start_x"] < both["end_y"]) & (both["start_y"] < both["end_x"])).any()
