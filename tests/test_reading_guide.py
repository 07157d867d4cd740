"""What the guide for newcomers says of the sample is so."""

import re
from pathlib import Path

from koujing.opening import sample_folder
from koujing.reading import read
from koujing.study import Study

GUIDE = Path(__file__).parents[1] / "src/koujing/site/pages/reading.md"


def test_its_long_examples_stand_in_the_sample_and_none_is_longer_than_a_quotation():
    raw = "".join(document.raw for document in read(sample_folder()).documents)
    runs = set(re.findall(r"[\u4e00-\u9fff][\u4e00-\u9fff\d.%、]{6,}", GUIDE.read_text(encoding="utf-8")))
    assert len(runs) > 5
    assert {run for run in runs if run.rstrip(".") not in raw} == set()
    assert max(map(len, runs)) <= 20


def test_the_prefecture_drops_a_part_of_the_formula_and_its_growth_chain_breaks(sample: Study):
    labels = sample.formulas.set_index("speech")["text"].groupby("speech").agg(list)
    assert {"五个到田头", "1+9"} <= set(labels["water-province"])
    assert {"四个到田头", "1+10", "十二五"} <= set(labels["water-prefecture"])
    assert "1+11" in labels["water-county"]
    growth = sample.checks[sample.checks["kind"] == "growth"].set_index("speech")["verdict"]
    assert (growth["water-prefecture"], growth["township"]) == ("inconsistent", "consistent")


def test_its_three_kinds_of_numbers_are_coded_as_it_says(sample: Study):
    status = sample.statistics.set_index(["speech", "text"])["status"]
    assert status["water-prefecture", "2.6亿元"] == "reported"
    assert status["water-prefecture", "25%"] == "target"
    assert status["township", "600元"] == "rule"
