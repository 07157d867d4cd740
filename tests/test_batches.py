"""Rows as Arrow tables: the same however they are given, cut into chunks and divided into speeches."""

import gc
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from koujing import batches, code, lexicons, partitions, read
from koujing.across import schemas
from koujing.arrowtables import settled
from koujing.batches import Batch

SAMPLE = Path(__file__).parents[1] / "data/sample"
REGIMES = {"speech": ["a", "a"], "term": ["改革", "开放"], "n_string": [3, 1], "n_word": [2, 1], "n_term": [1, 0], "n_nested": [2, 0]}


def table(*pieces):
    batch = Batch()
    for piece in pieces:
        batch.add("regimes", piece)
    return settled(batch.tables()["regimes"], schemas()["regimes"])


@pytest.mark.parametrize(
    "make",
    [tuple, np.array, pa.array, lambda cells: pa.array(cells).dictionary_encode() if isinstance(cells[0], str) else np.array(cells)],
    ids=["tuples", "numpy", "Arrow", "dictionaries"],
)
def test_cells_may_be_any_sequence(make):
    other = {name: make(cells) for name, cells in REGIMES.items()}
    assert table(other, other) == table(REGIMES, REGIMES)
    assert table(REGIMES, other, REGIMES) == table(other, REGIMES, other)


def test_a_missing_cell_is_missing_and_decimals_are_reals():
    frame = code(read(SAMPLE)).statistics
    assert frame["value"].dtype == "float64"
    assert frame["value"].isna().any()
    assert (frame["voice"] == "").any()


def test_chunks_make_no_difference(monkeypatch):
    whole = code(SAMPLE)
    monkeypatch.setattr(batches, "CHUNK", 1)
    for name, frame in code(SAMPLE).frames.items():
        pd.testing.assert_frame_equal(frame, whole[name], obj=name)


def test_how_often_garbage_is_searched_for_is_as_before_after_a_partition(tmp_path):
    before = gc.get_threshold()
    seen = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(partitions, "_code_file", lambda *_: seen.append(gc.get_threshold()[0]) or Batch())
        partitions.code_partition(lexicons.Lexicon(), tmp_path, [(tmp_path / "a.txt", "a", [])])
    assert (gc.get_threshold(), seen) == (before, [partitions.SEARCHED_AFTER])
