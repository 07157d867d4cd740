"""The invented speeches of ``data/sample``: they are what the script builds, and what was planted in them is found."""

import csv
import json
import re
from difflib import SequenceMatcher
from pathlib import Path

import pandas as pd
import pytest

from koujing import read
from koujing.reading.files import READABLE
from make_sample import METADATA, build

DATA = Path(__file__).parents[1] / "data"
SAMPLE = DATA / "sample"

# Texts in a format that is not read yet; what is planted in them is asked for as soon as it is.
UNREAD = {path.stem for path in SAMPLE.iterdir() if path.suffix not in READABLE}


def rows(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["source"] not in UNREAD]


TRUTH, SPEECHES = rows("sample-truth.csv"), rows("sample-documents.csv")
SOURCES = sorted({row["source"] for row in SPEECHES})

MECHANICAL = {"markup", "line end"}  # what is set aside because of the format and not of the text
# The least F1 of exact spans. Measured: formulas 0.892, statistics 0.948; what is missed are slogans without quotation
# marks, figures across the lines of a wrapped text and rare measure words; extra are the figures of a doubled paragraph.
LEAST_F1 = {"formulas": 0.89, "statistics": 0.945}
# The least share of right cells on agreeing spans, just below what is measured. Invented speeches are harder than real
# reports on what a figure counts (the verb is taken with it: 新建卫生院) and whether it was reached (orders without 要).
LEAST_RIGHT = {
    "value": 1, "unit": 1, "kind": 0.97, "modifier": 0.96, "indicator": 0.55, "status": 0.565, "period": 0.65,
    "count": 1, "quoted": 1, "head": 0.9, "members": 0.47,
}  # fmt: skip
SPARSE = {"modifier", "period", "count", "members"}  # judged only where truth or coder fills them


def later(*cells, why):
    """A case that the reader cannot do yet; as soon as it can, the mark has to go."""
    return pytest.param(*cells, marks=pytest.mark.xfail(reason=why, strict=True))


def by_source(**hard):
    return [later(s, why=hard[key]) if (key := s.replace("-", "_")) in hard else s for s in SOURCES]


@pytest.fixture(scope="module")
def raws():
    return {document.source: document.raw for document in read(SAMPLE).documents}


def planted(table, source=None):
    return [row for row in TRUTH if row["table"] == table and source in (None, row["source"])]


def coded(sample, table, source=None):
    return [row for row in sample[table].to_dict("records") if source in (None, row["source"])]


def span(row):
    return row["source"], int(row["start"]), int(row["end"])


def cells(rows, *columns):
    return {span(row): tuple(row[column] for column in columns) for row in rows}


def firm(rows):
    return {span(row): row for row in rows if row["borderline"] == "0"}


def judged(rows, table):
    """The coded rows by their span, without those that meet a place which careful readers may code either way."""
    soft = [span(row) for row in planted(table) if row["borderline"] == "1"]
    met = {place for place in map(span, rows) for s in soft if place[0] == s[0] and place[1] < s[2] and s[1] < place[2]}
    return {span(row): row for row in rows if span(row) not in met}


def same(column, true, found):
    """Whether a coded cell says what the truth says; a missing number is empty."""
    if pd.isna(found) or true == "":
        return (pd.isna(found) or found in ("", False)) and true == ""
    if isinstance(found, str):
        return found == true or (column == "head" and true.endswith(found))
    return float(found) == float(true)


# --- the files themselves


def test_the_files_are_what_the_script_builds():
    built = build()
    assert {name for name in built if name.startswith("sample/")} == {f"sample/{p.name}" for p in SAMPLE.iterdir()}
    assert [name for name, content in built.items() if (DATA / name).read_bytes() != content] == []


def test_the_truth_quotes_the_texts(raws):
    assert raws.keys() == set(SOURCES)
    for row in TRUTH:
        source, start, end = span(row)
        assert raws[source][start:end] == row["text"], row


def test_only_texts_are_taken_for_texts(sample):
    assert {Path(path).stem for path in sample.problems["path"]} == UNREAD


def test_there_are_a_dozen_speeches_of_some_length_from_the_centre_to_the_village():
    lengths = [int(row["end"]) - int(row["start"]) for row in SPEECHES]
    assert sum(400 <= n <= 1_500 for n in lengths) >= 12
    levels = {"central", "province", "prefecture", "county", "township", "village"}
    assert levels - {row["level"] for row in SPEECHES} <= {"township" for _ in UNREAD}


# --- truth that can only be true within itself: nothing codes it yet


def test_planted_checks_hold_or_fail_as_the_truth_says():
    values = {span(row): row for row in planted("statistics")}
    for row in planted("checks"):
        parts = [values[row["source"], *part] for part in json.loads(row["parts"])]
        holds = agrees(row["kind"], values[span(row)], parts)
        assert row["verdict"] == ("consistent" if holds else "inconsistent"), row
    assert {(r["kind"], r["verdict"]) for r in planted("checks")} >= {("sum", "inconsistent"), ("growth", "inconsistent")}


def agrees(kind, figure, parts):
    total, first, *rest = [float(row["value"]) for row in (figure, *parts)]
    if kind == "sum":
        return total == pytest.approx(first + sum(rest))
    if kind == "share":
        computed = 100 * first / rest[0]  # 七成多 is anything from 70 to 80 %
        within = total + 10 if figure["modifier"] == "over" else total + 0.05
        return total - 0.05 <= computed < within
    sign = -1 if parts[1]["note"] == "decrease" else 1
    step = first * rest[0] / 100 if parts[1]["unit"] == "%" else rest[0]
    return total == pytest.approx(first + sign * step)


def test_every_planted_parallel_repeats_its_frame():
    for row in planted("parallels"):
        for fixed in re.findall("[\u4e00-\u9fff]+", row["frame"]):
            assert row["text"].count(fixed) >= int(row["size"]), row


def test_every_borrowed_passage_is_like_its_source(raws):
    for row in planted("borrowings"):
        taken = raws[row["source_a"]][int(row["start_a"]) : int(row["end_a"])]
        assert SequenceMatcher(None, taken, row["text"], autojunk=False).ratio() >= 0.6, row
        assert bool(row["changed"]) == (row["kind"] == "direct")


def test_every_announced_count_is_the_number_of_headings_planted():
    counted = [row for row in planted("sections") if row["announced"]]
    assert len(counted) >= 8
    assert [row for row in counted if row["announced"] != row["found"]] == []


# --- what is read


@pytest.mark.parametrize(
    "source",
    by_source(
        township="bold words inside a sentence of a Markdown file, taken for masks",
        web_copy="a letter l between a digit and a measure word (2l条); a paragraph that stands twice",
    ),
)
def test_every_repair_and_nothing_else_is_made(sample, source):
    true, found = planted("repairs", source), coded(sample, "repairs", source)
    assert cells(found, "was", "now", "kind") == cells(true, "text", "now", "kind")


@pytest.mark.parametrize(
    "source",
    by_source(
        department="a caption that repeats nothing of the report",
        web_copy="a title repeated below a line of page data; a paragraph that stands twice",
    ),
)
def test_everything_but_the_speech_is_set_aside(sample, source):
    found = [row for row in coded(sample, "set_aside", source) if row["why"] not in MECHANICAL]
    assert cells(found, "why") == cells(planted("set_aside", source), "why")


def test_the_speeches_of_a_file_are_told_apart(sample, raws):
    found = {row["speech"]: bounds(sample, raws, row) for row in coded(sample, "documents")}
    assert found == {row["speech"]: (int(row["start"]), int(row["end"])) for row in SPEECHES}


def bounds(sample, raws, row):
    """Where the text of a speech begins and ends, without what is set aside or white at its two ends."""
    aside = {i for s in coded(sample, "set_aside", row["source"]) for i in range(s["start"], s["end"])}
    text = [i for i in range(row["start"], row["end"]) if i not in aside and not raws[row["source"]][i].isspace()]
    return text[0], text[-1] + 1


@pytest.mark.parametrize(
    ("field", "least"),
    [
        ("title", 1),
        later("date", 0.95, why="a year that only statistics name; a season with its year"),
        ("level", 0.9),
        ("body", 0.9),
        ("genre", 0.9),
        later("province", 0.9, why="a province that is in no gazetteer"),
        later("prefecture", 0.9, why="a prefecture that is in no gazetteer"),
        ("county", 0.9),
        later("organisation", 0.9, why="a commission, and a committee that the speaker calls his own"),
    ],
)
def test_planted_metadata_are_read(sample, field, least):
    assert field in METADATA
    true, found = ({row["speech"]: row[field] for row in rows} for rows in (SPEECHES, coded(sample, "documents")))
    wrong = {speech: (value, found.get(speech)) for speech, value in true.items() if found.get(speech) != value}
    invented = [speech for speech in wrong if field == "date" and found.get(speech) and not true[speech]]
    assert len(wrong) <= (1 - least) * len(true), wrong
    assert invented == []


def test_planted_headings_are_found(sample, raws):
    first = {(row["source"], row["start"]): bounds(sample, raws, row)[0] for row in coded(sample, "documents")}
    moved = [row | {"start": first.get((row["source"], row["start"]), row["start"])} for row in coded(sample, "sections")]
    true, found = heads(planted("sections")), heads(moved)
    assert f1(true.keys(), found.keys()) >= 0.9, (true.keys() - found.keys(), found.keys() - true.keys())
    both = true.keys() & found.keys()
    for column, least in (("announced", 0.9), ("found", 0.9), ("part", 0.65), ("above", 0.89)):  # the part is planted by meaning
        wrong = [(place, true[place], found[place]) for place in both if true[place][column] != found[place][column]]
        assert len(wrong) <= (1 - least) * len(both), (column, wrong)


def heads(rows):
    """The cells of each heading by the place where it begins; ``above`` is the place of the one that it stands under."""
    found = {}
    for row in rows:
        depth = int(row["depth"])
        above = next((start for (s, start), r in reversed(found.items()) if s == row["source"] and r["depth"] < depth), -1)
        counts = {c: "" if pd.isna(row[c]) or row[c] in ("0", 0) else str(row[c]) for c in ("announced", "found")}
        found[row["source"], int(row["start"])] = {"depth": depth, "part": row["part"], "above": above} | counts
    return found


@pytest.mark.xfail(reason="nobody's words are told apart yet", strict=True)
def test_what_is_said_stands_under_the_office_of_the_one_who_says_it(sample):
    true, found = said(planted("voices")), said(coded(sample, "voices"))
    assert f1(set(true.items()), set(found.items())) >= 0.85


def said(rows):
    """Every character of a news report that somebody says, and by which name or office."""
    reports = {row["source"] for row in SPEECHES if row["genre"] == "news report"}
    rows = [row for row in rows if row["source"] in reports and (row["speaker"] or row["role"])]
    return {(r["source"], i): r["speaker"] or r["role"] for r in rows for i in range(int(r["start"]), int(r["end"]))}


def f1(true, found):
    return 2 * len(true & found) / max(1, len(true) + len(found))


# --- what is coded


@pytest.mark.parametrize("table", LEAST_F1)
def test_planted_rows_are_found(sample, table):
    true, found = firm(planted(table)).keys(), judged(coded(sample, table), table).keys()
    assert f1(true, found) >= LEAST_F1[table], f"missed {sorted(true - found)}, extra {sorted(found - true)}"


@pytest.mark.parametrize(
    ("table", "column"),
    [
        *(("statistics", c) for c in ("value", "unit", "kind", "modifier", "indicator", "status", "period")),
        *(("formulas", c) for c in ("kind", "count", "head", "members", "quoted")),
    ],
)
def test_planted_cells_are_read(sample, table, column):
    true, found = firm(planted(table)), judged(coded(sample, table), table)
    both = [s for s in true.keys() & found.keys() if column not in SPARSE or filled(true[s][column], found[s][column])]
    wrong = [(span(true[s]), true[s][column], found[s][column]) for s in both if not right(column, true[s], found[s])]
    assert len(wrong) <= (1 - LEAST_RIGHT[column]) * len(both), f"{1 - len(wrong) / len(both):.3f}: {sorted(wrong)}"


def filled(*values):
    return any(not pd.isna(value) and value != "" for value in values)


def right(column, true, found):
    if column == "value" and ".." in true["value"]:
        low, high = map(float, true["value"].split(".."))
        return (found["low"], found["high"]) == (low, high)
    return same(column, true[column], found[column])
