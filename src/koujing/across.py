"""Tables that need all speeches of a study, filled once each speech is coded; and the schemas of all tables."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from koujing.borrowing.rows import Borrowing, find_borrowings
from koujing.borrowing.runs import MOST_USES
from koujing.borrowing.sides import KNOWN, Side, unpacked
from koujing.coding import CODERS, columns_of
from koujing.measures.reuse import Reuse, count_reuse
from koujing.slogans.phrases import Phrase
from koujing.speech import OF_TABLE, Problem, SetAside
from koujing.tables import Columns, Schema, schema_of

MOST_CHARS = 40_000_000  # characters in which reuse is counted: it takes some 50 bytes each
# Tables that are made for more than so many speeches only if they are asked for.
ASKED_FOR = {"borrowings": 200}
OF_DOCUMENTS = ["speech", "source", "n_chars", *KNOWN]  # columns of ``documents`` that the coders below need


@dataclass(frozen=True)
class Running:
    """The running texts of a corpus, by the ids of their speeches, their phrases, and the speeches as sides of a comparison.

    Each is made when asked for. ``n_chars`` are their characters, white space left out; ``asked`` are the tables of ``ASKED_FOR`` that
    were asked for; to ``told`` a coder adds what should be known of its table.
    """

    n_chars: int
    texts: Callable[[], Mapping[str, str]]
    phrases: Callable[[], list[Phrase]]
    sides: Callable[[], list[Side]]
    asked: Collection[str] = ()
    told: list[Problem] = field(default_factory=list)


def sides_of(rows: Iterable[Mapping[str, Any]], documents: Iterable[Mapping[str, Any]]) -> list[Side]:
    """The speeches of a table of running texts as sides of a comparison; ``documents`` has a row for each."""
    known = {document["speech"]: document for document in documents}
    return [unpacked(row, known[row["speech"]]) for row in rows]


def _phrases(dates: Mapping[str, str], running: Running) -> Iterable[Phrase]:
    return running.phrases()


def _reuse(dates: Mapping[str, str], running: Running) -> Columns:
    """Left empty for a corpus of more than forty million characters; ``count_reuse`` takes any part of one."""
    years = {speech: int(date[:4]) for speech, date in dates.items() if date}
    reuse = count_reuse(running.texts() if running.n_chars <= MOST_CHARS else {}, years, np.random.default_rng(0))
    return {str(name): reuse[name].tolist() for name in reuse}


def _borrowings(dates: Mapping[str, str], running: Running) -> Iterable[Borrowing]:
    def tell(n_letters: int, n_places: int) -> None:
        if n_places:
            places = f"{n_places:,} {'place' if n_places == 1 else 'places'}"
            what = f"{n_letters:,} letters in {places} have no row: what is used more than {MOST_USES} times is set wording"
            running.told.append(Problem(f"{OF_TABLE}borrowings", what, "compare two of the speeches with koujing.borrowings"))

    return () if "borrowings" in not_made(len(dates), running.asked) else find_borrowings(running.sides(), on_aside=tell)


def not_made(n_speeches: int, asked: Collection[str]) -> list[str]:
    """The tables that are left empty because there are so many speeches, and they were not asked for."""
    return [table for table, most in ASKED_FOR.items() if n_speeches > most and table not in asked]


# The coder of each table that needs all speeches at once, from their dates and running texts.
CORPUS_CODERS: dict[type, Callable[[Mapping[str, str], Running], Iterable[Any] | Columns]] = {
    Phrase: _phrases,
    Reuse: _reuse,
    Borrowing: _borrowings,
}


def code_corpus(dates: Mapping[str, str], running: Running, without: Collection[str] = ()) -> Iterator[tuple[str, Columns]]:
    """The rows of the tables that need all speeches at once, by their columns: from the date and the running text of each speech.

    Tables ``without`` which the study is to be are not made. One that needs a library which is not installed is empty. ``problems``
    say so, and what else a coder has to tell.
    """
    for cls, coder in CORPUS_CODERS.items():
        if (table := schema_of(cls).table) not in without:
            try:
                yield table, columns_of(cls, coder(dates, running), None)
            except ImportError as error:
                what, _, hint = str(error).partition("; ")
                running.told.append(Problem(f"{OF_TABLE}{table}", f"left empty: {what}", hint))
    yield "problems", schema_of(Problem).build(running.told, None)


def schemas() -> dict[str, Schema]:
    """Table name → schema, in the order of the codebook."""
    classes = (*CODERS, SetAside, *CORPUS_CODERS, Problem)
    return {schema_of(cls).table: schema_of(cls) for cls in classes}
