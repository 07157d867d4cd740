"""A repaired text knows the raw characters of each of its own."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from koujing.reading import read_string
from koujing.repaired import RepairedText
from koujing.speech import Repair, Speech, Voice

# Numbers up to 30 cut a raw text of letters into edits: start, length, what stands there instead.
EDITS = st.lists(st.tuples(st.integers(0, 5), st.integers(1, 4), st.text("XY", max_size=3)), max_size=6)


def laid_out(steps):
    """Edits one behind the other: each begins so many characters behind the last."""
    edits, at = [], 0
    for gap, length, now in steps:
        edits.append((at + gap, at + gap + length, now))
        at += gap + length
    return edits, at + 3


def test_a_repair_of_the_same_length_maps_one_to_one():
    text = RepairedText.build("贷款l67亿", 0, 6, [(2, 3, "1")])
    assert text.text == "贷款167亿"
    assert [text.raw_span(i, i + 1) for i in range(6)] == [(i, i + 1) for i in range(6)]


def test_every_character_of_a_restored_word_points_at_its_mask():
    text = RepairedText.build("造福*群众", 0, 5, [(2, 3, "人民")])
    assert text.raw_span(2, 3) == text.raw_span(3, 4) == (2, 3)
    assert text.raw_span(4, 6) == (3, 5)


def test_a_span_over_dropped_characters_covers_them():
    text = RepairedText.build("8 .8%", 0, 5, [(1, 2, "")])
    assert text.raw_span(0, 4) == (0, 5)


def test_an_empty_span_is_empty_in_the_source_too():
    text = RepairedText.build("造福*群众", 0, 5, [(2, 3, "人民")])
    start, end = text.raw_span(3, 3)
    assert start == end


def test_an_empty_text_has_no_place():
    assert RepairedText.build("*", 0, 1, [(0, 1, "")]).raw_span(0, 0) == (0, 0)


@pytest.mark.parametrize("edits", [[(0, 2, "x"), (1, 3, "y")], [(3, 9, "x")]])
def test_edits_that_overlap_or_leave_the_range_are_refused(edits):
    with pytest.raises(ValueError, match="overlaps another edit or lies outside 0:5"):
        RepairedText.build("abcde", 0, 5, edits)


@given(EDITS)
def test_spans_agree_with_a_walk_over_the_edits(steps):
    edits, length = laid_out(steps)
    raw = "abcdefghijklmnopqrstuvwxyz" * 3
    expected, at = [], 0
    for start, end, now in [*edits, (length, length, "")]:
        expected += [(raw[i], i, i + 1) for i in range(at, start)]
        expected += (
            [(now, start + i, start + i + 1) for i, now in enumerate(now)]
            if len(now) == end - start
            else [(character, start, end) for character in now]
        )
        at = end
    text = RepairedText.build(raw, 0, length, edits)
    assert text.text == "".join(character for character, *_ in expected)
    starts, ends = text.raw_spans(np.arange(len(expected)), np.arange(len(expected)) + 1)
    assert list(zip(starts.tolist(), ends.tolist(), strict=True)) == [(start, end) for _, start, end in expected]
    assert text.raw_places(range(len(expected)), range(1, len(expected) + 1)) == (starts.tolist(), ends.tolist())
    few = range(min(len(expected), 3))
    assert text.raw_places(few, [k + 1 for k in few]) == (starts.tolist()[:3], ends.tolist()[:3])


@pytest.mark.parametrize(
    ("repair", "edit"),
    [
        (Repair(2, 3, "*", "性", "mask"), (2, 3, "性")),
        (Repair(2, 3, "*", "", "mask", False), None),
        (Repair(2, 3, " ", "", "spacing"), (2, 3, "")),
    ],
    ids=["restored", "unknown", "dropped"],
)
def test_an_unknown_mask_stays_and_a_space_is_dropped(repair, edit):
    assert repair.edit == edit


def test_a_corpus_names_its_speeches():
    from koujing.reading import Corpus

    corpus = Corpus((read_string("讲话稿[篇一]\n甲。\n讲话稿[篇二]\n乙。", "a"), read_string("丙。", "b")))
    assert [speech.id for speech in corpus] == ["a#1", "a#2", "b"]
    assert len(corpus) == 3
    assert corpus["b"].text == "丙。"
    with pytest.raises(KeyError, match="no speech 'c'; there are a#1, a#2, b"):
        corpus["c"]


def test_the_voice_at_a_place_is_that_of_the_innermost_passage():
    voices = (Voice(0, 9, "甲", "", ""), Voice(2, 6, "乙", "", "指出"), Voice(3, 5, "丙", "", "说"))
    text = RepairedText.build("修路架桥种树治水办学", 0, 10, [])
    speech = Speech("a", "a", text.text, 0, 10, text, voices=voices)
    assert [voice and voice.speaker for voice in speech.voice_at([0, 2, 3, 5, 6, 9])] == ["甲", "乙", "丙", "乙", "甲", None]
