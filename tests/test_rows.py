"""Rows of a document: the cells that need more than the statistic itself."""

from __future__ import annotations

from pathlib import Path

from koujing import read
from koujing.coding import code_document
from rows_of import rows_of


def statistics(path: Path, text: str) -> list[dict[str, object]]:
    path.write_text(text, encoding="utf-8")
    return [row for document in read(path).documents for row in rows_of(code_document(document), "statistics")]


def test_the_period_has_the_raw_characters(tmp_path: Path) -> None:
    (statistic,) = statistics(tmp_path / "a.txt", "茶厂厂长在会上的讲话\n\n２０１５年，全厂修路12公里。\n")
    assert (statistic["period"], statistic["domain"], statistic["status"]) == ("２０１５年", "infrastructure", "reported")


def test_a_statistic_without_period_has_an_empty_cell(tmp_path: Path) -> None:
    (statistic,) = statistics(tmp_path / "a.txt", "茶厂厂长在会上的讲话\n\n全厂修路12公里。\n")
    assert statistic["period"] == ""


def test_a_statistic_has_the_voice_of_the_innermost_passage_around_it(tmp_path: Path) -> None:
    text = (
        "青禾县召开茶叶工作会议\n\n全县修路12公里。\n\n县长王大山在会上指出，去年建成茶厂21个。\n\n"
        "副县长李小河强调，今年要建成茶厂35个。\n"
    )
    found = {statistic["text"]: statistic["voice"] for statistic in statistics(tmp_path / "a.txt", text)}
    assert found == {"12公里": "", "21个": "王大山", "35个": "李小河"}
