"""The front page: its numbers are those of the findings and of the tables, its links lead somewhere, own texts have their own."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from browsing import needs_chromium
from koujing import ledger, open_study
from koujing.opening import shipped_studies
from koujing.show.display import name_places
from koujing.show.findings import Findings, save_findings
from koujing.site.front_page import evidence, mark_findings, show_headlines
from koujing.site.headlines import Bar, Told, as_said, front, headlines, tell_headlines
from koujing.site.small_bars import draw_bars

ROOT = Path(__file__).parents[1]
TOLD, LEFT_OUT = tell_headlines(ROOT / "figures")
LANGUAGES = ["en", "zh"]
TYPED = re.compile(r"10,000|95 ?%")  # units and levels, which are no findings
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
PARTS = ("sentence", "basis", "caveat")


def of(key: str) -> Told:
    return next(each for each in TOLD if each.headline.key.format(study=each.study) == key)


def known(told: Told) -> set[float]:
    """Every number of a finding, also as a percentage, and those in its texts."""
    cells = [*told.finding.values(), *told.finding["data"].values()]
    numbers = {float(cell) for cell in cells if isinstance(cell, int | float)}
    texts = " ".join(cell for cell in told.finding["data"].values() if isinstance(cell, str))
    return numbers | {100 * number for number in numbers} | {float(cell) for cell in NUMBER.findall(texts)}


def test_the_front_page_tells_eight_findings_two_or_more_of_each_kind():
    kinds = Counter(each.headline.about for each in TOLD)
    assert (len(TOLD), LEFT_OUT) == (8, [])
    assert set(kinds) == {"slogans", "words", "statistics"}
    assert min(kinds.values()) >= 2
    assert {"poverty-alleviation", "work-reports"} <= {each.study for each in TOLD}


@pytest.mark.parametrize("line", headlines(), ids=lambda line: line.key)
def test_no_number_is_typed_in_a_headline(line: Any):
    for language in LANGUAGES:
        templates = [*line.words(language).values(), *(bar[language] for bar in line.bars)]
        for template in templates:
            assert not re.search(r"\d", TYPED.sub("", re.sub(r"\{[^}]*\}", "", template))), template


@pytest.mark.parametrize("told", TOLD, ids=lambda told: told.anchor)
def test_every_number_of_a_headline_is_one_of_its_finding(told: Told):
    for language in LANGUAGES:
        said = " ".join(told.say(part, language) for part in PARTS) + " " + " ".join(bar.shown for bar in told.bars(language))
        numbers = NUMBER.findall(TYPED.sub("", said))
        assert numbers
        for number in numbers:
            decimals, value = len(number.partition(".")[2]), float(number.replace(",", ""))
            assert any(abs(value - abs(cell)) <= 0.5001 * 10**-decimals for cell in known(told)), (number, said)


def test_the_share_of_slogans_in_one_text_alone_is_that_of_the_table():
    told, formulas = of("poverty-alleviation: slogans"), open_study("poverty-alleviation")["formulas"]
    texts = formulas.groupby("bundle")["speech"].nunique()
    alone, all_of_them = int((texts == 1).sum()), len(texts)
    assert f"{alone / all_of_them:.0%}" in told.say("sentence", "en")
    assert f"{all_of_them} 个提法" in told.say("sentence", "zh")


def test_the_rise_of_slogans_is_that_of_the_tables():
    study = open_study("work-reports")
    documents = study.documents[study.documents["genre"] == "work report"]
    year = documents["date"].str[:4].astype(int)
    uses = study["formulas"].query("kind != 'plan'")["speech"].value_counts()
    sentence = of("work-reports: rise since 1993–2002").say("sentence", "en")
    for some in (documents[year >= 2013], documents[year.between(1993, 2002)]):
        rate = 10_000 * uses.reindex(some["speech"], fill_value=0).sum() / some["n_han"].sum()
        assert f"{rate:.1f}" in sentence


def test_the_card_on_promises_says_how_many_were_met_without_the_doubtful_rows():
    told, study = of("work-reports: kept"), open_study("work-reports")
    clear = ledger(study.series(), study.documents).query("verdict in ('met', 'missed') and certainty >= 0.9")
    share = f"{(clear['verdict'] == 'met').mean():.0%}"
    assert share != f"{told.finding['value']:.0%}"
    assert f"{share} of {len(clear)}" in told.say("caveat", "en")
    assert f"{len(clear)} 个里兑现 {share}" in told.say("caveat", "zh")


def test_the_watchwords_follow_each_other_as_the_sentence_says():
    told = of("turn")
    each = [bar.label.split()[-1] for bar in told.bars("en")]
    order = [word for word, before in zip(each, ["", *each], strict=False) if word != before]
    assert re.findall(r"双联|精准|攻坚", told.say("sentence", "en")) == order == re.findall(r"双联|精准|攻坚", told.say("sentence", "zh"))


@pytest.mark.parametrize("told", TOLD, ids=lambda told: told.anchor)
def test_a_chinese_headline_is_chinese(told: Told):
    texts = [*(told.say(part, "zh") for part in told.headline.zh), *(bar.label for bar in told.bars("zh"))]
    assert re.findall(r"\b[a-z]{2,}\b", " ".join(texts).replace("koujing", "")) == []


@pytest.mark.parametrize("told", TOLD, ids=lambda told: told.anchor)
def test_a_headline_leads_to_rows_of_several_times(told: Told):
    study = open_study(told.study)
    found = evidence(told.headline.rows, study)
    names = name_places(study.documents).tolist()
    assert 1 < len(found) <= 4
    assert all(name in names for name, _ in found)
    table = study[told.headline.rows["table"]]
    if "id" in table:
        assert all(link.partition("#")[2] in set(table["id"]) for _, link in found)


def test_speeches_are_named_by_place_and_date_and_not_by_their_file():
    page = show_headlines(TOLD, [], {name: open_study(name) for name in shipped_studies()}, "en")
    assert "泾川县 2013" in page
    assert not re.search(r">[^<]*(?<![\d,])00\d(?:#\d)?\b", page)


def own(folder: Path, name: str) -> Path:
    findings = Findings()
    findings.add(f"{name}: densest", 54.2, "{value}", n=3, study=name, top=name, median=11.2, uses=5, most=2, bundle="b")
    findings.too_few(f"{name}: kept", "a rate of promises kept", 0, 5, "targets", study=name)
    save_findings(findings, folder / "03_slogans.findings.json")
    save_findings([finding for finding in findings if "kept" in finding.key], folder / "05_statistics.findings.json")
    return folder


def test_own_texts_have_their_own_findings_and_hear_what_is_left_out(tmp_path: Path):
    told, left_out = tell_headlines(own(tmp_path, "mine"), "mine")
    assert [each.say("sentence", "en") for each in told] == [
        "Slogans are thickest in mine: 54 per 10,000 characters, where the median text has 11."
    ]
    page = show_headlines(told, left_out, {}, "en")
    assert "Promises (too few targets for a rate of promises kept: 0 of the 5 it needs)" in page
    assert "Copied from last time (nothing of the kind in these texts)" in page
    assert "watchword" not in page
    assert "兑现了多少（数量不够：至少要 5，只有 0）" in show_headlines(told, left_out, {}, "zh")


def test_the_name_of_a_text_is_no_markup(tmp_path: Path):
    name = '<script>alert("1")</script>&{value}'
    told, left_out = tell_headlines(own(tmp_path, name), name)
    page = show_headlines(told, left_out, {}, "en")
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "{value}" in page


@pytest.mark.parametrize("name", ["丙县 2022-01-28", "丙县 county 2010", "丙县", "2014", "a#1 county", "丙" * 50_000])
def test_the_name_of_a_speech_stays_as_it_is_in_both_languages(name: str):
    assert [as_said(name, language) for language in LANGUAGES] == [name, name]


def test_a_gloss_follows_in_english_and_is_left_out_in_chinese():
    assert [as_said("广义货币M2增长 growth of broad money (M2)", language) for language in LANGUAGES] == [
        "growth of broad money (M2) (广义货币M2增长)", "广义货币M2增长",
    ]  # fmt: skip


def test_without_findings_nothing_is_told(tmp_path: Path):
    assert tell_headlines(tmp_path) == ([], [])


def test_an_anchor_stands_before_the_cell_that_states_a_finding_not_before_the_summary(tmp_path: Path):
    told = of("work-reports: kept")
    states = new_output("display_data", data={"text/plain": told.finding["sentence"]})
    path = tmp_path / f"{told.headline.notebook}.ipynb"
    nbformat.write(new_notebook(cells=[new_code_cell("1", outputs=[states]), new_code_cell("2", outputs=[states])]), path)
    mark_findings(path, TOLD)
    cells = nbformat.read(path, as_version=4).cells
    assert [cell.source for cell in cells] == ["1", f'<span id="{told.anchor}"></span>', "2"]


def test_bars_are_as_long_as_their_numbers_say():
    drawn = draw_bars([Bar("a", 50, "50", 40, 100), Bar("b", 25, "25"), Bar("c", float("nan"), "n/a")])
    assert [float(width) for width in re.findall(r'width="([\d.]+)" height', drawn)] == [118, 59, 0]
    assert re.findall(r"M([\d.]+) \d+H([\d.]+)", drawn) == [("94.4", "236.0")]
    assert "<title>a: 50; b: 25; c: n/a</title>" in drawn
    assert '<rect x="0" y="16" width="118.0"' in draw_bars([Bar("a", 0.5, "50%")], full=1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_of_the_front_page_leads_to_what_it_names(site: Path, language: str):
    page = (site / {"en": "index.html", "zh": "zh.html"}[language]).read_text(encoding="utf-8")
    cards = page[page.index('class="kj-headlines"') :].partition("<h2")[0]
    links = re.findall(r'href="((?:notebooks|speeches)/[^"]+)"', cards)
    assert len(links) >= 8 + 16
    for link in links:
        path, _, anchor = link.partition("#")
        assert f'id="{anchor}"' in (site / path).read_text(encoding="utf-8") if anchor else (site / path).is_file(), link


@needs_chromium
@pytest.mark.parametrize(("name", "language"), [("index", "en"), ("zh", "zh-Hans")])
@pytest.mark.parametrize(("width", "columns"), [(390, 1), (1280, 2)])
def test_cards_stand_in_two_columns_or_in_one_on_a_phone(site: Path, visit: Any, name: str, language: str, width: int, columns: int):
    page = visit(width=width).open(site / f"{name}.html")
    lefts = "[...document.querySelectorAll('.kj-headline')].map(card => Math.round(card.getBoundingClientRect().left))"
    assert len(set(page.evaluate(lefts))) == columns
    assert page.get_attribute("html", "lang") == language
    cut = "[...document.querySelectorAll('.kj-headline text')].some(t => t.getBoundingClientRect().right > innerWidth)"
    assert not page.evaluate(cut)


@needs_chromium
def test_the_switch_leads_to_chinese_and_back(site: Path, visit: Any):
    page = visit().open(site / "index.html")
    page.click("article a:has-text('中文')")
    assert "一分钟看发现" in page.inner_text("article")
    page.click("article a:has-text('English')")
    assert "Found in a minute" in page.inner_text("article")


def test_the_entries_of_the_findings_files_have_what_the_front_page_reads():
    for path in (ROOT / "figures").glob("*.findings.json"):
        for record in json.loads(path.read_text(encoding="utf-8")):
            assert {"key", "value", "low", "high", "n", "sentence", "data"} <= record.keys()


def test_every_notebook_has_a_chinese_title():
    assert {path.stem for path in ROOT.glob("notebooks/*.ipynb")} == front()["notebooks"].keys()
