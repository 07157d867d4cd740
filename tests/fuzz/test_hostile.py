"""Hostile texts and files: whatever they hold they are read and coded, or refused with what to do about it."""

from __future__ import annotations

from itertools import islice

import hostile
import pytest
from laws import check_coded

import koujing
from koujing.reading import ReadingError, read_file, read_string
from koujing.speech import Corpus


def budget(few: int) -> pytest.MarkDecorator:
    """A few cases in the ordinary run, forty times as many in a slow one, each from a seed of its own."""
    many = pytest.param(1, 40 * few, marks=pytest.mark.slow, id="many")
    return pytest.mark.parametrize(("seed", "n"), [pytest.param(0, few, id="few"), many])


@budget(500)
def test_a_hostile_text_is_read_and_coded(seed, n):
    for text in hostile.texts(seed, n):
        check_coded(read_string(text, "a", markup="<" in text))


@budget(500)
def test_a_hostile_file_is_read_and_coded_or_refused_with_what_to_do(tmp_path, seed, n):
    refused = []
    for suffix, data in hostile.files(seed, n):
        path = tmp_path / f"a{suffix}"
        path.write_bytes(data)
        try:
            check_coded(read_file(path, "a"))
        except ReadingError as error:
            refused.append(error.problem)
    assert all(problem.hint and "\n" not in problem.what for problem in refused)
    assert n / 10 < len(refused) < n / 1.2  # neither harmless nor hopeless


@budget(50)
def test_what_hostile_texts_are_coded_to_is_saved(tmp_path, seed, n):
    documents = [read_string(text, f"s{k}") for k, text in enumerate(hostile.texts(seed, n))]
    study = koujing.code(Corpus(tuple(documents)))
    study.save(tmp_path, "parquet")
    again = koujing.open_study(tmp_path)
    assert {name: len(frame) for name, frame in again.frames.items()} == {name: len(frame) for name, frame in study.frames.items()}


def test_the_same_seed_makes_the_same_texts_and_files():
    assert list(hostile.texts(3, 20)) == list(hostile.texts(3, 20))
    assert list(islice(hostile.files(3, 20), 20)) == list(hostile.files(3, 20))
