"""Parallels, directives and metaphors: golden cases, laws of their spans, planted runs, and time on hostile texts."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from growing import BOUND, growth
from koujing import lexicons, read
from koujing.reading.structure import find_sections
from koujing.rhetoric import find_directives, find_metaphors, find_parallels, find_rhetoric

HERE = Path(__file__).parent
DATA = HERE.parents[1] / "data"


def cases(name: str) -> list[object]:
    with (HERE / name).open(encoding="utf-8") as lines:
        kept = (line for line in lines if not line.startswith("#"))
        rows = list(csv.DictReader(kept, delimiter="\t", quoting=csv.QUOTE_NONE))
    fails = [pytest.mark.xfail(strict=True)]
    return [pytest.param(row, marks=fails if row["status"] == "fails" else [], id=row["why"]) for row in rows]


@pytest.mark.parametrize("case", cases("parallels.tsv"))
def test_parallel_is_found_as_expected(case: dict[str, str]) -> None:
    text = case["text"]
    found = [f"{text[p.start : p.end]}/{p.frame}/{p.size}" for p in find_parallels(text)]
    assert " ; ".join(found) == case["expected"]


@pytest.mark.parametrize("case", cases("directives.tsv"))
def test_directive_is_found_as_expected(case: dict[str, str]) -> None:
    found = [f"{d.marker}/{d.force}/{d.addressee}" for d in find_directives(case["text"])]
    assert " ; ".join(found) == case["expected"]


@pytest.mark.parametrize("row", lexicons.load("metaphors"), ids=lambda row: row["word"])
def test_metaphor_is_told_from_the_literal_word(row: dict[str, str]) -> None:
    assert (row["field"], row["word"]) in {(m.field, m.word) for m in find_metaphors(row["case"])}
    assert row["word"] not in {m.word for m in find_metaphors(row["negative"])}


@pytest.mark.parametrize(
    "text",
    [
        "参加大病医疗保险，医院开展献血和输血。",
        "改良土壤，播种小麦，果树开花。",
        "抗日战争和解放战争中的战役，敌军的阵地和堡垒。",
        "修建公路桥梁，硬化乡村道路，衬砌灌溉渠道，人民生活水平提高。",
    ],
)
def test_literal_medicine_farming_war_and_building_are_no_metaphors(text: str) -> None:
    assert find_metaphors(text) == []


def test_a_series_of_items_is_one_run_over_sentences() -> None:
    text = "抓三件事。一是路要修好，先通主路。二是渠要清好，先清干渠。三是树要种好，先种山脚。"
    (run,) = find_parallels(text, find_sections(text))
    assert (text[run.start : run.end], run.frame, run.size) == (text[7 : text.index("，先种")], "N是X要Y好", 3)


def test_a_run_may_stand_inside_a_part_of_another() -> None:
    text = "果品产业要扩规模、强管理、打品牌；畜牧产业要建小区、防疫病、拓市场；蔬菜产业要换棚膜。"
    outer, first, second = find_parallels(text)
    assert outer.size == first.size == second.size == 3
    assert outer.start <= first.start < first.end <= second.start < second.end <= outer.end


def test_words_that_press_on_count_in_a_part_that_sets_tasks() -> None:
    text = "一、去年工作回顾\n修了渠。进一步加强管护。\n二、今年任务\n进一步加强管护。\n"
    assert [d.start for d in find_directives(text, find_sections(text))] == [text.rindex("进一步")]


def test_planted_runs_are_found() -> None:
    with (DATA / "sample-truth.csv").open(encoding="utf-8", newline="") as file:
        truth = [r for r in csv.DictReader(file) if r["table"] == "parallels" and r["borderline"] == "0"]
    found: dict[str, list[tuple[int, int]]] = {}
    for speech in read(DATA / "sample"):
        spans = [speech.raw_span(p.start, p.end) for p in find_parallels(speech.text, speech.sections)]
        found.setdefault(speech.source, []).extend(spans)
    wanted = [(r["source"], int(r["start"]), int(r["end"])) for r in truth]
    met = [any(_halves(a, b, *span) for span in found.get(source, [])) for source, a, b in wanted]
    assert sum(met) / len(met) >= 0.95  # measured: 47 of 48


def _halves(a: int, b: int, start: int, end: int) -> bool:
    return 2 * max(0, min(b, end) - max(a, start)) >= max(b - a, end - start)


ALPHABET = st.sampled_from(
    [*"要把抓到清的和与、，。；：“”\n一二是*15年不得各村我们将", "进一步", "必须", "攻坚战", "确保"]
)


@example("不要不把不")
@example("”。。“要把一、”和、”清与一，的抓”“”：的；。把与”的")
@given(st.lists(ALPHABET, max_size=80).map("".join))
def test_spans_lie_in_the_text_and_runs_overlap_only_by_nesting(text: str) -> None:
    for rows in find_rhetoric(text, ()).values():
        assert all(0 <= row.start < row.end <= len(text) for row in rows)
        assert [row.start for row in rows] == sorted(row.start for row in rows)
    runs = find_parallels(text)
    assert all(run.size >= 3 and run.frame for run in runs)
    for k, run in enumerate(runs):
        assert all(other.start >= run.end or other.end <= run.end for other in runs[k + 1 :])


@given(st.lists(ALPHABET, max_size=60).map("".join))
def test_a_line_in_front_moves_every_span(text: str) -> None:
    front = "今天是晴天。\n"
    for table, rows in find_rhetoric(text, ()).items():
        moved = [(row.start - len(front), row.end - len(front)) for row in find_rhetoric(front + text, ())[table]]
        assert moved == [(row.start, row.end) for row in rows]


@pytest.mark.parametrize(
    "unit",
    [
        "一",
        "1",
        "*",
        "、",
        "，",
        "要",
        "各",
        "要，",
        "抓一、",
        "把到，",
        "本村",
        "攻坚",
        "“",
        "各村要",
        "清、清，",
        "万亿",
    ],
)
def test_time_grows_no_faster_than_the_text(unit: str) -> None:
    assert growth(lambda text: find_rhetoric(text, ()), unit, 64_000) < BOUND
