"""Select the rows of coded tables that belong to a group, or all others: speeches of a level or of some years, rows of a part."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from koujing.later import pd
from koujing.measures.groups import close_to, group_keys, listed
from koujing.measures.sums import Large, keep, sums
from koujing.speech import NOTES
from koujing.stored import Frames, Stored
from koujing.words.segmenters import KNOWN_HAN, RARE_HAN

Wanted = str | int | Sequence[str | int]

INSIDE = {"part": "section", "voice": "voice"}  # groups within a speech, and the column a table needs for them
IN_TIME = ("year", "decade")


def select(tables: Frames, by: str, wanted: Wanted, name: str, rest: bool = False) -> Frames:
    """The rows of every table in the wanted groups (see ``Study.where``), or all others; error messages begin with ``name``."""
    inside = by in INSIDE
    if lacking := {"documents", "sections", *(["terms"] if inside else [])} - tables.keys():
        raise ValueError(f"{name}: no table {min(lacking)!r}, without which no part by {by} can be taken")
    keys = keys_of(tables, by)
    counted = tables.rows("terms") if inside else tables["documents"].assign(n_words=1)
    there = sums(counted, ["group"], [keys], "n_words", speeches=True).query("n_speeches > 0")
    n_speeches = dict(zip(map(str, there["group"]), there["n_speeches"].tolist(), strict=True))
    taken = _taken(n_speeches, by, wanted, name)
    chosen = keys[keys["group"].isin(taken)].drop(columns="group")
    needed = {"speech", *([INSIDE[by]] if inside else [])}
    kept = {table: tables.keep(table, chosen, rest) for table in tables if needed <= {*tables.columns(table)} and table != "documents"}
    documents = Stored(tables.columns("documents"), partial(_documents, tables, Frames(kept), chosen, rest, inside))
    if rest and not len(documents.frame):
        raise ValueError(f"{name}: nothing is left without {by} {wanted!r}")
    return Frames({"documents": documents, **kept})


def keys_of(tables: Frames, by: str) -> pd.DataFrame:
    """The group of each speech, section or voice: the columns of a table that decide, and ``group`` (see ``group_rows``)."""
    if by == "voice":
        voices = sums(tables.rows("terms"), ["voice"], of="n_words")["voice"]
        return pd.DataFrame({"voice": voices, "group": voices})[voices != ""]
    sections = tables.rows("sections") if by == "part" else None
    known = sections.some("speech", "start", "depth", "part") if isinstance(sections, Large) else sections
    return group_keys(by, tables["documents"], known)


def delivered(tables: Frames, table: str) -> pd.DataFrame | Large:
    """The rows of a table that stand outside end notes, as measures take them: what a rate per character or word may count.

    The numbers of characters and words leave out end notes, in which slogans are explained by the dozen.
    """
    rows = tables.rows(table)
    if "sections" not in tables or not {"speech", "section"} <= {*tables.columns(table)}:
        return rows
    parts = keys_of(tables, "part")
    noted = parts[parts["group"] == NOTES].drop(columns="group")
    return keep(rows, noted, rest=True) if len(noted) else rows


def _documents(tables: Frames, kept: Frames, chosen: pd.DataFrame, rest: bool, inside: bool) -> pd.DataFrame:
    documents = tables["documents"]
    there = within(documents, kept.rows("terms")) if inside else keep(documents, chosen, rest)
    return there.reset_index(drop=True)


def _taken(n_speeches: dict[str, int], by: str, wanted: Wanted, name: str) -> set[str]:
    """The wanted groups out of those that there are, with their numbers of speeches."""
    if isinstance(wanted, tuple) and len(wanted) == 2 and by in IN_TIME:
        digits = 4 if by == "year" else 3  # (1995, 2004) are the decades in which these years lie
        first, last = (str(end)[:digits] for end in wanted)
        known = {group for group in n_speeches if first <= group[:digits] <= last}
        taken = known if first.isdecimal() and last.isdecimal() else set()
        missing = [] if taken else [f"from {wanted[0]} to {wanted[1]}"]
    else:
        asked = wanted if isinstance(wanted, Iterable) and not isinstance(wanted, str) else [wanted]
        taken = {f"{one}s" if by == "decade" and str(one).isdecimal() else str(one) for one in asked}
        missing = [repr(one) for one in sorted(taken - n_speeches.keys())] or ([] if taken else ["of an empty list"])
    if missing:
        close = close_to(missing[0].strip("'"), n_speeches)
        there_are = listed(f"{group} ({n})" for group, n in n_speeches.items()) or "none"
        raise ValueError(f"{name}: no speech has {by} {missing[0]}{close}; expected one of {there_are}")
    return taken


def sizes_of(tables: Frames, by: str, keys: pd.DataFrame) -> pd.DataFrame:
    """The number of Han characters of each group that has words: ``group, n_han``, in the order of the groups."""
    if by in INSIDE:
        n_tokens, n_han = sizes_in(tables.rows("terms"), ["group"], [keys])
        return n_tokens[["group"]].merge(n_han.rename(columns={"n": "n_han"}), how="left").fillna({"n_han": 0})
    documents = tables["documents"]
    with_words = documents.loc[documents["n_tokens"] > 0, ["speech", "n_han"]].merge(keys, on="speech")
    return with_words.groupby("group", as_index=False).agg(n_han=("n_han", "sum"))


def within(documents: pd.DataFrame, terms: pd.DataFrame | Large) -> pd.DataFrame:
    """The documents with these terms, their numbers of words and Han characters counted in these terms only."""
    n_tokens, n_han = (counted.set_index("speech")["n"] for counted in sizes_in(terms, ["speech"]))
    kept = documents[documents["speech"].isin(n_tokens.index)]
    columns = {"n_tokens": n_tokens, "n_han": n_han}
    return kept.assign(**{name: kept["speech"].map(n).fillna(0).astype("Int64") for name, n in columns.items()})


def sizes_in(terms: pd.DataFrame | Large, by: Sequence[str], joins: Sequence[pd.DataFrame] = ()) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The numbers of words and of Han characters in each group of rows of a ``terms`` table; see ``sums``."""
    names = sums(terms, ["term"], of="n_words")["term"]
    han = pd.DataFrame({"term": names, "han": names.str.count(f"[{KNOWN_HAN}{RARE_HAN}〇]").astype("int64")})
    return sums(terms, by, joins, "n_words"), sums(terms, by, [*joins, han], "n * han")
