"""Shares of fields on invented rows, against plain counts and the bootstrap of rates."""

import numpy as np
import pandas as pd
import pytest

from koujing import lexicons
from koujing.lexicons.listed import GENERAL
from koujing.measures.fields import listed_fields, listed_terms, share_covered, share_fields, share_halves
from koujing.measures.intervals import bootstrap_rate

FIELDS = {"粮食": "agriculture", "农业": "agriculture", "税收": "finance"}


def texts(**dates):
    return pd.DataFrame({"speech": list(dates), "date": list(dates.values())})


def rows(*cells):
    return pd.DataFrame(cells, columns=["speech", "term", "n"])


def share(terms, documents, groups=None, fields=FIELDS):
    return share_fields(terms, documents, terms["speech"] if groups is None else groups, fields, np.random.default_rng(1))


def test_shares_are_those_of_the_uses_of_listed_terms():
    table = share(rows(("a", "粮食", 3), ("a", "农业", 3), ("a", "税收", 2), ("a", "工作", 99)), texts(a="1999"))
    assert table[["group", "field", "n", "share"]].to_numpy().tolist() == [["a", "agriculture", 6, 0.75], ["a", "finance", 2, 0.25]]
    assert table[["low", "high"]].isna().to_numpy().all()


def test_groups_come_by_date_and_have_every_field():
    terms = rows(("late", "粮食", 3), ("early", "税收", 1), ("undated", "税收", 1))
    table = share(terms, texts(late="2001-05", early="1999", undated=""))
    assert table["group"].tolist() == ["early"] * 2 + ["late"] * 2 + ["undated"] * 2
    assert table["share"].tolist() == [0, 1, 1, 0, 0, 1]
    assert table.groupby("group")["share"].sum().tolist() == pytest.approx([1, 1, 1])


def test_the_interval_is_the_bootstrap_of_the_ratio_over_speeches():
    rng = np.random.default_rng(2)
    grain, tax = rng.integers(1, 20, (2, 12))
    names = [f"s{k:02}" for k in range(12)]
    terms = rows(*zip(names, ["粮食"] * 12, grain, strict=True), *zip(names, ["税收"] * 12, tax, strict=True))
    table = share(terms, texts(**dict.fromkeys(names, "1999")), pd.Series("all", terms.index)).set_index("field")
    low, high = bootstrap_rate(grain, grain + tax, np.random.default_rng(1))
    assert table.loc["agriculture", ["low", "high"]].tolist() == pytest.approx([low[0], high[0]])
    assert table.loc["agriculture", "low"] == pytest.approx(1 - table.loc["finance", "high"], abs=0.01)


def test_speeches_without_listed_terms_and_rows_without_a_group_change_nothing():
    terms = rows(("a", "粮食", 3), ("b", "工作", 5), ("a", "税收", 4))
    groups = pd.Series(["x", "x", None])
    assert share(terms, texts(a="1999", b="2000"), groups)[["group", "field", "share"]].to_numpy().tolist() == [["x", "agriculture", 1.0]]


@pytest.mark.parametrize("terms", [rows(), rows(("a", "工作", 5)), rows(("a", "粮食", 0))])
def test_no_listed_term_gives_an_empty_table(terms):
    table = share(terms, texts(a="1999"))
    assert (len(table), list(table)) == (0, ["group", "field", "n", "share", "low", "high"])


def test_general_words_have_no_field_and_variants_that_of_their_term():
    fields = listed_fields()
    assert not {GENERAL, ""} & set(fields.values())
    for row in lexicons.load("terms"):
        named = {fields.get(wording) for wording in (row["term"], *filter(None, row["variants"].split("|")))}
        assert named == ({row["field"]} if row["field"] not in ("", GENERAL) else {None})


def test_listed_terms_are_those_with_a_field():
    kept = listed_terms(rows(("a", "粮食", 3), ("a", "工作", 99), ("a", "云岭", 1), ("b", "国内生产总值", 1)))
    assert kept["term"].tolist() == ["粮食", "国内生产总值"]


def test_the_covered_share_is_that_of_the_han_characters_of_the_uses():
    documents = pd.DataFrame({"speech": list("abc"), "n_han": [20, 30, 0], "decade": ["1990s", "1990s", "2000s"]})
    table = share_covered(rows(("a", "粮食", 3), ("b", "GDP增速", 2), ("a", "农业", 0)), documents, "decade", np.random.default_rng(1))
    assert table[["decade", "n_speeches", "n_han", "covered"]].to_numpy().tolist() == [["1990s", 2, 50, 10], ["2000s", 1, 0, 0]]
    assert table["share"][0] == 0.2
    assert table["share"].isna().tolist() == [False, True]
    assert table[["low", "high"]].isna().to_numpy().all()


def test_the_covered_share_has_the_interval_of_a_rate_from_eight_speeches_on():
    n = [3, 1, 4, 1, 5, 2, 6, 5]
    documents = pd.DataFrame({"speech": list("abcdefgh"), "n_han": 100, "whole": ""})
    counts = rows(*((speech, "粮食", k) for speech, k in zip("abcdefgh", n, strict=True)))
    table = share_covered(counts, documents, "whole", np.random.default_rng(1))
    low, high = bootstrap_rate([2 * k for k in n], documents["n_han"], np.random.default_rng(1))
    assert table.loc[0, ["share", "low", "high"]].tolist() == [2 * sum(n) / 800, low[0], high[0]]


def test_halves_are_apart_only_where_their_intervals_leave_a_gap():
    speeches = [f"{year}" for year in range(2000, 2020)]
    moved = rows(*[(speech, "粮食", 9 if speech < "2010" else 1) for speech in speeches], *[(speech, "税收", 5) for speech in speeches])
    same = moved.assign(n=5)
    documents = texts(**dict(zip(speeches, speeches, strict=True)))
    halves = [share_halves(counts, documents, FIELDS, np.random.default_rng(1)) for counts in (moved, same)]
    assert halves[0].index.tolist() == ["finance", "agriculture"]
    assert halves[0].loc["agriculture", "earlier"] == pytest.approx(90 / 140)
    assert [table["apart"].tolist() for table in halves] == [[True, True], [False, False]]


def test_a_half_without_a_term_has_no_share():
    table = share_halves(rows(("a", "粮食", 3)), texts(a="1979", b="1984"), FIELDS, np.random.default_rng(1))
    assert table["earlier"].tolist() == [1.0]
    assert table["later"].isna().all()
    assert not table["apart"].any()
