"""How often the status, time and indicator of a statistic are right: ``python tests/score_meaning.py FOLDER_OF_TEXTS [FOLDER …]``.

The rows of ``data/gold/meaning`` were coded by reading alone. A coded statistic is matched by its span; one that is not found is
wrong in every field, and fields that the reader called contested are left out. Times are right if the years of both ends are (or,
in ``months``, year and month); ``hard`` are the times in neither the year of the speech nor the year before. ``core`` counts an
indicator that ends in the coded one or the other way round, if the shorter has half the length of the longer. ``sure`` is the share of
rows with a certainty of at least .9, ``sure and right`` how many of them are right.
"""

from __future__ import annotations

import csv
import re
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from koujing import read
from koujing.chinese.cores import same_core
from koujing.coding import Coding, columns_of
from koujing.speech import Speech
from koujing.statistics.find import Statistic

GOLD = Path(__file__).parents[1] / "data/gold/meaning"
SCORES = Path(__file__).parents[1] / "data/accuracy/meaning.csv"
ROWS = SCORES.parent / "rows/meaning.csv"  # of the development part only: nobody may learn from the other
ASKED_ROWS, LONGEST = ["status", "when", "indicator", "core"], 20
PARTS = ("development", "held")
SETS = ("first", "second")  # the second was coded when the weights had been fitted to the first
STATUSES = ("reported", "target", "rule")
TIMES = ["time_from", "time_to"]
ASKED = {"when": TIMES, "hard": TIMES, "months": TIMES, "core": ["indicator"]}
Row = dict[str, Any]


@dataclass
class Passage:
    """A coded passage, its speech, and its rows by coder."""

    number: str
    genre: str
    speech: Speech
    rows: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))


def rows_of(name: str) -> list[Row]:
    with (GOLD / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def passages(folders: list[str], part: str, sets: Collection[str] = SETS) -> list[Passage]:
    """The passages of one part, and of these sets, whose texts are in the folders."""
    speeches = {(doc.source, one.id): one for folder in folders for doc in read(folder).documents for one in doc.speeches}
    found = {
        row["passage"]: Passage(row["passage"], row["genre"], speech)
        for row in rows_of("passages.csv")
        if row["part"] == part and row["set"] in sets and (speech := speeches.get((row["source"], row["speech"])))
    }
    for row in rows_of("statistics.csv"):
        if row["passage"] in found:
            found[row["passage"]].rows[row["coder"]].append(row)
    return list(found.values())


def statistics_of(speech: Speech) -> dict[tuple[int, int], Row]:
    """The coded statistics of a speech by raw span."""
    columns = columns_of(Statistic, Coding(speech).statistics, speech)
    rows = [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]
    return {(row["start"], row["end"]): row for row in rows}


def contested(row: Row) -> set[str]:
    """The fields of a coded row that its reader held to be doubtful."""
    return set(re.split("[|,]", row["contested"]))


def verdicts(gold: Row, coded: Row, year: int | None) -> Iterator[tuple[str, bool]]:
    """What is asked of one row, and whether it is right."""
    doubtful, status = contested(gold), str(coded.get("status", ""))
    if "status" not in doubtful:
        yield "status", status == gold["status"]
    if gold["status"] != "rule" and not {"when", "time", "time_from", "time_to"} & doubtful:
        want, got = ((row.get("time_from", ""), row.get("time_to", "")) for row in (gold, coded))
        right = bool(coded) and [time[:4] for time in want] == [time[:4] for time in got]
        yield "when", right
        if year and want[0] and {int(time[:4]) for time in want} - {year, year - 1}:
            yield "hard", right
        if len(want[0]) > 4:
            yield "months", bool(coded) and [time[:7] for time in want] == [time[:7] for time in got]
    if "indicator" not in doubtful and gold["indicator"]:
        got_name = str(coded.get("indicator", ""))
        yield "indicator", got_name == gold["indicator"]
        yield "core", same_core(got_name, gold["indicator"])
        yield "counted", (coded.get("counted") or got_name) == (gold["counted"] or gold["indicator"])


CERTAINTY = {"status": "status_certainty", "when": "when_certainty", "core": "indicator_certainty"}


def judged(folders: list[str], part: str, sets: Collection[str] = SETS) -> pd.DataFrame:
    """What is asked of the first reader's rows: ``passage, genre, speech, at, text, field, right, want, got, certainty``."""
    rows, coded = [], {}
    for passage in passages(folders, part, sets):
        speech, date = passage.speech, passage.speech.metadata.get("date", "")[:4]
        mine = coded[speech.id] = coded.get(speech.id) or statistics_of(speech)
        for gold in passage.rows["1"]:
            row = mine.get((int(gold["start"]), int(gold["end"])), {})
            for name, right in verdicts(gold, row, int(date) if date.isdecimal() else None):
                want, got = (" to ".join(str(one.get(cell, "")) for cell in ASKED.get(name, [name])) for one in (gold, row))
                sure = row.get(CERTAINTY.get(name, ""), float("nan"))
                place = (passage.number, passage.genre, speech.id, int(gold["start"]), row.get("text", "not coded"))
                rows.append((*place, name, right, want, got, sure))
    names = ["passage", "genre", "speech", "at", "text", "field", "right", "want", "got", "certainty"]
    return pd.DataFrame(rows, columns=names)


def scores(rows: pd.DataFrame, part: str) -> pd.DataFrame:
    """One row for each genre (and all of them) and field: how many rows were asked, and the share that is right, or the F1."""
    found = []
    for genre, group in [("all", rows), *rows.groupby("genre")]:
        for name, asked in group.groupby("field", sort=False):
            found.append((part, genre, name, len(asked), asked["right"].mean()))
            sure = asked.dropna(subset="certainty")
            if name in CERTAINTY and len(sure):
                high = sure.loc[sure["certainty"] >= 0.9, "right"]
                found += [(part, genre, f"{name} sure", len(sure), len(high) / len(sure))]
                found += [(part, genre, f"{name} sure and right", len(high), high.mean())]
        status = group[group["field"] == "status"]
        found += [(part, genre, f"{one} F1", int((status["want"] == one).sum()), _f1(status, one)) for one in STATUSES]
    return pd.DataFrame(found, columns=["part", "genre", "field", "n", "share"]).round({"share": 3})


def shown(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows as they ship: four fields, and no wording of more than 20 characters."""
    columns = ["passage", "genre", "field", "right", "want", "got", "certainty"]
    rows = rows.loc[rows["field"].isin(ASKED_ROWS), columns].reset_index(drop=True)
    wording = rows["field"].isin(["indicator", "core"])
    for side in ("want", "got"):
        rows[side] = rows[side].mask(wording & (rows[side].str.len() > LONGEST), "")
    return rows.assign(right=rows["right"].astype(int))


def _f1(status: pd.DataFrame, one: str) -> float:
    wanted, coded = status["want"] == one, status["got"] == one
    return float("nan") if not wanted.any() else 2 * (wanted & coded).sum() / (wanted.sum() + coded.sum())


def main() -> None:
    options = ArgumentParser(description=__doc__, formatter_class=RawDescriptionHelpFormatter)
    options.add_argument("folders", nargs="+", metavar="FOLDER_OF_TEXTS")
    options.add_argument("--held", action="store_true", help="score the part kept back from development")
    options.add_argument("--set", choices=SETS, help="score only the passages of the first or second set")
    options.add_argument("--show", type=int, default=0, metavar="N", help="print N errors of each field")
    options.add_argument("--save", action="store_true", help="write the scores of both parts to data/accuracy/meaning.csv")
    asked = options.parse_args()
    if asked.save:
        rows = {part: judged(asked.folders, part) for part in PARTS}
        pd.concat([scores(rows[part], part) for part in PARTS]).to_csv(SCORES, index=False, lineterminator="\n")
        shown(rows["development"]).to_csv(ROWS, index=False, lineterminator="\n")
        return
    rows = judged(asked.folders, part := PARTS[asked.held], [asked.set] if asked.set else SETS)
    table = scores(rows, part)
    print(table.pivot(index="field", columns="genre", values="share")[["all", *sorted(rows["genre"].unique())]].to_string())
    for name, wrong in rows[~rows["right"] & ~rows["field"].isin(["hard", "counted"])].groupby("field"):
        for row in wrong.head(asked.show).itertuples():
            print(f"{name}: {row.passage} {row.speech} {row.at} {row.text}: {row.want}, not {row.got}")


if __name__ == "__main__":
    main()
