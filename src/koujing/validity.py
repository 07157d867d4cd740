"""What is known of the quality of the coding, from the independent codings that ship with the package."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from koujing.measures.validity import counts_by_source, reader_agreement
from koujing.opening import data_folder, shipped_studies
from koujing.study import load_study

DEVELOPMENT, HELD = "development", "held"


def gold_counts() -> pd.DataFrame:
    """Every coded table against the codings of its sources that ship: ``set, part, genre, source, table, measure, k, n``.

    ``part`` is ``development`` for codings that were consulted while the coder was improved, else ``held``; ``genre`` that of the
    text; the other columns are those of ``measures.validity.counts_by_source``.
    """
    coded: dict[str, Path] = {}
    genres: dict[str, str] = {}
    for folder in shipped_studies().values():
        documents = load_study(folder).documents
        coded |= dict.fromkeys(documents["source"], folder)
        genres |= dict(zip(documents["source"], documents["genre"], strict=True))
    found = []
    for gold in sorted((data_folder() / "gold").iterdir()):
        sources = {path.name.rsplit(".", 2)[0] for path in gold.glob("*.*.csv")}
        for folder in sorted({coded[source] for source in sources}):
            name, dash, _ = gold.name.partition(f"-{DEVELOPMENT}")
            found.append(counts_by_source(gold, folder).assign(set=name, part=DEVELOPMENT if dash else HELD))
    table = pd.concat(found, ignore_index=True)
    return table.assign(genre=table["source"].map(genres))[["set", "part", "genre", "source", "table", "measure", "k", "n"]]


def meaning_rows() -> pd.DataFrame:
    """What the coder says of each statistic in the passages that were consulted, beside what a reader said.

    Columns: ``passage, genre, field, right, want, got, certainty``; ``field`` is ``status``, ``when`` (both ends, ``2015 to 2015``),
    ``indicator`` or its ``core``; an indicator of more than 20 characters is empty. ``certainty`` is missing where the statistic was not
    found. The passages kept back have only published sums, ``koujing.meaning_accuracy``: nobody may learn from their rows.
    """
    rows = pd.read_csv(data_folder() / "accuracy/rows/meaning.csv", keep_default_na=False, na_values={"certainty": [""]})
    return rows.astype({"right": bool, "passage": str})


def term_counts() -> pd.DataFrame:
    """Terms that readers marked in drawn sentences, beside the units of the tokeniser, by sentence.

    Columns: ``half`` (development or held), ``genre``, ``number``; ``coded`` terms, of which ``whole_words`` are one plain word and
    ``whole_units`` one unit; ``too_many`` listed terms that the reader did not mark.
    """
    return pd.read_csv(data_folder() / "accuracy/rows/terms.csv")


def reader_counts() -> pd.DataFrame:
    """How far two readers agree who had not seen each other's rows: ``passage, measure, k, n``, in passages that were consulted.

    See ``measures.validity.reader_agreement``; ``terms`` is the F1 of the terms that two readers marked in a sentence.
    """
    meaning, terms = data_folder() / "gold/meaning", data_folder() / "gold/terms"
    known = _text(meaning / "passages.csv").query("part == @DEVELOPMENT and coders == '2'")["passage"]
    rows = _text(meaning / "statistics.csv")
    one, other = (rows[rows["passage"].isin(known) & (rows["coder"] == coder)] for coder in "12")
    twice = _text(terms / "sentences.csv").query("coders == '2'")["number"]
    marked = _text(terms / "terms.csv")
    marked = marked[marked["number"].isin(twice)]
    met = marked.groupby(["number", "start", "end"])["coder"].nunique().eq(2).groupby("number").sum()
    counts = pd.DataFrame({"k": met, "n": marked.groupby("number").size() / 2}).rename_axis("passage").reset_index()
    return pd.concat([reader_agreement(one, other), counts.assign(measure="terms")], ignore_index=True)


def _text(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str, keep_default_na=False)
