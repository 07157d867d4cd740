"""The speeches of a study on the site: one page each, and a table of them all that can be searched and sorted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from koujing.measures.speakers import share_voices
from koujing.measures.state import place_evidence
from koujing.measures.structure import outline_speeches
from koujing.show.coded_rows import coded_rows
from koujing.show.display import SHOWN, name_places, search_table
from koujing.show.escape import escape
from koujing.show.links import page_names, place_rows, speech_pages
from koujing.site.borrowed import borrowed
from koujing.site.speech_page import raw, write_page
from koujing.speech import Speech
from koujing.study import Study

INDEX = """\
# {title}

{about}

{table}
"""
ABOUT = """\
The study *{study}* has {n} speeches, one per row. Click a name for the page of that speech, which shows what was coded in it:
its metadata with the evidence for them, damage, outline, voices, slogans and every statistic."""
IN_FULL = " The pages hold the texts in full: share them only if you may share the texts."


@dataclass(frozen=True)
class Shelf:
    """A study whose speeches get pages, and by id the speeches that are shown in full."""

    study: Study
    texts: Mapping[str, Speech] = field(default_factory=dict)


def write_shelves(shelves: Sequence[Shelf], folder: Path) -> list[Path]:
    """Write one folder per study, with an ``index.md`` and one page per speech; returns the paths of the ``index.md``."""
    names = page_names(shelf.study.name for shelf in shelves)
    return [_write_shelf(shelf, folder / name) for shelf, name in zip(shelves, names, strict=True)]


def _write_shelf(shelf: Shelf, folder: Path) -> Path:
    study, documents = shelf.study, shelf.study.documents
    folder.mkdir(parents=True)
    labels, pages = name_places(documents).tolist(), list(speech_pages(study).values())
    links = [f"{page}.html" for page in pages] + [""] * (len(documents) - len(pages))
    by_date = documents["date"].replace("", "undated").reset_index(drop=True).sort_values(kind="stable").index.tolist()
    overview = _overview(study).assign(speech=labels).iloc[by_date]
    about = ABOUT.format(n=len(documents), study=escape(study.name)) + IN_FULL * bool(shelf.texts)
    shown = raw(search_table(overview, list(overview.columns), "speeches", {"speech": [links[k] for k in by_date]}, SHOWN).markup)
    index = INDEX.format(title=f"Speeches of {escape(study.name)}", about=about, table=shown)
    (folder / "index.md").write_text(index, encoding="utf-8")
    shared = borrowed(study, dict(zip(documents["speech"], labels, strict=True)))
    chains = _chains(pages, labels)
    each = zip(pages, documents.iterrows(), labels, chains, _standings(study), _rows(study), strict=False)
    for page, (_, document), label, chain, standing, rows in each:
        speech = document["speech"]
        passages = shared.get(speech, "") if shared is not None else None
        text = write_page(document, label, chain, standing, rows, shelf.texts.get(speech), study.name, passages)
        (folder / f"{page}.md").write_text(text, encoding="utf-8")
    return folder / "index.md"


def _chains(pages: list[str], labels: list[str]) -> Iterator[str]:
    """The line of links at the top of each page: to the previous speech, the table of all, and the next speech."""
    ends = [("", "")]
    places = [*ends, *zip(pages, labels, strict=False), *ends]
    for (before, earlier), (after, later) in zip(places, places[2:], strict=False):
        back = [f"[← {escape(earlier)}]({before}.md)"] if before else []
        on = [f"[{escape(later)} →]({after}.md)"] if after else []
        yield " · ".join([*back, "[all speeches](index.md)", *on])


def _overview(study: Study) -> pd.DataFrame:
    documents = study.documents
    place = documents[["province", "prefecture", "county"]].agg("".join, axis=1)
    voices = share_voices(study.voices, documents)
    counted = _counted(study) | {"speakers": voices}
    facts = documents[["speech", "title", "date", "level", "genre"]].assign(place=place)
    known = [column for column in facts if facts[column].any()]
    counts = {name: _count(rows, documents) for name, rows in counted.items()}
    return facts[known].assign(characters=documents["n_han"], **counts)


def _counted(study: Study) -> dict[str, pd.DataFrame]:
    """What is counted in each speech, end notes aside; mended punctuation, with thousands of places per text, is no damage."""
    damage = study.repairs[study.repairs["kind"] != "punctuation"]
    return {"statistics": study.delivered("statistics"), "slogans": study.delivered("formulas"), "damaged": damage}


def _count(rows: pd.DataFrame, documents: pd.DataFrame) -> list[int]:
    counts = Counter(rows["speech"])
    return [counts[speech] for speech in documents["speech"]]


def _standings(study: Study) -> Iterator[pd.DataFrame]:
    """How each speech compares with its study: one row per measure, with ``here, median, rank`` as texts."""
    documents = study.documents
    han = documents["n_han"].astype(float)
    measures = {"Han characters": han, "sentences": documents["n_sentences"].astype(float)}
    for name, rows in _counted(study).items():
        measures[f"{name} per 10,000 Han characters"] = _count(rows, documents) / (han / 10_000)
    values = pd.DataFrame(measures).fillna(0)  # a text without a Han character
    ranks = values.rank(ascending=False, method="min")
    for (_, here), (_, rank) in zip(values.iterrows(), ranks.iterrows(), strict=True):
        shown = {"here": here.map(_number), "median": values.median().map(_number)}
        yield pd.DataFrame(shown | {"rank": rank.map(f"{{:.0f}} of {len(documents)}".format)})


def _number(value: float) -> str:
    return f"{value:,.1f}".removesuffix(".0")


def _rows(study: Study) -> Iterator[dict[str, pd.DataFrame]]:
    """The tables on the page of each speech; the passages set aside are those of its whole file."""
    whole = {
        "evidence": study.evidence.assign(place=place_evidence(study.evidence, study.set_aside)),
        "outline": outline_speeches(study.sections),
        "voices": share_voices(study.voices, study.documents),
        "coded": place_rows(coded_rows(study), study.documents),
        **{name: study[name] for name in ("repairs", "statistics", "formulas")},
    }
    split = {name: dict(list(rows.groupby("speech"))) for name, rows in whole.items()}
    aside = dict(list(study.set_aside.groupby("source")))
    for source, speech in study.documents[["source", "speech"]].itertuples(index=False):
        rows = {name: found.get(speech, whole[name].iloc[:0]) for name, found in split.items()}
        yield rows | {"set_aside": aside.get(source, study.set_aside.iloc[:0])}
