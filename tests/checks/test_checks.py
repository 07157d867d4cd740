"""Checks within a speech: golden cases, laws of sums and rounding, hostile text, the sample and the gold codings."""

from __future__ import annotations

import csv
import json
import os
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from growing import BOUND, growth
from koujing.checks import Check, find_checks
from koujing.chinese.numerals import write_numeral
from koujing.coding import code_document
from koujing.reading import read
from koujing.reading.structure import find_sections
from koujing.slogans.formulas import find_formulas
from koujing.statistics.find import find_statistics
from rows_of import rows_of

with Path(__file__).with_name("checks.tsv").open(encoding="utf-8") as lines:
    CASES = list(
        csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE)
    )
SAMPLE = Path(__file__).parents[2] / "data"


def check(text: str) -> list[Check]:
    formulas, sections = find_formulas(text), find_sections(text)
    statistics = find_statistics(text, [(f.start, f.end) for f in formulas], sections)
    return find_checks(text, statistics, formulas, sections)


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(c, marks=[pytest.mark.xfail(strict=True)] if c["status"] == "fails" else [], id=c["english"])
        for c in CASES
    ],
)
def test_golden_case_is_checked_as_expected(case: dict[str, str]) -> None:
    text = case["text"].replace("\\n", "\n")
    found = " ; ".join(f"{text[c.start : c.end]}/{c.kind}/{c.verdict}" for c in check(text))
    assert found == (case["expected"] or "")


@pytest.mark.parametrize(("found", "verdict"), [(21, "consistent"), (20, "undetermined")])
@pytest.mark.parametrize("announced", ["二十一", "21"])
def test_an_outline_of_twenty_points_or_more_is_checked(announced: str, found: int, verdict: str) -> None:
    points = "\n".join(f"{write_numeral(n)}、修路{n}段" for n in range(1, found + 1))
    (one,) = [check for check in check(f"讲{announced}点意见:\n{points}\n") if check.start == 1]
    assert (one.stated, one.computed_low, one.verdict, len(one.parts)) == (21, found, verdict, found)


@pytest.mark.parametrize("announced", ["两百", "二百", "200"])
def test_the_points_two_levels_down_may_be_two_hundred(announced: str) -> None:
    points = "\n".join(f"（{write_numeral(n)}）修路。" for n in range(1, 51))
    headings = "\n".join(f"{name}、{place}乡\n{points}" for name, place in zip("一二三四", "东西南北", strict=True))
    checks = check(f"抓好四个方面{announced}项工作。\n{headings}\n")
    assert [(one.stated, one.verdict) for one in checks if one.kind == "sum"] == [(200, "consistent")]


def listed(total: Decimal | int, parts: list[Decimal] | list[int], unit: str) -> str:
    names = "甲乙丙丁戊己庚辛"
    return (
        f"修路{total}{unit},其中"
        + "、".join(f"{name}乡{part}{unit}" for name, part in zip(names, parts, strict=False))
        + "。"
    )


def of_total(text: str) -> Check:
    """The check of the statistic behind 修路; by chance one part may be the sum of three others."""
    (one,) = [found for found in check(text) if found.start == 2]
    return one


@given(st.lists(st.integers(1, 5000), min_size=2, max_size=8))
def test_exact_parts_add_up_to_their_total(parts: list[int]) -> None:
    one = of_total(listed(sum(parts), parts, "条"))
    assert (one.kind, one.verdict, one.stated) == ("sum", "consistent", sum(parts))
    assert len(one.parts) == len(parts)


@given(st.lists(st.integers(1, 5000), min_size=2, max_size=8), st.integers(1, 5000), st.data())
def test_a_part_that_is_too_large_flips_the_verdict(parts: list[int], more: int, data: st.DataObject) -> None:
    total, k = sum(parts), data.draw(st.integers(0, len(parts) - 1))
    parts[k] += more
    one = of_total(listed(total, parts, "条"))
    assert one.verdict == "inconsistent"


@given(st.lists(st.integers(10, 9999), min_size=2, max_size=6))
def test_rounding_the_total_of_rounded_parts_keeps_the_verdict(tenths: list[int]) -> None:
    parts = [Decimal(n) / 10 for n in tenths]
    one = of_total(listed(sum(parts, Decimal(0)), parts, "亿元"))
    assert one.verdict == "consistent"


@given(st.integers(1000, 90_000), st.integers(2, 60))
def test_a_base_and_its_growth_give_the_level(base: int, growth: int) -> None:
    level = round(base * (1 + Decimal(growth) / 100))
    for stated, verdict in ((level, "consistent"), (3 * level, "inconsistent")):
        (one,) = check(f"农民收入由{base}元增加到{stated}元,增长{growth}%。")
        assert (one.kind, one.verdict) == ("growth", verdict)


PIECES = [
    "其中",
    "1项",
    "12万元",
    "(",
    ")",
    "、",
    ",",
    ";",
    "。",
    "\n",
    "合计",
    "占",
    "由",
    "增加到",
    "增长5%",
    "年均",
    "三个方面",
    "省市县",
    "一是",
]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_claims_are_in_order_and_apart_from_their_parts(text: str) -> None:
    checks = check(text)
    spans = [(c.start, c.end) for c in checks]
    assert spans == sorted(set(spans))
    for one in checks:
        assert one.kind in {"sum", "growth", "share", "count"}
        assert one.verdict in {"consistent", "inconsistent", "undetermined"}
        assert one.parts
        assert (one.start, one.end) not in one.parts
        assert all(0 <= start < end <= len(text) for start, end in one.parts)


@pytest.mark.parametrize(
    "unit",
    [
        "1项、",
        "其中1项",
        "(1项",
        "1项(",
        "合计1项",
        "加上1元总数2元",
        "、3个",
        "省市县三级",
        "1项,占总数的1%",
        "由1元增加到2元,增长1%,",
        "增长1%,年均增长1%",
        "农民人均纯收入1元,增长1%、达到1元",
        "每年1元共计2元",
        "三点意见:一、",
    ],
)
def test_the_work_grows_with_the_length_of_hostile_text(unit: str) -> None:
    def work(text: str) -> None:
        find_checks(text, find_statistics(text), find_formulas(text), find_sections(text))

    assert growth(work, unit, 16_000) < BOUND


def test_every_planted_check_of_the_sample_is_found_with_its_parts() -> None:
    with (SAMPLE / "sample-truth.csv").open(encoding="utf-8", newline="") as handle:
        true = {
            (r["source"], r["kind"], r["verdict"], r["parts"]) for r in csv.DictReader(handle) if r["table"] == "checks"
        }
    found = set()
    for document in read(SAMPLE / "sample").documents:
        for cells in rows_of(code_document(document), "checks"):
            assert json.loads(cells["parts"])
            found.add((cells["source"], cells["kind"], cells["verdict"], cells["parts"]))
    assert true - found == set()


@pytest.mark.skipif("KOUJING_TEXTS" not in os.environ, reason="needs the source documents")
def test_the_one_target_that_does_not_follow_from_its_base_is_found() -> None:
    (path,) = Path(os.environ["KOUJING_TEXTS"], "source-documents").glob("004_*.txt")
    (document,) = read(path).documents
    rows = rows_of(code_document(document), "checks")
    (wrong,) = [row for row in rows if row["verdict"] == "inconsistent"]
    assert (wrong["text"], wrong["stated"]) == ("5175元", 5175)
    assert "another base, rounding or growth at constant prices" in wrong["reading"]
    sums = {row["text"]: row["verdict"] for row in rows if row["kind"] == "sum"}
    assert {sums[text] for text in ("80项", "36项", "12项", "11项工作")} == {"consistent"}
    assert {sums[text] for text in ("300亿元", "5亿元")} == {"undetermined"}
