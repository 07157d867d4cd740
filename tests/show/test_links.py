"""Links from a notebook to the rows of speeches."""

import pandas as pd

from koujing.show import links
from koujing.show.links import link_statistics
from koujing.study import Study

DOCUMENTS = pd.DataFrame({"speech": ["甲#1", "甲#2", "1954"]})
STATISTICS = pd.DataFrame({"id": ["p", "q", "r"], "speech": ["甲#2", "1954", "1954"], "start": [7, 12, 30]})
STUDY = Study("my study", {"documents": DOCUMENTS, "statistics": STATISTICS})


def test_a_statistic_is_found_by_its_place_on_the_page_of_its_speech():
    assert link_statistics(STUDY) == {
        "p": "../speeches/my-study/2.html#statistics=7",
        "q": "../speeches/my-study/1954.html#statistics=12",
        "r": "../speeches/my-study/1954.html#statistics=30",
    }


def test_a_speech_without_a_page_has_no_links(monkeypatch):
    monkeypatch.setattr(links, "MOST_PAGES", 2)
    assert list(link_statistics(STUDY)) == ["p"]
