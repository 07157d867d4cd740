"""How far units are the terms that readers see: ``python tests/score_terms.py FOLDER_OF_TEXTS [FOLDER …]``.

The sentences of ``data/gold/terms`` were coded by the definition in ``docs/terms.md``, without sight of the lexicon or of any
output. A coded term is found if it is one unit of ``tokenize``. A listed term that no reader coded is one too many; other
words are neither. Sentences whose texts are not in the folders are left out, and counted.
"""

from __future__ import annotations

import csv
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections import defaultdict
from pathlib import Path

import pandas as pd

from koujing import read, tokenize
from koujing.speech import Speech

GOLD = Path(__file__).parents[1] / "data/gold/terms"
ROWS = GOLD.parents[1] / "accuracy/rows/terms.csv"
Spans = set[tuple[int, int]]


def coded_spans() -> dict[str, dict[str, Spans]]:
    """Coder → sentence → raw spans of its terms."""
    found: dict[str, dict[str, Spans]] = defaultdict(lambda: defaultdict(set))
    for row in rows_of("terms.csv"):
        found[row["coder"]][row["number"]].add((int(row["start"]), int(row["end"])))
    return found


def units_of(speech: Speech, start: int, end: int, terms: bool) -> tuple[Spans, Spans]:
    """Raw spans of the units of a sentence, and of those that are listed terms."""
    a, b = speech.repaired.text_offsets([start, end]).tolist()
    tokens = tokenize(speech.text[a:b], terms=terms)
    starts, ends = speech.repaired.raw_spans(tokens.starts + a, tokens.ends + a)
    spans = list(zip(starts.tolist(), ends.tolist(), strict=True))
    listed = set(tokens.vocabulary.terms)
    return set(spans), {span for span, token in zip(spans, tokens.ids.tolist(), strict=True) if token in listed}


def counted(*folders: str) -> pd.DataFrame:
    """One row per sentence: coded terms, those that are whole (as plain words, as units), and listed ones too many."""
    speeches = {(doc.source, one.id): one for folder in folders for doc in read(folder).documents for one in doc.speeches}
    coded, counts = coded_spans()["1"], []
    for row in rows_of("sentences.csv"):
        speech = speeches.get((row["source"], row["speech"]))
        if speech is None:
            continue
        span, gold = (int(row["start"]), int(row["end"])), coded[row["number"]]
        (units, listed), (words, _) = (units_of(speech, *span, terms=terms) for terms in (True, False))
        found = (len(gold), len(gold & words), len(gold & units), len(listed - gold))
        counts.append((row["half"], row["genre"], int(row["number"]), *found))
    names = ["half", "genre", "number", "coded", "whole_words", "whole_units", "too_many"]
    return pd.DataFrame(counts, columns=names)


def main(*folders: str) -> pd.DataFrame:
    """One row per half and genre: sentences, the sums of ``counted``, F1."""
    rows = counted(*folders).assign(sentences=1).drop(columns="number")
    table = pd.concat([rows.groupby(["half", "genre"]).sum(), rows.assign(genre="all").groupby(["half", "genre"]).sum()])
    table["f1"] = 2 * table["whole_units"] / (table["coded"] + table["whole_units"] + table["too_many"])
    return table.sort_index()


def agreement() -> float:
    """F1 of the two readers over the sentences that both coded."""
    coded, twice = coded_spans(), [row["number"] for row in rows_of("sentences.csv") if row["coders"] == "2"]
    one, other = ({(n, *span) for n in twice for span in coded[coder][n]} for coder in "12")
    return 2 * len(one & other) / (len(one) + len(other))


def rows_of(name: str) -> list[dict[str, str]]:
    with (GOLD / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    options = ArgumentParser(description=__doc__, formatter_class=RawDescriptionHelpFormatter)
    options.add_argument("folders", nargs="+", metavar="FOLDER_OF_TEXTS")
    options.add_argument("--save", action="store_true", help="write the counts of each sentence to data/accuracy/rows/terms.csv")
    asked = options.parse_args()
    print(f"agreement of two readers, F1: {agreement():.3f}")
    print(main(*asked.folders).round(3).to_string())
    if asked.save:
        counted(*asked.folders).to_csv(ROWS, index=False, lineterminator="\n")
