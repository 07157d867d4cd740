"""Births, company and fields as they are asked of a study, a folder or a name."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import koujing
from koujing.measures import births, company
from koujing.measures.fields import listed_fields
from koujing.measures.frequency import counted

ERAS = ((1979, 1992), (2013, 2025))


@pytest.fixture(scope="module")
def reports():
    return koujing.open_study("work-reports")


def test_births_are_those_of_listed_terms_counted_inside_longer_ones_too(reports):
    table = koujing.births(reports)
    assert set(table["term"]) <= set(listed_fields())
    rows = reports.terms[reports.terms["term"].isin(table["term"])]
    pd.testing.assert_frame_equal(table, births.trace_births(counted(rows, "nested"), reports.documents))
    alone = koujing.births(reports, count="term").set_index("term")["n"]
    assert (alone <= table.set_index("term")["n"].reindex(alone.index)).all()


def test_a_commune_is_gone_and_agriculture_was_always_there(reports):
    table = koujing.births(reports, ["农业", "人民公社"]).set_index("term")
    assert table.loc["农业", ["birth", "death"]].tolist() == ["always", "in use"]
    assert table.loc["人民公社", "death"] == "gone"
    assert 1979 == table.loc["人民公社", "died_low"] < table.loc["人民公社", "died_high"] <= 1983


def test_company_is_that_of_the_speeches_of_two_eras(reports):
    table = koujing.company(reports, "改革", eras=ERAS)
    years = reports.documents["date"].str[:4].astype(int)
    early, late = (reports.documents["speech"][(years >= a) & (years <= b)] for a, b in ERAS)
    expected = company.compare_company(reports.pairs, "改革", (early, late), np.random.default_rng(0))
    pd.testing.assert_frame_equal(table, expected)
    assert {"gained", "kept"} <= set(table["verdict"])


def test_fields_by_speaker_come_in_the_order_of_their_years_and_add_up(reports):
    table = koujing.fields(reports, by="speaker")
    assert table["speaker"].unique().tolist() == ["周恩来", "华国锋", "赵紫阳", "李鹏", "朱镕基", "温家宝", "李克强", "李强"]
    assert table.groupby("speaker")["share"].sum().to_numpy() == pytest.approx(1)
    assert "general" not in set(table["field"])
    known = table.groupby("speaker")["low"].apply(lambda low: low.notna().all())
    assert known[known].index.tolist() == ["李克强", "温家宝"]  # with eight reports and more


@pytest.mark.parametrize("by", ["year", "decade", "level", "part", "genre"])
def test_fields_can_be_asked_by_any_group(reports, by):
    table = koujing.fields(reports, by=by)
    assert list(table) == [by, "field", "n", "share", "low", "high"]
    assert table.groupby(by)["share"].sum().to_numpy() == pytest.approx(1)


def test_rates_can_be_asked_by_speaker(reports):
    table = koujing.rates(reports, "改革", by="speaker").set_index("speaker")
    spoken = reports.documents[reports.documents["speaker"] == "李鹏"]
    assert table.loc["李鹏", "per_10k_chars"] == pytest.approx(1e4 * table.loc["李鹏", "n"] / spoken["n_han"].sum())
    assert "" not in table.index


@pytest.mark.parametrize(
    ("ask", "told"),
    [
        (lambda s: koujing.births(s, count="string"), "count 'string': expected term or nested"),
        (lambda s: koujing.births(s, "义务教"), "no term or word '义务教'"),
        (lambda s: koujing.company(s, "改革", eras=((1979, 1992),)), r"eras .*: expected two, each with its first and last year"),
        (lambda s: koujing.company(s, "改革", eras=(1979, 1992)), r"eras \(1979, 1992\): expected two, each with"),
        (lambda s: koujing.company(s, "改革", eras=(ERAS[0], ("2013", "2025"))), "eras .*: expected two, each with"),
        (lambda s: koujing.company(s, "改革", eras=(ERAS[0], (2025, 2013))), "eras .*: expected two, each with"),
        (lambda s: koujing.company(s, "改革", eras=(ERAS[0], (2025, None))), "eras .*: expected two, each with"),
        (lambda s: koujing.company(s, "改革", eras=(ERAS[0], (1992, 2000))), "speech '1992' belongs to both eras"),
        (lambda s: koujing.company(s, "改革", eras=(ERAS[0], (2030, 2040))), "no speech from 2030 to 2040; the dated ones are"),
        (lambda s: koujing.company(s, "锅炉", eras=ERAS), "no pairs of '锅炉' were counted in these eras"),
        (lambda s: koujing.fields(s, by="decad"), r"cannot group by 'decad' \(close to 'decade'\)"),
    ],
)
def test_a_wrong_question_is_told_with_what_there_is(reports, ask, told):
    with pytest.raises(ValueError, match=told):
        ask(reports)


def test_a_word_that_no_group_has_is_not_called_unknown(reports):
    undated = replace(reports, frames=reports.frames | {"documents": reports.documents.assign(date="")})
    assert koujing.rates(undated, "改革", by="year").empty
    voiced = set(reports.terms["term"][reports.terms["voice"] != ""])
    unvoiced = next(term for term in listed_fields() if term in set(reports.terms["term"]) - voiced)
    assert (koujing.rates(reports, unvoiced, by="voice")["n"] == 0).all()
