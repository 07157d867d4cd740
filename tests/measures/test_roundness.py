"""Round last digits: how each number is read, the exact test against scipy, and what is left out."""

import pandas as pd
import pytest
from scipy import stats

from koujing.measures.roundness import count_round, last_digit


def rows(*texts, status="target", speech="a", **cells):
    values = [float(text.strip("%人万")) * (10_000 if "万" in text else 1) for text in texts]
    table = pd.DataFrame({"speech": speech, "text": texts, "value": values, "kind": "change"})
    return table.assign(indicator=[f"甲{k}" for k in range(len(texts))], status=status, status_certainty=1.0, **cells)


DOCUMENTS = pd.DataFrame({"speech": ["a", "b"], "date": ["2015", "2016"], "level": ["county", "central"], "speaker": ["甲", "乙"]})


@pytest.mark.parametrize(
    ("text", "value", "digit", "n_decimals"),
    [
        ("6.45亿元", 645_000_000, 5, 2), ("２０.5％", 20.5, 5, 1), ("百分之四点六", 4.6, 6, 1), ("百分之十五", 15, 5, 0),
        ("三百五十万吨", 3_500_000, 0, 0), ("10570亿斤", 1_057_000_000_000, 0, 0), ("-3.5%", -3.5, 5, 1), ("US$1.25亿", 125_000_000, 5, 2),
        ("1,205人", 1205, 5, 0), ("千分之五点五", 5.5, 5, 1), ("四点二倍", 4.2, 2, 1),
    ],
)  # fmt: skip
def test_the_last_digit_is_read_as_written(text, value, digit, n_decimals):
    assert last_digit(text, value) == (digit, n_decimals)


@pytest.mark.parametrize(
    ("text", "value"),
    [("5%", 5), ("40多万", 400_000), ("三分之二", 66.67), ("翻一番", 2), ("1.**亿元", float("nan")), ("l67亿元", 16_700_000_000), ("", 5),
     ("三成", 30), ("26。54万户", 265_400), ("9" * 50_000, 9)],
)  # fmt: skip
def test_what_leaves_no_last_digit_to_choose_or_is_not_sure_is_left_out(text, value):
    assert last_digit(text, value) is None


def test_shares_bands_and_chances_are_those_of_the_binomial():
    table = count_round(rows("7.5%", "6.5%", "8.3%", "5.5%", "9.1%"), DOCUMENTS)
    (row,) = table.to_dict("records")
    assert (row["mark"], row["n"], row["n_round"], row["share"]) == ("half", 5, 3, 0.6)
    assert row["chance"] == pytest.approx(1 / 9)
    assert row["p"] == pytest.approx(stats.binomtest(3, 5, 1 / 9).pvalue)
    inside = [k for k in range(6) if row["band_low"] <= k / 5 <= row["band_high"]]
    assert sum(stats.binom.pmf(k, 5, 1 / 9) for k in inside) >= 0.95
    assert row["low"] < 0.6 < row["high"]


def test_uniform_digits_lie_in_the_band():
    whole, tenths = [f"{k}人" for k in range(10, 100)], [f"{k}.{d}%" for k in range(10) for d in range(1, 10)]
    table = count_round(rows(*whole, *tenths), DOCUMENTS).set_index("mark")
    assert table.loc["whole", "share"] == table.loc["whole", "chance"] == 0.2
    assert table.loc["half", "share"] == table.loc["half", "chance"]
    assert (table["p"] > 0.9).all()


def test_it_is_told_by_status_and_by_what_is_asked():
    both = pd.concat([rows("7.5%", speech="a"), rows("7.4%", speech="b", status="reported")])
    for by in ("level", "speaker", "decade", "kind"):
        table = count_round(both, DOCUMENTS, by)
        assert list(table)[:3] == ["status", by, "mark"]
        assert table["n"].sum() == 2
    with pytest.raises(ValueError, match="cannot group by 'levle'"):
        count_round(both, DOCUMENTS, "levle")


def test_what_a_speech_repeats_counts_once_but_not_what_two_speeches_say():
    again = pd.concat([rows("7.5%"), rows("7.5%"), rows("7.5%", speech="b")])
    assert count_round(again, DOCUMENTS)["n"].tolist() == [2]


def test_ranks_ratios_and_numbers_without_a_value_are_left_out():
    table = rows("15人", "25人", "35人").assign(kind=["rank", "ratio", "count"])
    assert count_round(table, DOCUMENTS)["n"].tolist() == [1]
    assert len(count_round(table.assign(value=float("nan")), DOCUMENTS)) == 0


def test_sure_ones_are_counted_apart():
    (row,) = count_round(rows("7.5%", "6.4%", "5.5%").assign(status_certainty=[0.95, 0.9, 0.5]), DOCUMENTS).to_dict("records")
    assert (row["n"], row["n_sure"], row["share_sure"]) == (3, 2, 0.5)
