"""How speeches are built: what their headings announce and what is found under them, and how long each part is."""

from __future__ import annotations

import pandas as pd

PARTS = ("review", "tasks", "other")
OPENING = "(opening)"
INDENT = "\u3000\u3000"  # ideographic spaces, which HTML does not collapse
LEFT_OUT = "…"  # stands for a heading of over 20 characters, which a shared table leaves empty


def outline_speeches(sections: pd.DataFrame) -> pd.DataFrame:
    """Every section: ``speech, depth, ordinal, name, part, share, announced, found, verdict``.

    ``name`` is the ordinal with the wording, or ``(opening)`` for the matter before the first heading; ``share`` is its raw
    characters, subsections included, over those of the speech; ``verdict`` is ``as announced``, ``fewer``, ``more``, or empty
    if nothing can be compared.

    >>> sections = pd.DataFrame({"speech": "a", "depth": [0, 1], "ordinal": ["", "一、"], "heading": "", "part": "tasks",
    ...                          "start": [0, 25], "end": [25, 100], "announced": [None, 3], "found": [None, 2]})
    >>> outline_speeches(sections)[["name", "share", "verdict"]].to_numpy().tolist()
    [['(opening)', 0.25, ''], ['一、…', 0.75, 'fewer']]
    """
    length = sections.groupby("speech")["end"].transform("max") - sections.groupby("speech")["start"].transform("min")
    name = sections["ordinal"] + sections["heading"].mask(sections["heading"] == "", LEFT_OUT)
    share = ((sections["end"] - sections["start"]) / length).astype(float)
    name = name.mask(sections["depth"] == 0, OPENING)
    table = sections.assign(name=name, share=share, verdict=compare_counts(sections))
    columns = ["speech", "depth", "ordinal", "name", "part", "share", "announced", "found", "verdict"]
    return table[columns].reset_index(drop=True)


def richest_outline(outline: pd.DataFrame) -> pd.DataFrame:
    """The rows of the speech with the most counts to compare, then the most headings; the first of equals."""
    if outline.empty:
        return outline
    grouped = outline.groupby("speech", sort=False)["verdict"]
    sizes = pd.DataFrame({"told": grouped.agg(lambda words: (words != "").sum()), "all": grouped.size()})
    richest = sizes.sort_values(["told", "all"], ascending=False, kind="stable").index[0]
    return outline[outline["speech"] == str(richest)]


def indent_outline(outline: pd.DataFrame) -> pd.DataFrame:
    """An outline for display: each heading (the index) indented by its depth, with ``part, %, announced, found``."""
    rows = zip(outline["depth"], outline["name"], strict=True)
    names = pd.Index([INDENT * max(depth - 1, 0) + name for depth, name in rows], dtype=object)
    percent = (100 * outline["share"]).round(1)
    counts = outline[["announced", "found"]].astype("string").fillna("")
    return outline[["part"]].assign(**{"%": percent}).join(counts).set_index(names)


def compare_counts(sections: pd.DataFrame) -> pd.Series[str]:
    """Whether a section has as many points as it announces: ``as announced``, ``fewer``, ``more``, or empty if unknown."""
    excess = sections["found"].astype("Float64") - sections["announced"].astype("Float64")
    words = excess.map(lambda n: "" if pd.isna(n) else "as announced" if n == 0 else "more" if n > 0 else "fewer")
    return words.astype(object).astype(str)


def sum_announced(sections: pd.DataFrame) -> dict[str, object]:
    """How many announced counts are right: ``value``, their share of the ``n`` that can be compared; ``fewer``, ``more``, ``all``.

    ``all`` counts the sections that announce a number, whether or not their points could be counted.
    """
    verdicts = compare_counts(sections).value_counts()
    held, fewer, more = (int(verdicts.get(verdict, 0)) for verdict in ("as announced", "fewer", "more"))
    n = held + fewer + more
    return {"value": held / max(n, 1), "n": n, "fewer": fewer, "more": more, "all": int(sections["announced"].count())}


def part_sizes(sections: pd.DataFrame) -> pd.DataFrame:
    """Raw characters of each speech (the index) by the part of its outermost headings: review, tasks, other.

    Only speeches with such headings are included; the matter before the first heading counts by its own part.

    >>> sections = pd.DataFrame({"speech": ["a", "a", "b"], "depth": [0, 1, 0], "part": ["other", "tasks", "other"],
    ...                          "start": [0, 5, 0], "end": [5, 50, 9]})
    >>> part_sizes(sections).to_dict("index")
    {'a': {'review': 0, 'tasks': 45, 'other': 5}}
    """
    divided = sections.loc[sections["depth"] == 1, "speech"]
    outer = sections[(sections["depth"] <= 1) & sections["speech"].isin(divided)]
    sizes = (outer["end"] - outer["start"]).groupby([outer["speech"], outer["part"]]).sum().unstack(fill_value=0)
    return sizes.reindex(columns=list(PARTS), fill_value=0).rename_axis(columns=None).astype(int)


def part_shares(sizes: pd.DataFrame, groups: pd.Series[str]) -> pd.DataFrame:
    """``part_sizes`` of each group of speeches, in per cent; ``groups`` gives the group of each speech (the index).

    >>> sizes = pd.DataFrame({"review": [1, 1], "tasks": [3, 5]}, index=["a", "b"])
    >>> part_shares(sizes, pd.Series({"a": "1950s", "b": "1950s"})).to_numpy().tolist()
    [[20.0, 80.0]]
    """
    summed = sizes.groupby(groups.reindex(sizes.index).to_numpy()).sum()
    return summed.div(summed.sum(axis=1), axis=0) * 100


def sum_parts(sizes: pd.DataFrame) -> dict[str, object]:
    """The shares of the parts in all ``n`` speeches of ``part_sizes`` together: ``review``, ``value`` (tasks), ``other``."""
    total = sizes.sum()
    share = total / max(int(total.sum()), 1)
    return {"value": share["tasks"], "review": share["review"], "other": share["other"], "n": len(sizes)}
