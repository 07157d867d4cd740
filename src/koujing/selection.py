"""Select the rows of coded tables that belong to a group, or all others: speeches of a level or of some years, rows of a part."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from koujing.later import pd
from koujing.measures.groups import close_to, group_rows, listed
from koujing.words.segmenters import KNOWN_HAN, RARE_HAN

Wanted = str | int | Sequence[str | int]
Frames = dict[str, "pd.DataFrame"]

INSIDE = {"part": "section", "voice": "voice"}  # groups within a speech, and the column a table needs for them
IN_TIME = ("year", "decade")


def select(frames: Frames, by: str, wanted: Wanted, name: str, rest: bool = False) -> Frames:
    """The rows of every table in the wanted groups (see ``Study.where``), or all others; error messages begin with ``name``."""
    inside = by in INSIDE
    if lacking := {"documents", "sections", *(["terms"] if inside else [])} - frames.keys():
        raise ValueError(f"{name}: no table {min(lacking)!r}, without which no part by {by} can be taken")
    counted = frames["terms" if inside else "documents"]
    groups = _deal(counted, by, frames)
    taken = _taken(counted["speech"].groupby(groups).nunique(), by, wanted, name)
    known = {n: f for n, f in frames.items() if "speech" in f and n != "documents" and (not inside or INSIDE[by] in f)}
    if rest and groups.isin(taken).all():
        raise ValueError(f"{name}: nothing is left without {by} {wanted!r}")
    kept = {n: f[_deal(f, by, frames).isin(taken) ^ rest] for n, f in known.items()}
    of_documents = within(frames["documents"], kept["terms"]) if inside else counted[groups.isin(taken) ^ rest]
    return {n: f.reset_index(drop=True) for n, f in {"documents": of_documents, **kept}.items()}


def _deal(rows: pd.DataFrame, by: str, frames: Frames) -> pd.Series[str]:
    return group_rows(rows, by, frames["documents"], frames["sections"])


def _taken(there: pd.Series[int], by: str, wanted: Wanted, name: str) -> set[str]:
    """The wanted groups out of those ``there``, which have their numbers of speeches."""
    n_speeches = dict(zip(map(str, there.index), there.tolist(), strict=True))
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


def within(documents: pd.DataFrame, terms: pd.DataFrame) -> pd.DataFrame:
    """The documents with these terms, their numbers of words and Han characters counted in these terms only."""
    han = terms["term"].str.count(f"[{KNOWN_HAN}{RARE_HAN}〇]") * terms["n"]
    sizes = pd.DataFrame({"n_tokens": terms["n_words"], "n_han": han}).groupby(terms["speech"]).sum()
    kept = documents[documents["speech"].isin(sizes.index)]
    n_tokens, n_han = (kept["speech"].map(sizes[name]).astype("Int64") for name in ("n_tokens", "n_han"))
    return kept.assign(n_tokens=n_tokens, n_han=n_han)
