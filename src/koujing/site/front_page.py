"""The front pages of the site, in English and Chinese: what was found, and the way to each notebook and each speech."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_markdown_cell

from koujing.show.display import name_places
from koujing.show.links import link_rows, page_names, speech_pages
from koujing.site.headlines import Told, front
from koujing.site.small_bars import draw_bars
from koujing.site.speech_page import raw
from koujing.study import Study

SHOWN = 4  # rows that a headline leads to
SAID = {
    "en": {"slogans": "Slogans", "words": "Words", "statistics": "Numbers", "computed": "How it was computed", "rows": "Rows: "},
    "zh": {"slogans": "提法", "words": "用词", "statistics": "数字", "computed": "怎么算的", "rows": "出处："},
}
LEFT_OUT = {"en": "Not told of these texts: {}.", "zh": "这批文本没有的发现：{}。"}
BETWEEN = {"en": "; ", "zh": "；"}
CARD = """\
<div class="kj-headline">
<p class="kj-topic">{about} · {topic}</p>
<p class="kj-sentence">{sentence}</p>
{picture}
<p class="kj-basis">{basis}</p>
<p class="kj-basis">{caveat}</p>
<p class="kj-ways"><a href="{notebook}">{computed}</a>{rows}</p>
</div>"""


def show_headlines(told: Sequence[Told], left_out: Sequence[Told], studies: Mapping[str, Study], language: str) -> str:
    """The cards of the headlines as Markdown; below them what is left out, and why, if the texts are somebody's own."""
    cards = "\n".join(_card(each, studies.get(each.study), language) for each in told)
    shown = f'<div class="kj-headlines" lang="{language}">\n{cards}\n</div>' if told else ""
    reasons = BETWEEN[language].join(each.why_left_out(language) for each in left_out if each.own)
    return raw(shown + (f'<p class="kj-basis">{html.escape(LEFT_OUT[language].format(reasons))}</p>' if reasons else ""))


def _card(told: Told, study: Study | None, language: str) -> str:
    said = SAID[language]
    parts = {part: html.escape(told.say(part, language)) for part in ("topic", "sentence", "basis", "caveat")}
    ways = [f'<a href="{url}">{html.escape(name)}</a>' for name, url in (evidence(told.headline.rows, study) if study else [])]
    rows = f' · {said["rows"]}{" · ".join(ways)}' if ways else ""
    picture = draw_bars(told.bars(language), told.headline.full)
    notebook = f"notebooks/{told.headline.notebook}.html#{told.anchor}"
    return CARD.format(
        about=said[told.headline.about], picture=picture, notebook=notebook, computed=said["computed"], rows=rows, **parts
    )


def evidence(rows: Mapping[str, Any], study: Study) -> list[tuple[str, str]]:
    """The names of up to four speeches, evenly over time, with links to the first of the rows in each.

    ``rows`` has the name of a ``table``, and in ``where`` the cells that a row may have, by column. A table whose rows have no
    places of their own leads to the pages of the speeches.
    """
    frame = study[rows["table"]]
    for column, cells in rows.get("where", {}).items():
        frame = frame[frame[column].isin(cells)]
    folder, pages = page_names([study.name])[0], speech_pages(study)
    lead = link_rows(study, rows["table"]) if "id" in frame else {}
    order = ["start"] if "start" in frame else []
    first = frame.sort_values(order, kind="stable").drop_duplicates("speech").set_index("speech") if order else frame.set_index("speech")
    documents = study.documents.assign(name=name_places(study.documents)).sort_values("date", kind="stable")
    found = documents[documents["speech"].isin(set(first.index) & set(pages))]
    chosen = found.iloc[sorted({round(k * (len(found) - 1) / (SHOWN - 1)) for k in range(SHOWN)})] if len(found) else found
    plain = {speech: f"../speeches/{folder}/{page}.html" for speech, page in pages.items()}
    links = [lead[first.loc[speech, "id"]] if lead else plain[speech] for speech in chosen["speech"]]
    return [(name, link.removeprefix("../")) for name, link in zip(chosen["name"], links, strict=True)]


def mark_findings(chapter: Path, told: Sequence[Told]) -> None:
    """Set an anchor before the cell of a notebook that states a finding; the first cells sum up, so the last one is taken."""
    asked = [each for each in told if each.headline.notebook == chapter.stem]
    if not asked:
        return
    notebook = nbformat.read(chapter, as_version=4)
    for each in asked:
        places = [k for k, cell in enumerate(notebook.cells) if _states(cell, each.finding["sentence"])]
        if places:
            notebook.cells.insert(places[-1], new_markdown_cell(f'<span id="{each.anchor}"></span>'))
    nbformat.write(notebook, chapter)


def _states(cell: nbformat.NotebookNode, sentence: str) -> bool:
    texts = [output.get("data", {}).get("text/plain", "") for output in cell.get("outputs", ())]
    return any(sentence in text for text in texts)


def name_shelf(study: str, language: str) -> str:
    """What the front page calls the speeches of a study; in English, the title of their page."""
    return "" if language == "en" else str(front()["texts"].get(study, {}).get(language, study))


def chinese_title(chapter: Path, title: str, question: str) -> tuple[str, str]:
    """The title and question of a notebook in Chinese, or those given if there is none."""
    known = front()["notebooks"].get(chapter.stem, {})
    return known.get("title", title), known.get("question", question)
