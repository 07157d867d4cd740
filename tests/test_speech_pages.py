"""The pages of speeches, from invented coded tables: complete, safe, and without a sentence that no table holds."""

import re
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbformat.v4 import new_markdown_cell, new_notebook

from koujing import code, read
from koujing.across import schemas
from koujing.dataframes import typed
from koujing.show import links
from koujing.show.links import page_names
from koujing.site import Shelf, build_site
from koujing.site.row_list import NOTHING
from koujing.site.shelves import write_shelves
from koujing.site.speech_page import raw
from koujing.study import Study
from koujing.tables import row_ids

HOSTILE = "<script>alert(1)</script> [a](b) `c` ```\n# d $e$ &amp; 'f' \"g\""


def frame(table, *rows):
    cells = typed(pd.DataFrame(list(rows)), schemas()[table])
    return cells.assign(id=row_ids(table, "a", cells["start"], cells["end"])) if schemas()[table].has_spans else cells


def spans(**cells):
    return {"source": "a", "speech": "a#1", "section": 0, "start": 0, "end": 9} | cells


def study(**frames):
    documents = [
        {"source": "a", "speech": "a#1", "title": "在会上的讲话", "date": "2016-05", "level": "county", "county": "云岭县",
         "genre": "speech", "n_han": 90, "n_sentences": 2, "start": 0, "end": 100},
        {"source": "a", "speech": "a#2", "n_han": 0, "n_sentences": 0, "start": 100, "end": 120},
    ]  # fmt: skip
    empty = {table: frame(table) for table in schemas()}
    return Study("my study", empty | {"documents": frame("documents", *documents)} | frames)


FULL = study(
    evidence=frame(
        "evidence",
        spans(start=2, end=6, text="去年五月", field="date", says="2016-05"),
        spans(start=110, end=140, text="", field="county", says="云岭县"),
    ),
    set_aside=frame("set_aside", spans(speech="", start=105, end=150, why="byline")),
    repairs=frame(
        "repairs",
        spans(was="*", now="", kind="mask", certain=0),
        spans(start=9, end=10, was=",", now="，", kind="punctuation", certain=1),
    ),
    sections=frame(
        "sections",
        spans(depth=0, part="other", announced=2, end=20),
        spans(depth=1, ordinal="一、", heading="", part="review", start=20, end=60, announced=3, found=2),
        spans(depth=2, ordinal="一是", heading="修路", part="review", start=30, end=60),
    ),
    voices=frame("voices", spans(speaker="", role="副县长", verb="指出", start=10, end=60)),
    formulas=frame(
        "formulas",
        spans(text="三清", kind="numeral", count=3, head="清", members="底子清||票子清", start=40),
        spans(text="三清", kind="numeral", count=3, head="清", members="底子清||票子清", start=80),
    ),
    statistics=frame("statistics", spans(text="一两户", low=1, high=2, unit="户", kind="count", note="range", start=70)),
)  # fmt: skip


def written(folder: Path, *shelves: Shelf) -> dict[str, str]:
    write_shelves(shelves, folder)
    return {path.stem: path.read_text(encoding="utf-8") for path in folder.rglob("*.md")}


def section(page: str, heading: str) -> str:
    return page.split(f"\n## {heading}\n")[1].split("\n## ")[0]


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    return written(tmp_path_factory.mktemp("pages") / "speeches", Shelf(FULL))["a-1"]


@pytest.mark.parametrize(
    ("heading", "held"),
    [
        ("What it is", "<td>date</td> <td>2016-05</td> <td>去年五月 (text, 2–6)</td>"),
        ("What it is", "<td>county</td> <td>云岭县</td> <td>more than 20 characters (page, 110–140)</td>"),
        ("What it is", "<td>not known</td> <td>province, prefecture, body, organisation, speaker</td>"),
        ("How it compares with the other speeches", "<td>Han characters</td> <td>90</td> <td>45</td> <td>1 of 2"),
        ("How it compares with the other speeches", "<td>damaged per 10,000 Han characters</td> <td>111.1</td>"),
        ("The condition of the text", "<td>masked word</td> <td>1</td> <td>0</td> <td>1</td>"),
        ("The condition of the text", "<td>byline</td> <td>1</td> <td>45</td>"),
        ("How it is built", "0.0em\"><b>一、</b>… <small>review · 67% · announces 3 · has 2 · <strong>fewer than announced"),
        ("How it is built", "1.6em\"><b>一是</b>修路 <small>review · 50%</small>"),
        ("Who speaks", "<td>副县长</td> <td>副县长</td> <td>指出</td> <td>1</td> <td>50.0%</td>"),
        ("Slogans", "<td>底子清 | … | 票子清</td> <td>2</td> <td>40</td>"),
        ("Statistics", "</a></td><td>一两户</td><td>1–2</td><td>户</td>"),
        ("Every row, in the order of the text", '<td lang="zh">一两户</td><td>1–2 户 · kind count · note range</td>'),
        ("Every row, in the order of the text", "members 底子清 | … | 票子清 · not quoted"),
        ("Every row, in the order of the text", '<td lang="zh">* → ?</td><td>kind mask</td><td>not certain</td>'),
        ("Every row, in the order of the text", "9–10 , → ，</a>"),
        ("Every row, in the order of the text", '<td lang="zh">…</td><td>field county · says 云岭县</td>'),
    ],
)  # fmt: skip
def test_a_page_shows_what_was_coded(page: str, heading: str, held: str):
    assert held in section(page, heading)


def test_mended_punctuation_is_no_damage_but_is_counted_in_its_own_row(page: str):
    assert "<td>ASCII punctuation</td> <td>1</td>" in section(page, "The condition of the text")


def test_a_page_leads_to_its_neighbours_and_the_table_to_every_page(tmp_path: Path):
    pages = written(tmp_path / "speeches", Shelf(FULL))
    assert sorted(pages) == ["a-1", "a-2", "index"]
    assert re.search(r"\[all speeches\]\(index.md\) · \[a\\#2 →\]\(a-2.md\)", pages["a-1"])
    assert "](a-1.md) · [all speeches](index.md)\n" in pages["a-2"]
    assert re.findall(r'<a href="([^"]*)">', pages["index"]) == ["a-1.html", "a-2.html"]


def test_a_study_with_too_many_speeches_has_them_all_in_its_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(links, "MOST_PAGES", 1)
    pages = written(tmp_path / "speeches", Shelf(FULL))
    assert sorted(pages) == ["a-1", "index"]
    assert '<a href="a-1.html">' in pages["index"]
    assert "<td>a#2</td>" in pages["index"]


def test_what_was_not_found_is_said(tmp_path: Path):
    pages = written(tmp_path / "speeches", Shelf(study()))
    assert pages["a-1"].count(NOTHING) == 6
    assert "## The text" not in pages["a-1"]


def test_the_same_study_gives_the_same_bytes(tmp_path: Path):
    assert written(tmp_path / "one", Shelf(FULL)) == written(tmp_path / "two", Shelf(FULL))


def test_only_texts_that_may_be_shown_stand_in_full(tmp_path: Path):
    (tmp_path / "a.txt").write_text("同志们：去年修路5公里。", encoding="utf-8")
    corpus = read(tmp_path)
    without = written(tmp_path / "without", Shelf(code(corpus)))
    whole = written(tmp_path / "with", Shelf(code(corpus), {"a": corpus["a"]}))
    assert [("去年修路" in pages["a"], "in full" in pages["index"]) for pages in (without, whole)] == [(False, False), (True, True)]


def test_hostile_wording_stays_text_and_the_site_is_built_without_a_warning(tmp_path: Path):
    cells = dict.fromkeys(("title", "organisation", "date_evidence", "level", "province"), HOSTILE)
    documents = frame("documents", {"source": HOSTILE, "speech": HOSTILE, "n_han": 5, "start": 0, "end": 9, **cells})
    words = ["source", "speech", "speaker", "role", "verb", "text", "heading", "ordinal", "part", "members", "was", "kind", "says"]
    spoken = dict.fromkeys(words, HOSTILE)
    rows = {name: frame(name, spans(**spoken, depth=1)) for name in ("voices", "formulas", "statistics", "sections", "repairs", "evidence")}
    (tmp_path / "notebooks").mkdir()
    nbformat.write(new_notebook(cells=[new_markdown_cell("# Title\n\nQuestion?")]), tmp_path / "notebooks/01_a.ipynb")
    hostile = Study("a *study* <b>", study().frames | rows | {"documents": documents})
    build_site(tmp_path / "notebooks", tmp_path / "site", tmp_path / "figures", None, [Shelf(hostile)])
    pages = [path.read_text(encoding="utf-8") for path in tmp_path.glob("site/speeches/*/*.html")]
    assert len(pages) == 2
    for text in pages:
        assert "alert(1)" in text
        assert "<script>alert" not in text
        assert 'href="b"' not in text


@given(st.lists(st.text("aA#/. 1林_-", max_size=5)))
def test_page_names_are_plain_and_differ_whatever_the_case(names):
    pages = page_names(names)
    assert all(re.fullmatch(r"[A-Za-z0-9_-]+", page) for page in pages)
    assert len({page.lower() for page in pages} | {"index"}) == len(names) + 1


def test_a_fence_is_longer_than_any_in_it():
    assert raw("a\n`````\nb").startswith("``````")
    assert raw("a").startswith("```{raw} html\n")


EDITS = '[{"kind":"replaced","change":"name localised","was":"<b>","now":"县"},{"kind":"dropped","change":"","was":"很","now":""}]'
SHARED = {
    "source_a": "a", "speech_a": "a#1", "start_a": 10, "end_a": 30, "source_b": "a", "speech_b": "a#2", "start_b": 101, "end_b": 119,
    "kind": "borrowing", "similarity": 0.925, "changed": EDITS,
}  # fmt: skip


@pytest.mark.parametrize(("direction", "one", "other"), [("a to b", "gave to", "took from"), ("", "shares with", "shares with")])
def test_a_passage_that_two_speeches_share_leads_both_ways(tmp_path: Path, direction: str, one: str, other: str):
    shared = {"borrowings": pd.DataFrame([SHARED | {"direction": direction}])}
    pages = written(tmp_path / "speeches", Shelf(Study("my study", {name: FULL[name] for name in FULL.frames} | shared)))
    here, there = (section(pages[page], "What it took and gave") for page in ("a-1", "a-2"))
    (row,) = re.findall(r'<tr id="(\w+)">', here)
    assert f'<td>{one}</td><td><a href="a-2.html#{row}">a#2 101–119</a>' in here
    assert f'<tr id="{row}"><td><a href="#{row}">101–119</a></td><td>{other}</td><td><a href="a-1.html#{row}">' in there
    assert "borrowing · similarity 0.93 · 2 edits · &lt;b&gt; → 县 (name localised)</td>" in here


def test_a_study_that_was_not_compared_says_nothing_of_borrowing(page: str):
    assert "What it took and gave" not in page
