"""How often the status, time and indicator of a statistic are right: ``python tests/score_meaning.py FOLDER_OF_TEXTS [FOLDER …]``.

The rows of ``data/gold/meaning`` were coded by reading alone. A coded statistic is matched by its span; one that is not found is
wrong in every field, and fields that the reader called contested are left out. Times are right if the years of both ends are (or,
in ``months``, year and month); ``hard`` are the times in neither the year of the speech nor the year before. ``core`` counts an
indicator that ends in the coded one or the other way round, if the shorter has half the length of the longer. ``sure`` is the share of
rows with a certainty of at least .9, ``sure_right`` how many of them are right. ``--held`` scores the part kept back
from development, ``--show N`` prints N errors of each field.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from koujing import read
from koujing.coding import Coding, columns_of
from koujing.speech import Speech
from koujing.statistics.find import Statistic

GOLD = Path(__file__).parents[1] / "data/gold/meaning"
STATUSES = ("reported", "target", "rule")
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


def passages(folders: list[str], part: str) -> list[Passage]:
    """The passages of one part whose texts are in the folders."""
    speeches = {(doc.source, one.id): one for folder in folders for doc in read(folder).documents for one in doc.speeches}
    found = {
        row["passage"]: Passage(row["passage"], row["genre"], speech)
        for row in rows_of("passages.csv")
        if row["part"] == part and (speech := speeches.get((row["source"], row["speech"])))
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


def same_core(one: str, other: str) -> bool:
    """Whether two indicators agree in their core.

    >>> same_core("农民人均纯收入", "人均纯收入"), same_core("村", "贫困村"), same_core("产值", "总产值")
    (True, False, True)
    """
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) >= 2 and 2 * len(short) >= len(long) and long.endswith(short))


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


def main(*arguments: str) -> None:
    options, folders = [a for a in arguments if a.startswith("--")], [a for a in arguments if not a.startswith("--")]
    shown = int(folders.pop(0)) if "--show" in options else 0
    tally: dict[tuple[str, str], list[bool]] = defaultdict(list)
    sure: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    pairs: dict[str, list[tuple[str, str]]] = defaultdict(list)
    wrong: dict[str, list[str]] = defaultdict(list)
    coded: dict[str, dict[tuple[int, int], Row]] = {}
    for passage in passages(folders, "held" if "--held" in options else "development"):
        speech = passage.speech
        mine = coded[speech.id] = coded.get(speech.id) or statistics_of(speech)
        date = speech.metadata.get("date", "")[:4]
        year = int(date) if date.isdecimal() else None
        for gold in passage.rows["1"]:
            row = mine.get((int(gold["start"]), int(gold["end"])), {})
            if "status" not in contested(gold):
                for group in (passage.genre, "all"):
                    pairs[group].append((gold["status"], str(row.get("status", ""))))
            for name, right in verdicts(gold, row, year):
                for group in (passage.genre, "all"):
                    tally[group, name].append(right)
                if name in CERTAINTY and row:
                    sure[name].append((float(row.get(CERTAINTY[name]) or 0), right))
                if not right:
                    told = [f"{g or '-'} not {row.get(k) or '-'}" for k, g in _asked(name, gold).items()]
                    found = f"{row['start']} {row['text']}" if row else f"{gold['start']} not coded"
                    wrong[name].append(f"{passage.number} {speech.id} {found}: {', '.join(told)}")
    for group in ["all", *sorted({g for g, _ in tally} - {"all"})]:
        scores = "  ".join(f"{name} {sum(r) / len(r):.3f} ({len(r)})" for (g, name), r in tally.items() if g == group)
        f1 = " ".join(f"{status} {_f1(pairs[group], status):.3f} ({sum(a == status for a, _ in pairs[group])})" for status in STATUSES)
        print(f"{group}: {scores}  F1: {f1}")
    for name, rows in sure.items():
        high = [right for certainty, right in rows if certainty >= 0.9]
        print(f"{CERTAINTY[name]}: sure {len(high) / len(rows):.2f}, sure_right {sum(high) / max(1, len(high)):.3f}")
    for name, lines in wrong.items():
        if name not in {"hard", "counted"}:
            print(*[f"  {name}: {line}" for line in lines[:shown]], sep="\n")


def _asked(name: str, gold: Row) -> Row:
    fields = {"when": ["time_from", "time_to"], "months": ["time_from", "time_to"], "core": ["indicator"]}.get(name, [name])
    return {field: gold[field] for field in fields if field in gold}


def _f1(pairs: list[tuple[str, str]], status: str) -> float:
    both = sum(a == b == status for a, b in pairs)
    return 2 * both / max(1, sum(a == status for a, _ in pairs) + sum(b == status for _, b in pairs))


if __name__ == "__main__":
    main(*sys.argv[1:])
