"""Findings: the sentence comes from the numbers, and saving is deterministic."""

import json

import numpy as np
import pandas as pd
import pytest

from koujing.show.findings import Finding, save_findings

SHARE = Finding(
    "share", 0.5, "{term}: {value:.0%} of {n} speeches [{low:.2f}, {high:.2f}].", 0.2, 0.8, 6, {"term": "改革"}
)


def test_sentence_is_rendered_from_the_numbers():
    assert str(SHARE) == "改革: 50% of 6 speeches [0.20, 0.80]."


def test_what_is_filled_in_is_text_in_a_notebook_and_stays_as_it_is_in_the_sentence():
    cells = {"study": "<b>$x$", "listed": ["*a*"]}
    finding = Finding("a", -2.5, "**{study}**: {value:+.1f} of {n:,} ({listed}).", n=1200, data=cells)
    assert str(finding) == "**<b>$x$**: -2.5 of 1,200 (['*a*'])."
    assert finding._repr_markdown_() == r"**\<b\>\$x\$**: -2.5 of 1,200 (\[\'\*a\*\'\])."


def test_template_with_an_absent_field_is_refused_at_once():
    with pytest.raises(ValueError, match="finding 'a': its template names 'low'; it has key, value"):
        Finding("a", 1.0, "from {low:.1f}")


@pytest.mark.parametrize("nothing", [float("nan"), np.float64("nan"), pd.NA])
def test_a_number_that_could_not_be_computed_is_said_to_be_missing(nothing, tmp_path):
    trend = Finding("trend", nothing, "τ is {value:.2f}", n=3, data={"slope": nothing})
    bound = Finding("rate", 2.0, "{value:.1f} [{low:.1f}], {years:.0f} years", low=nothing, data={"years": nothing})
    assert str(trend) == "trend: cannot be computed from these texts (n = 3)."
    assert str(bound) == "2.0 [n/a], n/a years"
    rate, saved = json.loads(save_findings([trend, bound], tmp_path / "f.json").read_text(encoding="utf-8"))
    assert (saved["value"], saved["data"], rate["low"]) == (None, {"slope": None}, None)


def test_unknown_name_is_refused():
    with pytest.raises(ValueError, match="names 'trem'"):
        Finding("a", 1.0, "{trem[0]}", data={"term": "改革"})


def test_json_holds_plain_values_in_order_of_key(tmp_path):
    other = Finding("count", np.int64(3), "{value}", low=np.float64("nan"), data={"years": np.float64(2.5)})
    path = save_findings([SHARE, other], tmp_path / "new" / "findings.json")
    first, second = json.loads(path.read_text(encoding="utf-8"))
    assert first == {
        "key": "count", "value": 3, "low": None, "high": None, "n": None, "sentence": "3", "data": {"years": 2.5},
    }  # fmt: skip
    assert second["sentence"] == str(SHARE)
    again = save_findings([other, SHARE], tmp_path / "again.json")
    assert again.read_bytes() == path.read_bytes()


def test_csv_has_one_row_a_finding(tmp_path):
    path = save_findings([SHARE, Finding("a", 12, "{value} texts")], tmp_path / "findings.csv")
    assert path.read_bytes().decode().splitlines() == [
        "key,value,low,high,n,sentence",
        "a,12,,,,12 texts",
        'share,0.5,0.2,0.8,6,"改革: 50% of 6 speeches [0.20, 0.80]."',
    ]


def test_no_findings_give_a_header(tmp_path):
    assert save_findings([], tmp_path / "f.csv").read_text() == "key,value,low,high,n,sentence\n"


def test_one_key_names_one_result(tmp_path):
    with pytest.raises(ValueError, match="two findings have the key 'share'"):
        save_findings([SHARE, SHARE], tmp_path / "f.json")


def test_other_formats_are_refused(tmp_path):
    with pytest.raises(ValueError, match=r"expected a name that ends in \.json or \.csv"):
        save_findings([SHARE], tmp_path / "f.xlsx")


def test_a_finding_in_two_languages_shows_both_and_is_saved_with_both(tmp_path):
    finding = Finding("a", 0.5, "half: {value:.0%}", chinese="一半：{value:.0%}")
    assert str(finding) == "half: 50%\n一半：50%"
    assert finding._repr_markdown_() == "half: 50%\n\n一半：50%"
    (row,) = json.loads(save_findings([finding], tmp_path / "f.json").read_text(encoding="utf-8"))
    assert (row["sentence"], row["chinese"]) == ("half: 50%", "一半：50%")


def test_a_chinese_template_with_an_absent_field_is_refused_too():
    with pytest.raises(ValueError, match="names 'low'"):
        Finding("a", 1.0, "{value}", chinese="{low}")
