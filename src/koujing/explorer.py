"""A study to look things up in, inside a notebook: type a term, slogan or series and see its career, dispersion and rows."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from koujing.comparison import Where
from koujing.lexicons.concepts import concept, concepts
from koujing.lexicons.listed import glosses
from koujing.measures.dispersion import chance_percentile, dp_norm
from koujing.measures.frequency import summed, term_matrix
from koujing.measures.groups import close_to
from koujing.measures.intervals import rate_interval
from koujing.measures.sums import keep_in, sums
from koujing.opening import open_study
from koujing.search.concordance import Concordance, concordance
from koujing.search.page import kwic_table
from koujing.selection import keys_of, sizes_of
from koujing.show.display import label_speeches, say_numbers
from koujing.slogans.registry import bundle_of
from koujing.study import Study

TEMPLATE = Path(__file__).with_name("explorer.html")
MOST = 15_000  # terms that can be looked up by typing; those of 52 reports take 1.1 MB
MOST_HITS = 200  # lines of a concordance
NESTED = summed("nested")
COUNTED = ("patterns", "terms", "slogans")
KINDS = (*COUNTED, "series")


@dataclass(frozen=True)
class Explorer:
    """What a notebook shows of a study; ``data`` is all that can be looked up in it, ``found`` the concordance of a query."""

    name: str
    data: dict[str, Any] = field(repr=False)
    found: Concordance | None = field(default=None, repr=False)

    def _repr_html_(self) -> str:
        parts = {
            "NAME": html.escape(self.name),
            "ABOUT": html.escape(self.about),
            "DATA": json.dumps(self.data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c"),
            "CONCORDANCE": kwic_table(self.found.frame, self.found.summary, MOST_HITS) if self.found else "",
        }
        return re.sub("|".join(f"{{{part}}}" for part in parts), lambda mark: parts[mark[0][1:-1]], TEMPLATE.read_text(encoding="utf-8"))

    def __repr__(self) -> str:
        return f"{self.name}: {self.about}"

    @property
    def about(self) -> str:
        """What can be looked up, and what is left out."""
        counts = [_n(len(self.data[kind]), kind) for kind in KINDS if self.data[kind]]
        rarer = f"; {self.data['rarer']:,} rarer terms are left out: name one in the call" if self.data["rarer"] else ""
        undated = f"; {self.data['undated']:,} undated speeches are counted, but in no year" if self.data["undated"] else ""
        return ", ".join(counts) + rarer + undated


def explore(where: Where, query: str = "", as_: str = "literal") -> Explorer:
    """Look up terms, slogans and series of a study in a notebook: careers with intervals, dispersion, and rows.

    Without ``query``, the cell shows a field to type into, for the 15,000 most used terms, all slogans and all series: a part of the
    name or of its English is enough. With ``query``, it shows that one, however rare; and if the study holds its texts, also every
    place of the wording, read as ``as_`` says (``literal``, ``regex``, …: see ``find_hits``), with its concordance. Terms are counted as
    ``rates`` counts them, nested; slogans by bundle; of a series the headline rows are shown. ``where`` is as for ``rates``.
    Errors: ``ValueError`` if nothing is found; ``as_`` other than ``literal`` needs a study with its texts.

    >>> from koujing.opening import sample_folder
    >>> explore(sample_folder(), "锅炉")
    sample: 1 pattern, 1 term; 6 undated speeches are counted, but in no year
    """
    study = open_study(where)
    by = "year" if study.documents["date"].ne("").any() else "speech"
    has_texts = "sentences" in study.frames
    found = concordance(query, study, as_=as_) if query and (has_texts or as_ != "literal") else None
    data = _head(study, by) | {"query": query, "rarer": 0} | {kind: [] for kind in KINDS}
    if as_ == "literal":
        data |= _coded(study, by, query)
    if found:
        uses = found.frame.groupby("speech", as_index=False).size().rename(columns={"size": "n"}).assign(term=query)
        data["patterns"] = list(_entries(uses, study, by, {}, tested=True))
    if query and not any(data[kind] for kind in KINDS):
        raise _nothing(study, query, has_texts)
    return Explorer(study.name, data | _bounds(data), found)


def _head(study: Study, by: str) -> dict[str, Any]:
    """The groups of speeches with their sizes, the names of the speeches, and how many have no date."""
    documents = study.documents
    sizes = sizes_of(study.frames, by, keys_of(study.frames, by))
    undated = int(documents["date"].eq("").sum()) if by == "year" else 0
    head = {"by": by, "groups": sizes["group"].tolist(), "han": sizes["n_han"].astype(int).tolist()}
    return head | {"n_speeches": len(documents), "undated": undated, "speeches": label_speeches(documents)["label"].tolist()}


def _bounds(data: dict[str, Any]) -> dict[str, list[float]]:
    """The exact interval of every count up to the largest, which the page divides by the size of a group."""
    most = max((count for kind in COUNTED for entry in data[kind] for count in entry[5][1::2]), default=0)
    low, high = rate_interval(np.arange(most + 1), 1)
    return {"low": low.round(9).tolist(), "high": high.round(9).tolist()}


def _coded(study: Study, by: str, query: str) -> dict[str, Any]:
    """What the tables know: everything, or what bears the name that is asked for."""
    found: dict[str, Any] = {}
    if "terms" in study.frames:
        rows = study.rows("terms")
        totals = sums(rows, ["term"], of=NESTED).sort_values(["n", "term"], ascending=[False, True])
        chosen = [query] if query else totals["term"].head(MOST).tolist()
        uses = sums(keep_in(rows, "term", chosen), ["term", "speech"], of=NESTED).query("n > 0")
        found["terms"] = list(_entries(uses, study, by, glosses(), tested=bool(query)))
        found["rarer"] = 0 if query else len(totals) - len(chosen)
    if "formulas" in study.frames:
        found["slogans"] = list(_slogans(study, by, query))
    if "series" in study.frames:
        found["series"] = list(_series(study, query))
    return found


def _entries(uses: pd.DataFrame, study: Study, by: str, english: dict[str, str], tested: bool) -> Iterator[list[Any]]:
    """Each term as ``name, English, n, n_speeches, dp_norm, counts`` and, if ``tested``, the percentile of its dispersion.

    ``counts`` has, for each group with uses, how many groups further on it is than the last such group, and the number of uses.
    """
    documents = study.documents.query("n_tokens > 0")
    uses = uses[uses["speech"].isin(documents["speech"])]  # a text of end notes alone has slogans, but no words to divide by
    names, matrix = term_matrix(uses, documents)
    if not names:
        return
    sizes = documents["n_tokens"].to_numpy()
    spread = dp_norm(matrix, sizes)
    percentiles = chance_percentile(matrix, sizes, np.random.default_rng(0)) if tested else None
    groups = _counts(uses, study, by)
    for k, (name, n, n_speeches) in enumerate(zip(names, matrix.sum(axis=1), (matrix > 0).sum(axis=1), strict=True)):
        entry = [name, english.get(name, ""), int(n), int(n_speeches), _number(spread[k], 3), groups.get(name, [])]
        yield entry if percentiles is None else [*entry, _number(percentiles[k], 1)]


def _counts(uses: pd.DataFrame, study: Study, by: str) -> dict[str, list[int]]:
    keys = keys_of(study.frames, by)
    place = {group: k for k, group in enumerate(sizes_of(study.frames, by, keys)["group"])}
    known = uses.merge(keys, on="speech")
    table = known.assign(group=known["group"].map(place)).groupby(["term", "group"], as_index=False)["n"].sum()
    counts: dict[str, list[int]] = {}
    last: dict[str, int] = {}
    for term, group, n in table[["term", "group", "n"]].itertuples(index=False):
        counts.setdefault(term, []).extend((group - last.get(term, 0), n))
        last[term] = group
    return counts


def _slogans(study: Study, by: str, query: str) -> Iterator[list[Any]]:
    """Each bundle as its entry, which leaves out end notes, followed by all its rows: ``speech`` (by number), ``start, end, text``."""
    rows = study.formulas.assign(n=study.formulas.index.isin(study.delivered("formulas").index).astype(int))
    rows = rows[rows["bundle"] != ""]
    if query:
        rows = keep_in(rows, "bundle", [query, bundle_of(query)[0]])
    numbers = _numbers(study)
    glossed = rows[rows["gloss"] != ""]
    english = dict(zip(glossed["bundle"], glossed["gloss"], strict=True))
    uses = sums(rows, ["bundle", "speech"]).rename(columns={"bundle": "term"})
    placed = {bundle: _rows(part, numbers, ["start", "end", "text"]) for bundle, part in rows.groupby("bundle")}
    for entry in _entries(uses, study, by, english, tested=bool(query)):
        yield [*entry[:6], entry[6] if query else None, placed.pop(entry[0])]
    has_words = study.documents["n_tokens"].gt(0).any()
    yield from ([bundle, english.get(bundle, ""), 0, 0, None, [], None, found] for bundle, found in placed.items() if has_words)


def _series(study: Study, query: str) -> Iterator[list[Any]]:
    """Each series as ``id, names, n, unit, rows``: ``speech, time_to, status, said, value, place, per, start, end``."""
    table = study.series()
    if query:
        table = table[table["concept"] == _concept(query)]
    table = table.assign(said=say_numbers(table), value=table["value"].astype(float).round(6))
    numbers, columns = _numbers(study), ["time_to", "status", "said", "value", "place", "per", "start", "end"]
    for name, rows in table.groupby("concept"):
        known = concepts()[str(name)]
        yield [name, f"{known.names[0]}, {known.english}", len(rows), rows["unit"].iloc[0], _rows(rows, numbers, columns)]


def _rows(rows: pd.DataFrame, numbers: dict[str, int], columns: list[str]) -> list[list[Any]]:
    """Rows as lists, the speech first by its number; an empty cell is None."""
    cells = rows[columns].astype(object).where(rows[columns].notna(), None)
    return [[numbers[speech], *row] for speech, row in zip(rows["speech"], cells.to_numpy().tolist(), strict=True)]


def _numbers(study: Study) -> dict[str, int]:
    return {speech: k for k, speech in enumerate(study.documents["speech"])}


def _concept(name: str) -> str:
    try:
        return concept(name)
    except KeyError:
        return ""


def _number(value: float, digits: int) -> float | None:
    return None if np.isnan(value) else round(float(value), digits)


def _n(n: int, noun: str) -> str:
    return f"{n:,} {noun if n != 1 or noun == 'series' else noun[:-1]}"


def _nothing(study: Study, query: str, has_texts: bool) -> ValueError:
    names: Iterable[str] = study.formulas["bundle"].unique() if "formulas" in study.frames else ()
    if "terms" in study.frames:
        names = [*names, *sums(study.rows("terms"), ["term"])["term"]]
    texts = "" if has_texts else "; other wordings can be found only in a study with its texts"
    return ValueError(f"{study.name}: no term, slogan or series {query!r}{close_to(query, names)}{texts}")
