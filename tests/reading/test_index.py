"""The index of a passage: a wording is found wherever its pattern finds it."""

from importlib import import_module

import hostile
import pytest

from koujing.reading.metadata import genre
from koujing.reading.metadata.index import INDEXED, IndexedText, Wording, wording

READERS = ("counting", "events", "gazetteer", "genre", "office")
WORDINGS = {
    f"{reader}.{name}": found
    for reader in READERS
    for name, found in vars(import_module(f"koujing.reading.metadata.{reader}")).items()
    if isinstance(found, Wording)
}
RARE = "要编制好“十三五”发展规划。今年是贯彻落实党的十八大精神的开局之年。总理在报告中说，要修路。"
TEXTS = [RARE, *hostile.cases(), *hostile.texts(6, 150)]


@pytest.mark.parametrize("name", WORDINGS)
def test_a_wording_is_found_wherever_its_pattern_is(name):
    own = WORDINGS[name]
    n_found = 0
    for text in TEXTS:
        passage = IndexedText.of(text)
        for stop in (len(text), len(text) // 2):
            found = [m.span() for m in passage.matches(own, stop)]
            assert found == [m.span() for m in own.pattern.finditer(text, 0, stop)], text
            n_found += len(found)
    assert n_found  # the law says nothing of a wording that no text has


def test_reported_speech_is_found_wherever_its_pattern_is():
    for text in TEXTS:
        found = [m.span() for m in genre._reported(IndexedText.of(text))]
        assert found == [m.span() for m in genre.REPORTED.finditer(text)], text


def test_what_begins_with_another_character_cannot_be_looked_up():
    assert "丙" not in INDEXED
    with pytest.raises(ValueError, match="not found"):
        list(IndexedText.of("丙丁").matches(wording("丙", "丙丁")))
