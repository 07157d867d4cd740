"""The search of the site: parts of Chinese words, numbers however written, English for Chinese, pages and coded rows."""

from pathlib import Path
from typing import Any
from urllib.parse import quote

import pandas as pd
import pytest

from browsing import needs_chromium
from koujing.show.display import search_table
from koujing.site.assets import as_script, gloss_lines
from koujing.site.search_index import Page

ROOT = Path(__file__).parents[1]


def places(markup: str, **how: bool) -> list[tuple[str, str]]:
    page = Page(**how)
    page.feed(f"<nav>menu</nav><article>{markup}</article><footer>end</footer>")
    return page.places


def test_a_place_is_a_block_of_text_under_the_nearest_anchor():
    markup = """<section id="a"><h1>Title<a class="headerlink" href="#a">¶</a></h1><p>One <em>two</em><br>three</p>
    <section id="b"><h2>Next</h2><ul><li>four</li><li id="c">five</li></ul></section><p>six</p></section>"""
    assert places(markup) == [("a", "Title"), ("a", "One twothree"), ("b", "Next"), ("b", "four"), ("c", "five"), ("a", "six")]


def test_a_row_of_a_table_is_one_place():
    markup = '<table><tr><td><p>一</p></td><td><p>two</p></td></tr><tr id="r"><td>三</td><td></td><td>four</td></tr></table>'
    assert places(markup) == [("", "一 · two"), ("r", "三 · · four")]


def test_code_that_is_folded_scripts_pictures_and_coded_rows_are_passed_over():
    markup = """<div class="cell_input x"><pre>code</pre></div><script>var a</script><svg><text>x</text></svg>
    <div class="kj-rows"><ol><li id="f00">行</li></ol></div><img alt="a plot"><pre>shown</pre>"""
    assert places(markup) == [("", "a plot"), ("", "shown")]


def test_every_row_of_a_packed_table_is_a_place_unless_its_page_has_them_from_the_study():
    frame = pd.DataFrame({"term": ["<b>", "赤字"], "n": [1, 2]})
    markup = search_table(frame, ["term", "n"], "k", preview=1)._repr_html_()
    assert places(markup) == [("k=", "<b> · 1"), ("k=", "赤字 · 2")]
    assert places(markup, with_tables=False) == []


@pytest.mark.parametrize("markup", ["<p>a</b></i>", "</div></div><p>a", "<p>a<!-- b --></p>"])
def test_markup_out_of_order_loses_nothing(markup: str):
    page = Page()
    page.feed(f"<article>{markup}<p>b</p></article>")
    assert [text for _, text in page.places] == ["a", "b"]


def test_a_term_keeps_its_own_english_and_lends_its_abbreviation():
    glosses = dict(reversed(line.split("\t")) for line in gloss_lines())
    english = {term: said for terms, said in glosses.items() for term in terms.split()}
    assert english["国内生产总值"] == "gross domestic product, GDP"
    assert "growth" not in english["国民经济"]
    assert all(len(term) > 1 for term in english)


@pytest.mark.parametrize("bundle", ["var a=1;", "var a=1;export{a as b}"])
def test_a_bundle_of_another_kind_is_refused(bundle: str):
    with pytest.raises(ValueError, match="no default export"):
        as_script(bundle)


def test_the_index_of_the_whole_site_is_small(site: Path):
    assert 1_000_000 < (site / "_static/search-index.js").stat().st_size <= 3_000_000
    assert not (site / "searchindex.js").exists()


@needs_chromium
@pytest.mark.parametrize(
    ("query", "address", "shown"),
    [
        ("赤字率", "speeches/work-reports/2025.html#", "赤字率"),
        ("deficit ratio", "speeches/work-reports/2025.html#", "赤字率"),
        ("5175", "speeches/poverty-alleviation/004_", "5175元"),
        ("5,175", "speeches/poverty-alleviation/004_", "5175元"),
        ("GDP", "reference/glossary.html#glossary=GDP", "gross domestic product"),
        ("1260000000", "speeches/sample/county.html#", "l2。6亿元"),
        ("两不愁三保障", "speeches/", "两不愁"),
        ("log ratio", "docs/measures.html#", "log ratio"),
    ],
)
def test_what_is_looked_for_is_found_with_its_address_and_its_surroundings(site: Path, visit: Any, query: str, address: str, shown: str):
    reader = visit()
    page = reader.open(site / "search.html", f"?q={quote(query)}")
    told = "found => found.flatMap(each => [...each.querySelectorAll('a')].map(a => `${a.href} ${each.innerText}`))"
    results = page.eval_on_selector_all("#search-results li", told)
    assert any(address in result and shown.lower() in result.lower() for result in results), results[:10]
    assert (reader.outside, reader.errors) == ([], [])


@needs_chromium
def test_a_number_is_not_found_inside_another(site: Path, visit: Any):
    page = visit().open(site / "search.html", "?q=175")
    around = """marks => marks.map(mark => (mark.previousSibling?.textContent.at(-1) ?? "") + (mark.nextSibling?.textContent[0] ?? ""))"""
    neighbours = page.eval_on_selector_all("#search-results mark", around)
    assert set(page.locator("#search-results mark").all_inner_texts()) == {"175"}
    assert not any(sign.isdigit() for pair in neighbours for sign in pair)


@needs_chromium
def test_results_follow_what_is_typed_and_the_whole_wording_comes_first(site: Path, visit: Any):
    page = visit().open(site / "search.html")
    page.fill("form.kj-search input", "三农")
    page.wait_for_function("document.querySelector('output').innerText.includes('found')")
    first = page.locator("h2:has-text('Rows') + ol li").first.inner_text()
    assert first.startswith("三农")
    page.fill("form.kj-search input", "蝙蝠蘑菇螃蟹")
    page.wait_for_function("document.querySelector('output').innerText === '0 pages and 0 table rows found'")
    assert page.locator("#search-results li").count() == 0


@needs_chromium
def test_a_result_of_a_packed_table_opens_it_with_its_rows(site: Path, visit: Any):
    reader = visit()
    page = reader.open(site / "search.html", f"?q={quote('单位国内生产总值能耗')}")
    page.locator("a[href*='glossary.html#glossary=']").first.click()
    page.wait_for_selector("[data-koujing=glossary] .dt-info")
    assert page.locator("[data-koujing=glossary] tbody tr").count() == 1
    assert (reader.outside, reader.errors) == ([], [])


@needs_chromium
def test_the_search_of_the_sidebar_leads_to_the_results(site: Path, visit: Any):
    page = visit().open(site / "docs/terms.html")
    page.fill(".sidebar-search", "赤字率")
    page.press(".sidebar-search", "Enter")
    page.wait_for_selector("#search-results li")
    assert "赤字率" in page.inner_text("#search-results")
