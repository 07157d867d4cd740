"""Half of a surrogate pair in a wording that is asked for, or in a passage: a clear answer, as no table or page can hold it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import koujing
from koujing.opening import sample_folder

HALF = "水\ud800渠"
PASSAGE = "同志们：修好\ud800水渠，再修三条路，把坏了的闸门换成新的\udfff。"


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> koujing.Study:
    folder = tmp_path_factory.mktemp("texts")
    Path(folder, "a.txt").write_text("# 讲话\n推进“三清”，即清河、清渠、清沟。修好水渠。\n", encoding="utf-8")
    return koujing.code(folder)


@pytest.mark.parametrize(
    "ask",
    [
        lambda study: koujing.rates(study, HALF),
        lambda study: koujing.rates(study, HALF, synonyms=True),
        lambda study: koujing.dispersion(study, HALF),
        lambda study: koujing.collocates(study, HALF),
        lambda study: koujing.genealogy(HALF, study),
        lambda study: koujing.explore(study.leave_out("sentences"), HALF),
        lambda study: study.where(speaker=HALF),
    ],
)
def test_a_wording_with_half_a_pair_is_in_no_text(study: koujing.Study, ask: Callable[[koujing.Study], Any]) -> None:
    with pytest.raises(ValueError, match=r"ud800") as raised:
        ask(study)
    assert not isinstance(raised.value, UnicodeError)


def test_no_series_has_such_a_name(study: koujing.Study) -> None:
    with pytest.raises(KeyError, match=r"no known series is called .*ud800"):
        study.series(HALF)


def test_a_passage_is_compared_and_shown_with_the_sign_for_what_is_lost() -> None:
    (edit,) = koujing.edits(PASSAGE, PASSAGE.replace("三", "四"))
    assert (edit.kind, PASSAGE[edit.start_a : edit.end_a]) == ("replaced", "三条")
    row = {f"{name}_{side}": value for side in "ab" for name, value in {"source": "x", "speech": "x", "start": 0, "end": 12}.items()}
    page = koujing.side_by_side(pd.DataFrame([row | {"changed": ""}]), {"x": PASSAGE})._repr_html_()
    assert "修好\ufffd水渠".encode() in page.encode()


def test_speeches_of_a_program_are_compared_like_any_other() -> None:
    a, b = (koujing.reading.read_string(f"# {name}\n{PASSAGE * 3}\n", name).speeches[0] for name in ("甲", "乙"))
    assert len(koujing.borrowings(a, b)) > 0


def test_the_sample_has_none_to_find() -> None:
    with pytest.raises(ValueError, match="no term or word"):
        koujing.rates(sample_folder(), "\udfff")
