"""Passages side by side: the words as they stand, every edit in words as well as in colour, nothing that acts as markup."""

from html.parser import HTMLParser

import pandas as pd

from koujing.borrowing.edit_rows import changed
from koujing.borrowing.edits import edits
from koujing.show.borrowing_view import side_by_side

WAS, NOW = "，市县乡村要加大资金扶持<b>", "，县乡村要加大技术指导<b>，抓落实"


class Reader(HTMLParser):
    """The words of each paragraph without labels, the labels, and what stands in list items."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.paragraphs: list[str] = []
        self.labels: list[str] = []
        self.items: list[str] = []
        self.feed(markup)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        known = dict(attributes)
        self.open.append((tag, known.get("class", "")))
        if tag == "p":
            assert known["lang"] == "zh-Hans"
            self.paragraphs.append("")
        if tag == "li":
            self.items.append("")

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag

    def handle_data(self, data):
        tags = [tag for tag, _ in self.open]
        if "small" in tags or ("span", "kj-hidden") in self.open:
            self.labels.append(data)
        elif "p" in tags:
            self.paragraphs[-1] += data
        if "li" in tags:
            self.items[-1] += data


def passages(was: str, now: str) -> pd.DataFrame:
    place = {"source_a": "p", "speech_a": "p", "start_a": 100, "end_a": 100 + len(was)}
    other = {"source_b": "<c>", "speech_b": "<c>", "start_b": 7, "end_b": 7 + len(now)}
    return pd.DataFrame([place | other | {"changed": changed(edits(was, now), was, now)}])


def test_both_passages_are_whole_and_the_edits_are_named() -> None:
    page = side_by_side(passages(WAS, NOW), {"p": "甲" * 100 + WAS, "<c>": "乙" * 7 + NOW + "丙"})
    reader = Reader(page._repr_html_())
    assert reader.paragraphs == [WAS, NOW]
    assert {"level narrowed", "means exchanged", "[was: ", "[now: ", "[inserted: "} <= set(reader.labels)
    assert repr(page) == "1 passages side by side"


def test_without_the_texts_there_are_only_the_edits() -> None:
    reader = Reader(side_by_side(passages(WAS, NOW + "抓好春耕" * 6))._repr_html_())
    assert reader.paragraphs == []
    assert reader.items[0] == "replaced (level narrowed): 市县乡村 101–105 → 县乡村 8–11"
    assert reader.items[-1].startswith("inserted: nothing")
    assert "characters" in reader.items[-1]  # more than twenty characters are not quoted


def test_passages_that_agree_word_for_word_say_so() -> None:
    assert Reader(side_by_side(passages("抓落实", "抓落实"))._repr_html_()).items == ["no word changed"]


def test_nothing_is_loaded_from_elsewhere() -> None:
    markup = side_by_side(passages(WAS, NOW))._repr_html_()
    assert "http" not in markup
    assert "<script" not in markup
