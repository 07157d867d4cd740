"""Shared passages as rows of the table ``borrowings``: which is earlier, what kind of taking it is, and what was changed."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Sequence

from koujing.borrowing.aligned import similarity
from koujing.borrowing.edit_rows import changed
from koujing.borrowing.edits import edits
from koujing.borrowing.passages import Passage, find_passages
from koujing.borrowing.sides import Side
from koujing.later import pd
from koujing.speech import Speech
from koujing.tables import column, schema_of, table_row

# What a passage must weigh, in letters that count. Read in seven texts: of what weighs nine or more, nine in ten are taken over.
LEAST, FEW = 9.0, 8
# In more than eight speeches it must weigh two letters more each time their number doubles: more is alike by chance the more pairs
# are compared. Read in 31 county reports: of what weighs 12.9, nine in ten are taken over, of what weighs nine, seven.
PER_DOUBLING = 2.0
# Of a passage that counts for less than this share of its letters, most is set wording.
SHARE = 0.4
SET_PHRASE = "set phrase"


@table_row(
    "borrowings",
    "one row per passage that two speeches of the study share: what the later may have taken from the earlier. It may have insertions, "
    "clauses in another order and other marks; no passage has more than 400 characters. Set phrases, titles and slogans alone are left "
    "out (`docs/borrowing.md` says how), and so is what stands more than twelve times in the study; `problems` say how much of that is too "
    "long for a phrase. Empty for a study of more than 200 speeches unless it is asked for (`--tables borrowings`).",
)
class Borrowing:
    """A passage of two speeches; a is the earlier one where their dates decide, else the one that stands first."""

    source_a: str = column("the file of the earlier speech")
    speech_a: str = column("the earlier speech")
    start_a: int = column("where the passage begins in its raw text")
    end_a: int = column("one past its last raw character")
    source_b: str = column("the file of the later speech")
    speech_b: str = column("the later speech")
    start_b: int = column("where the passage begins in its raw text")
    end_b: int = column("one past its last raw character")
    kind: str = column(
        "`quotation`: the later speech lets somebody else say it (习近平总书记指出); `self-reuse`: both have the same speaker, or speak "
        "for the same organisation; `borrowing`: neither"
    )
    direction: str = column(
        "`a to b` if the dates say that a is earlier; empty if one has no date, or if both are of one year (or month) and one date says no "
        "more; a source that both took it from cannot be excluded"
    )
    n_shared: int = column("letters, digits and Han characters that both have, in runs of at least two")
    longest: int = column("of these, the longest run without any change")
    similarity: float = column(
        "letters that both have in the same order, twice, divided by the letters of both passages; clauses in another order lower it"
    )
    coverage: float = column("letters of the passage divided by all letters of speech b: the sum over a pair is what b owes to a")
    changed: str = column("JSON list of the edits: `kind`, `change`, offsets within the two passages, words of up to 20 characters")


def borrowings(a: Speech, b: Speech, *, set_phrases: bool = False) -> pd.DataFrame:
    """The passages that two speeches share: rows as in the table ``borrowings``, which explains the columns.

    ``a`` and ``b`` change places if their dates say that ``b`` is earlier. With ``set_phrases``, also those that consist of phrases that
    any official may use, of titles or of slogans; their ``kind`` is ``set phrase``. In a study, what many of its speeches say counts
    less, so that it may have fewer passages for the same pair. Errors: ``ImportError`` without the extra ``borrowing``.
    """
    found = [*find_borrowings([Side.of(a), Side.of(b)], set_phrases)]
    names = schema_of(Borrowing).names
    return pd.DataFrame([[getattr(row, name) for name in names] for row in found], columns=list(names))


def find_borrowings(
    sides: Sequence[Side], set_phrases: bool = False, on_aside: Callable[[int, int], None] = lambda *_: None
) -> Iterator[Borrowing]:
    """The passages that each pair of speeches shares, by the earlier, the later, and the place in the later.

    ``on_aside`` is called with the letters and the number of the stretches that stand so often that they are taken for set wording.
    """
    if len(sides) < 2:
        return
    needs_rapidfuzz()
    sides = sorted(sides, key=lambda side: f"{side.date}-99" if side.date else "9999")  # of a year alone: its end
    least = LEAST + PER_DOUBLING * max(0.0, math.log2(len(sides) / FEW))
    passages = sorted(find_passages(sides, least, on_aside), key=lambda passage: (passage.a, passage.b, passage.place.start_b))
    for passage in passages:
        is_set = passage.weight < max(least, SHARE * passage.n_shared)
        if set_phrases or not is_set:
            yield _row(passage, sides[passage.a], sides[passage.b], is_set)


def needs_rapidfuzz() -> None:
    """Refuse to go on without the library that aligns passages."""
    try:
        import rapidfuzz  # noqa: F401
    except ImportError as error:
        raise ImportError("passages are aligned by rapidfuzz; install koujing[borrowing]") from error


def _row(passage: Passage, a: Side, b: Side, is_set: bool) -> Borrowing:
    place = passage.place
    letters_a, letters_b = (place.start_a, place.end_a), (place.start_b, place.end_b)
    return Borrowing(
        a.source,
        a.speech,
        *a.raw_span(*letters_a),
        b.source,
        b.speech,
        *b.raw_span(*letters_b),
        SET_PHRASE if is_set else _kind(a, b, b.text_span(*letters_b)),
        "a to b" if _is_earlier(a.date, b.date) else "",
        passage.n_shared,
        max(run.n for run in place.chain.runs),
        round(similarity(a.word[slice(*letters_a)], b.word[slice(*letters_b)]), 4),
        round((place.end_b - place.start_b) / len(b.word), 4),
        _changed(a, letters_a, b, letters_b),
    )


def _kind(a: Side, b: Side, place: tuple[int, int]) -> str:
    if b.cites(*place):
        return "quotation"
    return "self-reuse" if a.is_same_voice(b) else "borrowing"


def _is_earlier(date: str, other: str) -> bool:
    """Whether the first of two dates, of any precision, is before the second.

    >>> _is_earlier("2013", "2014-02"), _is_earlier("2013", "2013-03-21"), _is_earlier("", "2014")
    (True, False, False)
    """
    n = min(len(date), len(other))
    return date[:n] < other[:n]


def _changed(a: Side, letters_a: tuple[int, int], b: Side, letters_b: tuple[int, int]) -> str:
    """The edits of the repaired passages, so that damage is none, with offsets in the raw ones."""
    (start_a, end_a), (start_b, end_b) = a.text_span(*letters_a), b.text_span(*letters_b)
    was, now = a.text[start_a:end_a], b.text[start_b:end_b]
    rows = json.loads(changed(edits(was, now, (a.part(start_a), b.part(start_b))), was, now))
    raw_a, raw_b = a.raw_span(*letters_a)[0], b.raw_span(*letters_b)[0]
    for row in rows:
        row["start_a"], row["end_a"] = _within(a, start_a, row["start_a"], row["end_a"], raw_a)
        row["start_b"], row["end_b"] = _within(b, start_b, row["start_b"], row["end_b"], raw_b)
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def _within(side: Side, begin: int, start: int, end: int, raw: int) -> tuple[int, int]:
    first, last = side.repaired.raw_span(begin + start, begin + end)
    return first - raw, last - raw
