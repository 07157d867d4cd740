"""The outline: headings and items as a tree, its parts, and announced counts."""

import os
from pathlib import Path

import pytest
from golden import load
from hypothesis import given
from hypothesis import strategies as st

from growing import BOUND, growth
from koujing.chinese.numerals import write_numeral
from koujing.reading import read_file
from koujing.reading.structure import count_han, find_sections

GOLDEN = load("sections.tsv")
FAILS = pytest.mark.xfail(reason="known failure", strict=True)


def written(text):
    """The outline as the golden cases have it: depth, ordinal, heading, and (announced/found) where there is either."""
    rows = []
    for s in find_sections(text):
        counts = f" ({s.announced or ''}/{s.found or ''})" if s.announced or s.found else ""
        rows.append(f"{s.depth} {s.ordinal}{s.heading}{counts}".strip())
    return " | ".join(rows)


@pytest.mark.parametrize(
    "case",
    [pytest.param(row, id=row["label"], marks=[FAILS] if row["status"] == "fails" else []) for row in GOLDEN],
)
def test_outlines(case):
    assert written(case["text"]) == case["expected"], case["why"]


# heading, part, gloss
HEADINGS = [
    ("一、去年工作回顾", "review", "review of last year's work"),
    ("一、过去五年的成就", "review", "the achievements of the past five years"),
    ("首先报告2001年的工作", "review", "first, a report on the work of 2001"),
    ("二、今年的任务", "tasks", "this year's tasks"),
    ("二、2016年重点工作", "tasks", "main work of 2016"),
    ("二、第二个五年计划概要", "tasks", "outline of the second five-year plan"),
    ("一、前两年计划的执行情况", "review", "how the plan was carried out in the first two years"),
    ("一、成就和今后的任务", "other", "achievements and tasks: both"),
    ("一、当前形势和任务", "other", "situation and tasks: both"),
    ("三、国际形势和对外政策", "other", "neither: the world"),
    ("三、促进祖国和平统一大业", "other", "neither: reunification"),
    ("四、一个故事", "other", "a story"),
]


@pytest.mark.parametrize(("heading", "part", "gloss"), HEADINGS, ids=[row[0] for row in HEADINGS])
def test_a_part_looks_back_or_sets_tasks_or_does_neither(heading, part, gloss):
    assert find_sections(f"开头。\n\n{heading}\n\n好。\n\n完。")[1].part == part, gloss


def parts(text):
    return [section.part for section in find_sections(text)]


def test_a_subsection_belongs_to_the_part_it_stands_in():
    text = "一、去年工作回顾\n好。\n（一）抓好修路\n通了。\n二、今年任务\n（一）过去的桥\n修。"
    assert parts(text) == ["other", "review", "review", "tasks", "tasks"]


def test_under_a_heading_with_two_parts_each_section_has_its_own():
    text = "一、成就和任务\n（一）去年的成绩\n好。\n（二）今年的安排和目标\n干。"
    assert parts(text) == ["other", "other", "review", "tasks"]


def test_where_headings_are_silent_the_wording_decides():
    did, must = "修了渠，种了树，打了井，通了路。", "要修渠，要种树，必须打井，确保通路。"
    assert parts(f"一、说水利\n{did}\n二、说道路\n{must}\n三、说房子\n{did}{must}") == [
        "other",
        "review",
        "tasks",
        "other",
    ]


def test_between_two_parts_of_tasks_stands_a_third():
    assert parts("一、主要任务\n干。\n二、说道路\n修。\n三、工作要求\n干。") == ["other", "tasks", "tasks", "tasks"]


def test_in_a_news_report_each_series_has_the_part_of_its_paragraph():
    did, must = "去年修了渠。一是水多了。二是粮多了。", "今年要更好。一要快。二要省。"
    assert parts(f"工作会\n县长说，{did}\n县长说，{must}") == ["other"] + 3 * ["review"] + 3 * ["tasks"]


def test_a_plan_speaks_of_what_is_to_come_from_its_first_line():
    assert parts("关于第九个五年计划草案的报告\n各位代表：\n产钢。")[0] == "tasks"


def test_the_matter_before_the_headings_and_the_announcement_of_a_section_without_points():
    sections = find_sections("同志们，下面我讲三点意见。\n一、回顾\n好。\n二、任务\n今年抓好12项工作。")
    assert [(s.announced, s.found) for s in sections] == [(3, 2), (None, None), (12, None)]


# Every mark, stop and filler that the finder looks at.
ANY = st.text("一二、（）1.(\n 好。，：是要第首先其最后方面①年工作", max_size=60)
MARKS = [
    "一、",
    "二、",
    "（一）",
    "（二）",
    "1.",
    "2.",
    "第一，",
    "第二，",
    "一是",
    "二是",
    "首先，",
    "其次，",
    "一方面",
    "另一方面",
]
LAID_OUT = st.lists(st.sampled_from([*MARKS, "\n", "\n\n", "。", "，", "：", "修渠", "结束语"]), max_size=40).map(
    "".join
)


@given(ANY | LAID_OUT)
def test_sections_nest_and_cover_the_text(text):
    first, *sections = find_sections(text)
    outermost = [s for s in sections if s.depth == 1]
    assert (first.start, first.depth) == (0, 0)
    assert [first.end, *(s.end for s in outermost)] == [*(s.start for s in outermost), len(text)]
    starts = [s.start for s in sections]
    assert starts == sorted(set(starts))
    around = [first]
    for s in sections:
        while around[-1].depth >= s.depth or (around[-1].depth == 0 and s.depth == 1):
            around.pop()
            if not around:
                break
        assert s.depth == 1 or (around[-1].start <= s.start and s.end <= around[-1].end)
        assert s.start < s.end
        assert text.startswith(s.ordinal, s.start)
        assert len(s.heading) <= 60
        around.append(s)


@given(LAID_OUT)
def test_a_section_has_as_many_points_as_stand_one_level_deeper_or_fewer(text):
    sections = find_sections(text)
    for k, s in enumerate(sections):
        inside = [x for x in sections[k + 1 :] if x.start < s.end or not k]
        deeper = [x for x in inside if x.depth == min((y.depth for y in inside), default=0)]
        assert (s.found or 0) <= len(deeper)
        assert s.found is None or s.found > 0


HOSTILE = [
    "一是", "，一是", "一是，二是，", "第一，", "，首先", "（一）", "\n一、", "\n（一）\n一、\n1.", "。1.", "\n", "\n\u3000", "讲三点。",
    "\n\n好好好好，好\n", "\n一、好\n一是好。二是好。\n好。一是好，二是好。\n",
]  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE, ids=repr)
def test_the_work_grows_with_the_length_of_hostile_text(unit):
    assert growth(find_sections, unit, 100_000) < BOUND


def test_an_outline_counts_on_above_twenty():
    text = "讲二十三点意见。\n" + "\n".join(f"{write_numeral(n)}、抓好第{n}件事。" for n in range(1, 24))
    matter, *headings = find_sections(text)
    assert (matter.announced, matter.found) == (23, 23)
    assert [s.ordinal for s in headings if s.depth == 1][-1] == "二十三、"


def test_han_characters_of_every_plane_are_counted_and_nothing_else():
    assert count_han("〇㐀一豈𠀀") == 5
    assert count_han("１2aＡ，。々あ한") == 0


# File, where the announcement or the first point of a series stands in it, how many points are announced and found.
ANNOUNCED = [
    ("004", 445, 3, 3), ("004", 595, 5, 5), ("004", 1547, 4, 4), ("004", 3101, 3, 3), ("004", 4451, 3, 3),
    ("004", 7511, 3, 3), ("004", 8589, None, 5), ("004", 9703, None, 5), ("004", 10370, 3, 3), ("004", 10399, 5, 5),
    ("004", 12342, None, 3), ("004", 15000, 5, 5), ("004", 16098, 4, 4), ("004", 17264, 3, 3), ("004", 19287, 5, 5),
    ("000", 200, None, 4), ("000", 860, None, 5), ("002", 871, 3, 3),
]  # fmt: skip


@pytest.mark.skipif("KOUJING_TEXTS" not in os.environ, reason="needs the source documents")
@pytest.mark.parametrize(("file", "at", "announced", "found"), ANNOUNCED, ids=[f"{f}-{at}" for f, at, *_ in ANNOUNCED])
def test_announced_and_found_points_of_the_source_documents(file, at, announced, found):
    (path,) = Path(os.environ["KOUJING_TEXTS"], "source-documents").glob(f"{file}_*.txt")
    speech = next(s for s in read_file(path, file).speeches if s.start <= at < s.end)
    (position,) = speech.repaired.text_offsets([at])
    innermost = [s for s in speech.sections if s.start <= position][-1]
    assert (innermost.announced, innermost.found) == (announced, found)


@pytest.mark.skipif("KOUJING_TEXTS" not in os.environ, reason="needs the work reports")
def test_every_announcement_of_the_reports_but_three_agrees_with_what_follows():
    paths = sorted(Path(os.environ["KOUJING_TEXTS"], "work-reports").glob("*.txt"))
    sections = [s for path in paths for speech in read_file(path, path.stem).speeches for s in speech.sections]
    announced = [s for s in sections if s.announced]
    assert len(announced) > 60
    assert sum(s.announced != s.found for s in announced) <= 3
