"""Strips: every stretch lies within its file, and chrome behind the last speech lengthens it."""

import pandas as pd

from koujing.measures.state import ASIDE, BARE, VOICE, strip_files


def spans(**columns):
    return pd.DataFrame(columns)


DOCUMENTS = spans(source=["a", "a", "b"], start=[0, 50, 0], end=[50, 80, 10])
SECTIONS = spans(
    source=["a", "a", "a", "b"], depth=[0, 1, 2, 0], part=["other", "tasks", "tasks", "other"],
    start=[0, 50, 60, 0], end=[50, 80, 70, 10],
)  # fmt: skip
VOICES = spans(source=["b"], start=[2], end=[10])
CHROME = spans(source=["a"], start=[80], end=[100])


def test_parts_chrome_and_voices_are_shares_of_their_file():
    table = strip_files(DOCUMENTS, SECTIONS, VOICES, CHROME)
    assert table.to_numpy().tolist() == [
        ["a", BARE, 0.0, 0.5],
        ["a", "tasks", 0.5, 0.8],
        ["b", BARE, 0.0, 1.0],
        ["a", ASIDE, 0.8, 1.0],
        ["b", VOICE, 0.2, 1.0],
    ]


def test_without_voices_and_chrome_the_parts_stand_alone():
    table = strip_files(DOCUMENTS, SECTIONS, VOICES[:0], CHROME[:0])
    assert table["high"].tolist() == [0.625, 1.0, 1.0]


def test_only_the_files_asked_for_are_cut():
    table = strip_files(DOCUMENTS[2:], SECTIONS, VOICES, CHROME)
    assert table["source"].tolist() == ["b", "b"]
