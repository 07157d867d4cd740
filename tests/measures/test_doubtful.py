"""What moves when doubtful rows are left out, and what the press printed counted again."""

import pandas as pd

import koujing
from koujing import lexicons
from koujing.measures.doubtful import without_doubtful
from koujing.measures.printed import printed_counts


def shares(name):
    study = koujing.open_study(name)
    return study, without_doubtful(study.statistics, study.documents, study.sections, study.series()).set_index("finding")


def test_shares_are_those_of_the_rows():
    study, table = shares("poverty-alleviation")
    row, statistics = table.loc["statistics that are targets"], study.statistics
    sure = statistics[statistics["status_certainty"] >= 0.9]
    assert (row["n"], row["share"]) == (len(statistics), (statistics["status"] == "target").mean())
    assert (row["n_sure"], row["share_sure"]) == (len(sure), (sure["status"] == "target").mean())
    assert (table["n_sure"] <= table["n"]).all()


def test_a_share_moves_if_it_leaves_the_interval_by_five_points():
    _, table = shares("work-reports")
    away = (table["share_sure"] < table["low"]) | (table["share_sure"] > table["high"])
    far = (table["share_sure"] - table["share"]).abs() >= 0.05
    assert table["moves"].tolist() == (away & far).tolist()
    assert set(table["moves"]) == {True, False}
    assert (away & ~far).any()


def test_a_study_without_statistics_has_nothing_that_could_move():
    study = koujing.code(koujing.read(koujing.opening.sample_folder() / "village.txt"))
    assert without_doubtful(study.statistics.head(0), study.documents, study.sections, study.series().head(0)).empty


def test_what_can_be_counted_in_tables_is_counted_there_and_is_what_the_text_gives():
    study = koujing.open_study("work-reports")
    table = printed_counts(study.documents, study.regimes, study.statistics)
    listed = lexicons.load("press_counts")
    assert table["n"].tolist() == [int(row["n"]) for row in listed]
    counted = table[table["counted"] == "tables"].set_index(["speech", "measure"])["n"].to_dict()
    assert counted[("1955", "characters")] == 51_623
    assert counted[("2014", "改革")] == 77
    assert 130 <= counted[("2013", "statistics")] <= 139


def test_a_number_that_the_tables_do_not_give_disagrees():
    study = koujing.open_study("work-reports")
    regimes = study.regimes.assign(n_string=study.regimes["n_string"] + 1)
    table = printed_counts(study.documents, regimes, pd.DataFrame({"speech": ["2013"] * 129}))
    wrong = table[table["counted"] == "tables"].set_index(["speech", "measure"])["agrees"]
    assert not wrong[("2014", "改革")]
    assert not wrong[("2013", "statistics")]
    assert wrong[("1955", "characters")]
