"""Tables that need all speeches of a study, filled once each speech is coded; and the schemas of all tables."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

import numpy as np

from koujing.coding import CODERS, columns_of
from koujing.measures.reuse import Reuse, count_reuse
from koujing.slogans.phrases import Phrase, find_phrases
from koujing.speech import Problem, SetAside
from koujing.tables import Columns, Schema, schema_of

# With more dated speeches than this every span of years holds thousands, and the search grows with their square.
MOST = 2000


def _phrases(dates: Mapping[str, str], texts: Mapping[str, str]) -> Iterable[Phrase]:
    return find_phrases(texts)


def _reuse(dates: Mapping[str, str], texts: Mapping[str, str]) -> Columns:
    """Left empty for a corpus of more than 2,000 dated speeches; ``count_reuse`` takes any part of one."""
    years = {speech: int(date[:4]) for speech, date in dates.items() if date}
    reuse = count_reuse(texts, years if len(years) <= MOST else {}, np.random.default_rng(0))
    return {str(name): reuse[name].tolist() for name in reuse}


# The coder of each table that needs all speeches at once, from their dates and running texts.
CORPUS_CODERS: dict[type, Callable[[Mapping[str, str], Mapping[str, str]], Iterable[Any] | Columns]] = {Phrase: _phrases, Reuse: _reuse}


def code_corpus(dates: Mapping[str, str], texts: Mapping[str, str], without: Collection[str] = ()) -> Iterator[tuple[str, Columns]]:
    """The rows of the tables that need all speeches at once, by their columns: from the date and the running text of each speech.

    Tables ``without`` which the study is to be are not made.
    """
    for cls, coder in CORPUS_CODERS.items():
        if (table := schema_of(cls).table) not in without:
            yield table, columns_of(cls, coder(dates, texts), None)


def schemas() -> dict[str, Schema]:
    """Table name → schema, in the order of the codebook."""
    classes = (*CODERS, SetAside, *CORPUS_CODERS, Problem)
    return {schema_of(cls).table: schema_of(cls) for cls in classes}
