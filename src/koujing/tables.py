"""The coded tables: their names, columns and types, and how a cell is written."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd

SPAN = ("source", "speech", "section", "start", "end", "id")

COLUMNS: dict[str, tuple[str, ...]] = {
    "documents": (
        "source", "speech", "title", "date", "date_evidence", "province", "prefecture", "county", "level", "body",
        "organisation", "genre", "n_chars", "n_han", "n_tokens", "n_sentences", "n_masks", "segmentation", "raw_kind", "raw_sha256",
        "start", "end",
    ),
    "repairs": (*SPAN, "was", "now", "kind", "certain"),
    "set_aside": (*SPAN, "why"),
    "evidence": (*SPAN, "text", "field", "says"),
    "sections": (*SPAN, "depth", "ordinal", "heading", "part", "announced", "found"),
    "voices": (*SPAN, "speaker", "role", "verb"),
    "sentences": (*SPAN, "text"),
    "terms": ("speech", "section", "voice", "term", "tag", "n"),
    "pairs": ("speech", "term", "other", "n"),
    "texture": (
        "speech", "part", "n_han", "n_tokens", "n_types", "n_clauses", "n_sentences", "word_length", "mattr", "mattr_plain",
        "mattr_chars", "mtld", "yules_k", "four_share",
    ),
    "reuse": ("speech", "years", "n_earlier", "n_chars", "n_reused", "share", "chance"),
    "regimes": ("speech", "term", "n_string", "n_segmenter", "n_lexicon"),
    "statistics": (
        *SPAN, "text", "value", "low", "high", "unit", "kind", "modifier", "indicator", "status", "period", "domain", "voice",
        "note",
    ),
    "formulas": (
        *SPAN, "text", "kind", "count", "head", "members", "members_start", "members_end", "quoted", "bundle", "gloss",
    ),
    "phrases": ("text", "n", "n_speeches", "n_han", "cohesion", "entropy", "score"),
    "checks": (
        *SPAN, "text", "kind", "stated", "computed_low", "computed_high", "verdict", "reading", "parts",
    ),
    "parallels": (*SPAN, "text", "frame", "size"),
    "directives": (*SPAN, "text", "marker", "force", "addressee"),
    "metaphors": (*SPAN, "text", "field", "word"),
    "problems": ("path", "what", "hint"),
}  # fmt: skip

# Tables about what speeches share; they are made when all are coded.
ACROSS = ("phrases", "reuse")

INTEGERS = frozenset({
    "section", "start", "end", "n", "n_speeches", "n_string", "n_segmenter", "n_lexicon",
    "n_chars", "n_han", "n_tokens", "n_sentences", "n_masks", "n_types", "n_clauses",
    "years", "n_earlier", "n_reused", "depth", "announced", "found",
    "count", "members_start", "members_end", "size",
})  # fmt: skip
REALS = frozenset({
    "value", "low", "high", "word_length", "mattr", "mattr_plain", "mattr_chars", "mtld", "yules_k", "four_share", "share", "chance",
    "cohesion", "entropy", "score", "stated", "computed_low", "computed_high",
})  # fmt: skip
FLAGS = frozenset({"certain", "quoted"})

# What holds the speaker's wording and is left out of a shared table where it is longer than a short quotation.
WORDING = frozenset(
    {
        "heading",
        "says",
        "role",
        "was",
        "now",
        "text",
        "indicator",
        "members",
        "date_evidence",
        "organisation",
        "head",
        "period",
        "bundle",
        "frame",
        "addressee",
    }
)
QUOTATION = 20


def typed(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    """The columns of ``table`` in order, each of its type; a missing integer is ``<NA>``, a missing text is empty."""
    frame = frame.reindex(columns=list(COLUMNS[table]))
    for column in frame.columns:
        if column in INTEGERS:
            frame[column] = pd.to_numeric(frame[column]).astype("Int64")
        elif column in REALS:
            frame[column] = pd.to_numeric(frame[column], errors="coerce").astype("float64")
        elif column in FLAGS:
            frame[column] = frame[column].map(_flag).astype(bool)
        else:
            frame[column] = frame[column].astype(object).where(frame[column].notna(), "").astype(str)
    return frame


def _flag(value: object) -> bool:
    return str(value).lower() in ("true", "1")


def written(frame: pd.DataFrame) -> pd.DataFrame:
    """The table as text cells: plain decimals, a range as ``1..2`` in ``value``, flags as 1 and 0, missing as empty."""
    out = frame.copy()
    for column in REALS & set(frame.columns):
        out[column] = frame[column].map(plain).astype(object)  # also where there is no row
    for column in FLAGS & set(frame.columns):
        out[column] = frame[column].map({True: "1", False: "0"})
    if {"value", "note"} <= set(frame.columns):
        is_range = frame["value"].isna() & frame["low"].notna() & frame["note"].eq("range")
        out.loc[is_range, "value"] = out["low"] + ".." + out["high"]
    return out


def plain(number: float) -> str:
    """A number without exponent and without trailing zeros; missing is empty, infinity is ``inf``.

    >>> plain(2e13), plain(11.50), plain(float("nan"))
    ('20000000000000', '11.5', '')
    """
    if pd.isna(number):
        return ""
    if number in (float("inf"), float("-inf")):
        return str(number)
    digits = format(Decimal(repr(float(number))), "f")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def shareable(frame: pd.DataFrame) -> pd.DataFrame:
    """The table with every wording over 20 characters left empty (a list: every member over 20); offsets stay."""
    out = frame.copy()
    for column in WORDING & set(frame.columns):
        out[column] = frame[column].map(_shortened)
    return out


def _shortened(cell: str) -> str:
    return "|".join(part if len(part) <= QUOTATION else "" for part in cell.split("|"))
