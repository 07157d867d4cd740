"""HTML is read at its visible text, and every span of it covers the tags inside."""


import pytest

from growing import BOUND, growth
from koujing.reading import read_string
from koujing.reading.files.markup import read_markup

# label, source, visible text, why
GOLDEN = [
    ("paragraphs", "<p>修路。</p><p>架桥。</p>", "\n修路。\n\n架桥。\n", "elements that stand on their own lines"),
    ("inline", "修<b>路</b>和<a href='x'>桥</a>", "修路和桥", "elements inside a line leave no trace"),
    ("self-closing", "修路<br/>架桥<br>种树", "修路\n架桥\n种树", "with and without the slash"),
    ("script and style", "<style>p{}</style>修路<script>if (a<b) c('</p>')</script>", "\n修路\n", "hidden with their content"),
    ("title", "<title>网站</title><p>修路</p>", "\n\n修路\n", "the window's title is not on the page"),
    ("head without end", "<html><head><meta charset=utf-8><body>修路", "\n\n修路", "HTML lets the head end unsaid"),
    ("comment", "修<!-- <p>旧</p> -->路", "修路", "with the tags inside it"),
    ("comment never closed", "修路<!-- 旧", "修路", "takes the rest, as in a browser"),
    ("script never closed", "修路<script>旧", "修路\n", "the same"),
    ("declaration", "<!DOCTYPE html><?xml version='1.0'?>修路", "修路", "not shown"),
    ("conditional comment", "<![if IE]>修路<![endif]>", "修路", "a comment to other browsers"),
    ("greater-than in an attribute", '<a title="1>0">修路</a>', "修路", "the tag ends behind the quoted value"),
    ("quotation mark never closed", '<a title="x>修路</a>', "修路", "the tag ends at the first >"),
    ("capitals", "<P>修路</P><SCRIPT>x</Script>", "\n修路\n\n", "names in any case"),
    ("unclosed tag", "修路<p", "修路<p", "no tag without its end: shown"),
    ("less-than", "若3<5，修路", "若3<5，修路", "no tag name follows"),
    ("flattened title", "印发<山区条例>", "印发<山区条例>", "a name in Chinese is no tag: left for the repair of brackets"),
    ("references", "甲&amp;乙&lt;丙&#22823;&#x5927;", "甲&乙<丙大大", "named, decimal, hexadecimal"),
    ("reference without semicolon", "甲&ltt", "甲<t", "as browsers read it"),
    ("no-break space", "甲&nbsp;乙", "甲 乙", "a plain space"),
    ("unknown reference", "甲&unbekannt;乙 R&D", "甲&unbekannt;乙 R&D", "stays as it is"),
    ("raised and lowered", "12km<sup>2</sup>，10<SUP>4</SUP>，CO<sub>2</sub>，路<sup>[1]</sup>", "12km²，10⁴，CO₂，路[1]", "not 104"),
    ("plain", "修路架桥", "修路架桥", "no markup"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "source", "expected", "why"), GOLDEN, ids=[case[0] for case in GOLDEN])
def test_visible_text(label, source, expected, why):
    assert read_markup(source).text.text == expected, why


def test_a_span_over_a_tag_covers_it_in_the_source():
    raw = "<p>投资2024<b>万</b>元。</p>"
    speech = read_string(raw, "a", markup=True).speeches[0]
    at = speech.text.index("2024")
    assert speech.text[at : at + 6] == "2024万元"
    assert speech.raw_text(at, at + 6) == "2024<b>万</b>元"


def test_damage_is_repaired_across_tags_and_references():
    raw = "<p>贷款l<i>6</i>7亿元，改造26。<b>54</b>万户，甲&amp;乙，增强主动*。</p>"
    document = read_string(raw, "a", markup=True)
    assert document.speeches[0].text.strip() == "贷款167亿元，改造26.54万户，甲&乙，增强主动性。"
    assert [(r.was, r.now, r.kind) for r in document.repairs] == [
        ("l", "1", "ocr_digit"), ("。", ".", "decimal_stop"), ("&amp;", "&", "reference"), ("*", "性", "mask"),
    ]  # fmt: skip


def test_markup_is_set_aside_and_chrome_with_its_own_reason():
    raw = "<h1>大会召开</h1><p>2020-12-13</p><p>今天开会。</p>"
    aside = {(raw[s.start : s.end], s.why) for s in read_string(raw, "a", markup=True).set_aside}
    assert ("2020-12-13", "page data") in aside
    assert ("</h1>", "markup") in aside


def test_a_no_break_space_around_the_text_is_markup_too():
    document = read_string("<p>&nbsp;</p>\n相关文章\n甲", "a", markup=True)
    assert (3, 9, "markup") in {(s.start, s.end, s.why) for s in document.set_aside}


HOSTILE = ["<a", "<a ", "<a x='", '<a "', "</", "<!", "<!--", "<![", "<?", "&", "&#", "<script", "<title>", "<p>字"]


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_markup_is_read_in_linear_time(piece):
    assert growth(read_markup, piece, 300_000) < BOUND


PAGE = """<html><body>
<div><a href="/">首页</a> <a href="/zw">政务</a> | <a href="/xw">新闻</a></div>
<nav><ul><li>机构设置</li></ul></nav>
<div>当前位置：<a href="/">首页</a> &gt; 领导讲话</div>
<h1>在植树动员会上的讲话</h1>
<div>发布时间：2019-03-12&nbsp;来源：县政府办&nbsp;浏览次数：<span>128</span>次【字体：大 中 小】</div>
<p>同志们：今年要种树<b>3万</b>亩，见<a href="/gz">本月工作安排</a>，大家抓紧。</p>
<footer>某县人民政府 备案号5号</footer></body></html>"""


def test_menus_page_data_and_furniture_are_no_part_of_the_speech():
    speech = read_string(PAGE, "page", markup=True).speeches[0]
    assert speech.text.split() == ["在植树动员会上的讲话", "同志们：今年要种树3万亩，见本月工作安排，大家抓紧。"]
    assert speech.metadata["title"] == "在植树动员会上的讲话"  # title: speech at a tree-planting rally


def test_furniture_that_is_never_closed_takes_nothing_with_it():
    assert "今年要种树" in read_string("<nav>首页<p>今年要种树3万亩。", "page", markup=True).speeches[0].text
