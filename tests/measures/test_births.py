"""Births and deaths of terms: the chance of a silence against scipy, and verdicts on invented texts."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from koujing.measures.births import COLUMNS, silence_chance, trace_births


def texts(*years, n_han=10_000):
    dates = [str(year) for year in years]
    return pd.DataFrame({"speech": dates, "date": dates, "n_han": n_han})


def used(term, *years, n=1):
    return pd.DataFrame({"speech": [str(year) for year in years], "term": term, "n": n})


def test_the_chance_of_a_silence_is_the_beta_binomial_probability_of_zero():
    for silence, speeches, uses in [(1, 2, 1), (7, 30, 4), (40, 12, 12), (3, 1, 1)]:
        expected = stats.betabinom.pmf(0, silence, uses, speeches - uses + 1)
        assert silence_chance(silence, speeches, uses) == pytest.approx(expected)


def test_the_chance_of_a_silence_is_the_share_of_arrangements_that_end_with_it():
    # 4 of 6 speeches have the term: all 4 within the first 6 of 9 places
    assert silence_chance(3, 6, 4) == pytest.approx(stats.hypergeom.pmf(0, 9, 4, 3))


def test_with_many_short_speeches_the_chance_is_that_of_solow():
    assert silence_chance(500_000, 1_000_000, 7) == pytest.approx((2 / 3) ** 7, rel=1e-4)


def test_nothing_is_known_of_a_term_that_was_never_met_again():
    assert silence_chance([5, 0], [0, 9], [0, 9]).tolist() == [1.0, 1.0]


def test_a_silence_of_hand_checked_length():
    table = trace_births(used("三农", 1995, 1996, 1998, n=2), texts(*range(1990, 2000)))
    (row,) = table.to_dict("records")
    assert (row["n"], row["n_speeches"], row["first"], row["last"]) == (6, 3, 1995, 1998)
    assert row["per_10k_chars"] == pytest.approx(6 / 4)
    assert row["poisson_before"] == pytest.approx(np.exp(-1.5 * 5))
    assert row["chance_before"] == pytest.approx(3 / 28)  # in 2 of the 3 later texts: 3 of the 28 pairs among 8
    assert row["chance_after"] == pytest.approx(silence_chance(1, 3, 2))
    assert (row["birth"], row["death"]) == ("undecidable", "undecidable")
    assert pd.isna(row["born_low"])


def test_a_birth_lies_between_two_texts_and_the_years_without_text_are_named():
    documents = texts(*range(1954, 1961), 1964, 1975, *range(1978, 1998))
    (row,) = trace_births(used("改革", *range(1978, 1998)), documents).to_dict("records")
    assert (row["birth"], row["death"]) == ("born", "in use")
    assert (row["born_low"], row["born_high"]) == (1964, 1978)  # two silent texts have a chance of 1/210, one of 1/20 is plausible
    assert row["born_gap"] == "1965–1974|1976–1977"
    assert pd.isna(row["chance_after"])
    assert pd.isna(row["died_high"])


def test_a_death_is_a_birth_read_backwards():
    years = list(range(1960, 1985))
    forward = trace_births(used("公社", *range(1970, 1982), n=3), texts(*years)).iloc[0]
    mirrored = trace_births(used("公社", *(3944 - year for year in range(1970, 1982)), n=3), texts(*years)).iloc[0]
    for key in ("poisson", "chance", "q"):
        assert forward[f"{key}_before"] == pytest.approx(mirrored[f"{key}_after"])
    assert (forward["birth"], mirrored["death"]) == ("born", "gone")
    assert (mirrored["died_low"], mirrored["died_high"]) == (3944 - forward["born_high"], 3944 - forward["born_low"])


def test_the_earliest_texts_decide_no_birth():
    (row,) = trace_births(used("农业", *range(1990, 1999)), texts(*range(1990, 1999))).to_dict("records")
    assert (row["birth"], row["death"]) == ("always", "in use")
    assert pd.isna(row["q_before"])


def test_one_burst_is_no_life():
    (row,) = trace_births(used("会议", 1995, n=40), texts(*range(1980, 2000))).to_dict("records")
    assert row["poisson_before"] < 1e-100
    assert (row["chance_before"], row["birth"], row["death"]) == (1.0, "undecidable", "undecidable")


def test_a_short_text_is_short_evidence_and_a_long_one_no_more_than_one_text():
    life = range(1990, 2000)
    chances = {}
    for length in (1_000, 10_000, 90_000):
        documents = texts(1989, *life).assign(n_han=[length, *[10_000] * 10])
        chances[length] = trace_births(used("三农", *life), documents)["chance_before"].iloc[0]
    assert chances[1_000] == pytest.approx(silence_chance(0.1, 9, 9))
    assert chances[10_000] == chances[90_000] == pytest.approx(0.1)


def test_the_more_terms_are_tried_the_longer_a_silence_must_be():
    documents = texts(*range(1980, 2000))
    sure, rare = used("三农", *range(1994, 2000)), [used(f"甲{k}", 1985 + k % 9) for k in range(60)]
    alone, among = (trace_births(pd.concat(terms), documents).set_index("term").loc["三农"] for terms in ([sure], [sure, *rare]))
    assert among["chance_before"] == alone["chance_before"]
    assert alone["q_before"] == alone["chance_before"] < 0.01
    assert among["q_before"] == pytest.approx(61 * among["chance_before"])


def test_terms_that_were_always_there_are_rarely_called_born_even_in_bursts():
    rng = np.random.default_rng(1)
    documents = texts(*range(1960, 2000)).assign(n_han=rng.integers(5_000, 50_000, 40))
    mean = documents["n_han"].to_numpy() / 20_000 * rng.gamma(0.3, 1 / 0.3, (2_000, 40))
    counts = rng.poisson(0.5 * mean)
    term, speech = np.nonzero(counts)
    table = trace_births(
        pd.DataFrame({"speech": documents["speech"].to_numpy()[speech], "term": term, "n": counts[term, speech]}), documents
    )
    assert (table["chance_before"] < 0.05).mean() < 0.05 < (table["poisson_before"] < 0.05).mean()
    assert (table["chance_after"] < 0.05).mean() < 0.05
    assert not set(table["birth"]) & {"born"}


def test_the_interval_of_a_birth_contains_the_year_in_which_the_term_was_born():
    rng = np.random.default_rng(2)
    documents = texts(*range(1960, 2000)).assign(n_han=rng.integers(5_000, 50_000, 40))
    counts = rng.poisson(documents["n_han"].to_numpy() / 20_000 * rng.gamma(0.5, 2, (1_000, 40)))
    counts[:, :25] = 0
    term, speech = np.nonzero(counts)
    used_in = documents["speech"].to_numpy()[speech]
    table = trace_births(pd.DataFrame({"speech": used_in, "term": term, "n": counts[term, speech]}), documents)
    born = table[table["birth"] == "born"]
    assert len(born) > 500
    assert ((born["born_low"] < 1985) & (born["born_high"] >= 1985)).mean() > 0.95


def test_uses_inside_longer_terms_alone_are_uses_and_undated_speeches_are_none():
    documents = pd.concat([texts(1990, 1991), texts("").assign(speech="x", date="")])
    terms = pd.concat([used("改革", 1991), used("改革", "x"), used("开放", 1990, n=0)])
    assert trace_births(terms, documents)[["term", "n", "first"]].to_numpy().tolist() == [["改革", 1, 1991]]


def test_no_dated_use_gives_an_empty_table():
    for documents in (texts(1990), texts(1990).assign(date=""), texts(1990).assign(n_han=0), texts()):
        table = trace_births(used("改革"), documents)
        assert (len(table), list(table)) == (0, COLUMNS)


def test_the_order_is_total():
    terms = pd.concat([used("乙", 1991), used("甲", 1991), used("丙", 1991, n=2), used("丁", 1990)])
    assert trace_births(terms, texts(1990, 1991))["term"].tolist() == ["丁", "丙", "乙", "甲"]
