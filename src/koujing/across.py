"""Tables that need all speeches of a study, filled once each speech is coded; and the schemas of all tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from koujing.coding import CODERS, RUNNING, Coded, columns_of, extend
from koujing.measures.reuse import Reuse, count_reuse
from koujing.slogans.phrases import Phrase, find_phrases
from koujing.speech import Problem, SetAside
from koujing.tables import Columns, Schema, schema_of

# With more dated speeches than this every span of years holds thousands, and the draws grow with their square; memory grows by
# some 60 bytes a character.
MOST, MOST_CHARS = 2000, 6_000_000


def _phrases(coded: Coded, texts: dict[str, str]) -> Iterable[Phrase]:
    return find_phrases(texts)


def _reuse(coded: Coded, texts: dict[str, str]) -> Columns:
    """Left empty for a corpus of more than 2,000 dated speeches or six million characters; ``count_reuse`` takes any part of one."""
    dates = zip(coded["documents"]["speech"], coded["documents"]["date"], strict=True)
    years = {speech: int(date[:4]) for speech, date in dates if date}
    few = len(years) <= MOST and sum(map(len, texts.values())) <= MOST_CHARS
    reuse = count_reuse(texts, years if few else {}, np.random.default_rng(0))
    return {str(name): reuse[name].tolist() for name in reuse}


# The coder of each table that needs all speeches at once, from all other tables and the running texts.
CORPUS_CODERS: dict[type, Callable[[Coded, dict[str, str]], Iterable[Any] | Columns]] = {
    Phrase: _phrases,
    Reuse: _reuse,
}


def code_corpus(coded: Coded) -> Coded:
    """The cells of the tables that need all speeches at once, from the cells of every document and the running texts."""
    texts = dict(zip(coded[RUNNING]["speech"], coded[RUNNING]["text"], strict=True))
    found: Coded = {}
    for cls, coder in CORPUS_CODERS.items():
        extend(found, schema_of(cls).table, columns_of(cls, coder(coded, texts), None))
    return found


def schemas() -> dict[str, Schema]:
    """Table name → schema, in the order of the codebook."""
    classes = (*CODERS, SetAside, *CORPUS_CODERS, Problem)
    return {schema_of(cls).table: schema_of(cls) for cls in classes}
