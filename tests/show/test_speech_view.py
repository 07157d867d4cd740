"""The marked-up speech: well nested whatever crosses, complete, and safe whatever stands in the text."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koujing import code
from koujing.reading import read_string
from koujing.show.coded_rows import coded_rows
from koujing.show.speech_view import LAYERS, Mark, find_marks, mark_up, show_speech

HOSTILE = "<script>alert('1')</script> & \"quoted\" <b>"


class Reader(HTMLParser):
    """What a browser makes of a marked-up text: the text, the layers around each character, and every title."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.text, self.open, self.around, self.titles = "", [], [], []
        self.links, self.stops, self.ids = [], [], []
        self.feed(markup)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        known = dict(attributes)
        self.ids += [known["id"]] if "id" in known else []
        if tag == "a":
            assert "a" not in self.open
            assert set(known) <= {"class", "href", "tabindex", "data-kj", "aria-label"}
            self.links.append(known["href"])
            self.stops += [known["href"]] if "tabindex" not in known else []
            self.open.append("a")
            return
        assert tag == "span"
        assert set(known) <= {"class", "title", "data-kj", "id"}
        self.open.append(known.get("class", "row").removeprefix("kj-"))
        self.titles += [known["title"]] if "title" in known else []

    def handle_endtag(self, tag):
        assert self.open.pop() == "a" or tag == "span"

    def handle_data(self, data):
        self.text += data
        self.around += [sorted(layer for layer in self.open if layer != "a")] * len(data)


@st.composite
def marked(draw):
    text = draw(st.text("甲乙<>&\"'\n1", max_size=12))
    places = st.integers(0, len(text))
    rows = st.sampled_from(["", "p", "q"])
    spans = draw(st.lists(st.tuples(places, places, st.sampled_from(sorted(LAYERS)), rows), max_size=8))
    return text, [Mark(min(a, b), max(a, b), layer, f"<{k}>", row=row) for k, (a, b, layer, row) in enumerate(spans)]


@given(marked())
def test_marks_that_cross_are_well_nested_and_cover_what_they_covered(case):
    text, marks = case
    reader = Reader(mark_up(text, marks))
    assert reader.text == text
    for place, layers in enumerate(reader.around):
        assert layers == sorted(m.layer for m in marks if m.start <= place < m.end)
    assert {mark.title for mark in marks} <= {line for title in reader.titles for line in title.split("\n")}
    assert len(set(reader.ids)) == len(reader.ids)
    assert set(reader.ids) == {f"t-{mark.row}" for mark in marks if mark.row and mark.layer != "member"}
    assert len(set(reader.stops)) == len(reader.stops)


def test_the_outer_layer_stays_outside_whatever_is_longer():
    markup = mark_up("abc", [Mark(0, 3, "repair", "R"), Mark(1, 2, "voice", "V")])
    assert Reader(markup).around == [["repair"], ["repair", "voice"], ["repair"]]
    assert '<span class="kj-voice" title="V"><span class="kj-repair" title="R">b</span></span>' in markup


def test_a_title_tells_what_lies_around_but_not_who_speaks():
    marks = [Mark(0, 2, "voice", "V"), Mark(0, 2, "statistic", "F"), Mark(0, 1, "repair", "R")]
    assert Reader(mark_up("15", marks)).titles == ["V", "F", "R\nF"]


def test_a_voice_is_named_once_where_it_begins():
    markup = mark_up("abc", [Mark(0, 3, "voice", "V", "县长 指出"), Mark(1, 2, "statistic", "F")])
    assert markup.count("data-kj") == 1


@pytest.mark.parametrize(
    ("text", "layer", "shown", "title"),
    [
        ("贷款l67亿元。", "repair", "1", "letter l for 1: l → 1\nstatistic (money): 16,700,000,000 元"),
        ("贷款l67亿元。", "statistic", "167亿元", "statistic (money): 16,700,000,000 元"),
        ("增强坚定*。", "repair", "性", "masked word: * → 性"),
        ("20**年立项。", "open", "**", "masked word: **, not known what stood here"),
        ("即底数、问题“两个明确”。", "member", "底数", "member of 两个明确"),
        ("即底数、问题“两个明确”。", "formula", "两个明确", "formula (numeral)\ncount: 2\nhead: 明确\nmembers: 底数 | 问题"),
        ("好。\n一、今年任务\n要快。", "heading", "一、今年任务", "heading of depth 1, tasks"),
    ],
)
def test_hovering_shows_the_coding(text, layer, shown, title):
    speech = read_string("同志们：" + text, "a").speeches[0]
    marks = [mark for mark in find_marks(speech) if mark.layer == layer]
    assert shown in [speech.text[mark.start : mark.end] for mark in marks]
    titles = Reader(mark_up(speech.text, find_marks(speech))).titles
    assert any(found.startswith(title) for found in titles)


def test_dropped_characters_leave_a_place_that_names_them():
    speech = read_string("同志们：产值7 4亿元。", "a").speeches[0]
    (mark,) = [mark for mark in find_marks(speech) if mark.layer == "repair"]
    assert (mark.start, mark.end, mark.title) == (7, 7, "spaces inside: space → nothing")


def test_a_mended_mask_at_the_end_is_marked_whole():
    speech = read_string("同志们：农民工资*", "a").speeches[0]
    ends = [mark.end for mark in find_marks(speech) if mark.layer in ("repair", "open")]
    assert ends == [len(speech.text)]


def test_a_speech_shows_itself_and_nothing_in_it_acts():
    raw = f"同志们：{HOSTILE}贷款l67亿元。{HOSTILE}"
    speech = read_string(raw, HOSTILE).speeches[0]
    shown = speech._repr_html_()
    assert shown == show_speech(speech)
    assert "<script" not in shown
    assert "<b>" not in shown
    assert shown.count("&lt;script&gt;") == 3
    assert Reader(shown.split("tabindex=\"0\">")[1].removesuffix("</div>\n")).text == speech.text


def test_the_legend_names_what_occurs_and_how_often():
    shown = show_speech(read_string("同志们：修路5公里、6公里。", "a").speeches[0])
    assert '<span class="kj-statistic">statistic</span> <small>2</small>' in shown
    assert ">repaired<" not in shown


def test_a_mark_leads_to_its_row_and_every_row_has_a_place_in_the_text():
    speech = read_string("同志们：\n一、修路\n要贷款l67亿元，即底数、问题“两个明确”。", "a").speeches[0]
    rows = coded_rows(code(speech))
    reader = Reader(show_speech(speech, rows).split("tabindex=\"0\">")[1].removesuffix("</div>\n"))
    assert sorted(reader.ids) == sorted(f"t-{row}" for row in rows["id"])
    assert {link.removeprefix("#") for link in reader.links} == set(rows["id"])
    assert reader.text == speech.text


def test_a_speech_by_itself_links_nowhere():
    shown = show_speech(read_string("同志们：修路5公里。", "a").speeches[0])
    assert "<a " not in shown
    assert 'id="' not in shown
