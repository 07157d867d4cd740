"""What is telling about one speech: its slogans, the words it has more of than others, its statistics, its checks and its damage."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from koujing.measures.frequency import content_words
from koujing.measures.keyness import log_ratio

CERTAINTIES = ["status_certainty", "when_certainty", "indicator_certainty"]
# Persons, places, institutions, pronouns and times tell where and when a speech was given, not what it is about.
NAMES = frozenset({"nr", "nrfg", "ns", "nt", "r", "t"})
LEAST = 3  # uses: a word used twice may be an accident
PUNCTUATION = "punctuation"  # changes no word, and would hide all other damage


def top_slogans(formulas: pd.DataFrame) -> pd.DataFrame:
    """The bundles of formulas, the most used first: ``bundle, n, gloss, members`` (those of the use that spells out most).

    >>> formulas = pd.DataFrame({"bundle": ["六个精准", "三农", "六个精准"], "gloss": "", "members": ["", "", "对象|目标"]})
    >>> top_slogans(formulas)[["bundle", "n", "members"]].to_numpy().tolist()
    [['六个精准', 2, '对象|目标'], ['三农', 1, '']]
    """
    groups = formulas.groupby("bundle", sort=False)
    table = groups.agg(n=("bundle", "size"), gloss=("gloss", "max"), members=("members", _fullest)).reset_index()
    return table.sort_values("n", ascending=False, kind="stable", ignore_index=True)


def _fullest(members: pd.Series[str]) -> str:
    return max(members, key=len)


def own_words(terms: pd.DataFrame, others: pd.DataFrame, least: int = LEAST) -> pd.DataFrame:
    """The words that a speech uses more often than other speeches do: ``term, n, times, lrc``, the surest first.

    ``terms`` and ``others`` are rows of the table ``terms``; ``times`` is the ratio of rates, missing where the others never use
    the word; ``lrc`` the cautious end of its binary logarithm (see ``measures.keyness.log_ratio``), by which the words are ranked.
    Names, pronouns, stop words and numerals are left out, and words of one character (mostly measure words) or with fewer than
    ``least`` uses. One speech is compared, so this describes it and tests nothing.

    >>> terms = pd.DataFrame({"term": ["扶贫", "发展"], "tag": "n", "n": [40, 60]})
    >>> own_words(terms, pd.DataFrame({"term": ["扶贫", "发展"], "tag": "n", "n": [10, 990]}))[["term", "n", "times"]].to_numpy().tolist()
    [['扶贫', 40, 40.0]]
    """
    counts, reference = (_content(rows).groupby(["term", "tag"], as_index=False)["n"].sum() for rows in (terms, others))
    if counts.empty or reference.empty:
        return pd.DataFrame({"term": [], "n": [], "times": [], "lrc": []}).astype({"term": str, "n": "int64"})
    words: pd.DataFrame = counts[~counts["tag"].isin(NAMES) & (counts["term"].str.len() > 1)].groupby("term", as_index=False)["n"].sum()
    table: pd.DataFrame = words[words["n"] >= least].reset_index(drop=True)
    there = table["term"].map(reference.groupby("term")["n"].sum()).fillna(0)
    size, other = float(counts["n"].sum()), float(reference["n"].sum())
    table["times"] = (table["n"] * other / (there * size)).where(there > 0)
    table["lrc"] = log_ratio(table["n"], there, size, other)[1] if size > 0 and other > 0 else 0.0
    table = table[table["lrc"] > 0]
    return table.sort_values(["lrc", "n", "term"], ascending=[False, False, True], kind="stable", ignore_index=True)


def _content(terms: pd.DataFrame) -> pd.DataFrame:
    kept: pd.DataFrame = content_words(terms)
    return kept


def telling_statistics(statistics: pd.DataFrame, status: str) -> pd.DataFrame:
    """The statistics of one status, the most telling first; of those with the same text and indicator, the first.

    Those of a known series come first (GDP growth can be compared), then those that say for when, then those whose status, time
    and indicator are surest, in tenths, then in the order of the text. Statistics that do not say what they count are left out.

    >>> rows = {"text": ["5个", "7%", "3%"], "indicator": ["村", "增长", ""], "concept": ["", "gdp.growth", ""], "time_from": "2015"}
    >>> rows |= {"status": "target", "start": [0, 9, 12]} | dict.fromkeys(CERTAINTIES, 0.95)
    >>> telling_statistics(pd.DataFrame(rows), "target")["text"].tolist()
    ['7%', '5个']
    """
    rows = statistics[statistics["status"] == status]
    rows = rows[rows["indicator"] != ""]
    sure = rows[CERTAINTIES].astype(float).min(axis=1).round(1)
    order = pd.DataFrame({"known": rows["concept"] == "", "timed": rows["time_from"] == "", "sure": -sure, "start": rows["start"]})
    rows = rows.loc[order.sort_values(["known", "timed", "sure", "start"], kind="stable").index]
    return rows.drop_duplicates(["text", "indicator"]).reset_index(drop=True)


def count_damage(repairs: pd.DataFrame) -> pd.Series[int]:
    """The repairs of each kind, the most frequent first, punctuation aside.

    >>> count_damage(pd.DataFrame({"kind": ["mask", "punctuation", "ocr_digit", "mask"]})).to_dict()
    {'mask': 2, 'ocr_digit': 1}
    """
    return repairs.loc[repairs["kind"] != PUNCTUATION, "kind"].sort_values().value_counts(sort=True)


def measure_speeches(documents: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Each speech in numbers, one row per speech in the order of ``documents``, index ``speech``.

    Columns: ``Han characters``; ``… per 10,000`` Han characters of the tables given, by their names; ``targets, %`` of the statistics,
    missing where there are none.

    >>> documents = pd.DataFrame({"speech": ["a", "b"], "n_han": [5_000, 10_000]})
    >>> statistics = pd.DataFrame({"speech": ["a", "a"], "status": ["target", "reported"]})
    >>> measure_speeches(documents, {"statistics": statistics}).loc["a"].to_dict()
    {'Han characters': 5000.0, 'statistics per 10,000': 4.0, 'targets, %': 50.0}
    """
    han = documents.set_index("speech")["n_han"]
    table = pd.DataFrame({"Han characters": han})
    for name, rows in tables.items():
        counts = rows["speech"].value_counts().reindex(han.index, fill_value=0)
        table[f"{name} per 10,000"] = 10_000 * counts / han.astype(float).where(han > 0)
    statistics = tables["statistics"]
    table["targets, %"] = 100 * (statistics["status"] == "target").groupby(statistics["speech"]).mean().reindex(han.index)
    return table.astype(float)


def only_here(formulas: pd.DataFrame) -> pd.DataFrame:
    """The bundles of formulas that one speech alone of the study uses: ``speech, bundle, n``, those of most uses first.

    >>> formulas = pd.DataFrame({"speech": ["a", "a", "b"], "bundle": ["三农", "双联", "三农"]})
    >>> only_here(formulas).to_numpy().tolist()
    [['a', '双联', 1]]
    """
    table = formulas.groupby(["speech", "bundle"], sort=False).size().rename("n").reset_index()
    alone = table[table.groupby("bundle")["speech"].transform("size") == 1]
    return alone.sort_values("n", ascending=False, kind="stable", ignore_index=True)


def borrowed_pairs(borrowings: pd.DataFrame) -> pd.DataFrame:
    """How much one speech takes from another: ``speech_a, speech_b, passages, characters`` (of b), the most first.

    >>> rows = {"speech_a": ["a", "a"], "speech_b": ["b", "b"], "start_b": [0, 90], "end_b": [40, 100]}
    >>> borrowed_pairs(pd.DataFrame(rows)).to_numpy().tolist()
    [['a', 'b', 2, 50]]
    """
    rows = borrowings.assign(characters=borrowings["end_b"] - borrowings["start_b"])
    pairs = rows.groupby(["speech_a", "speech_b"], sort=False)["characters"].agg(passages="size", characters="sum")
    return pairs.reset_index().sort_values("characters", ascending=False, kind="stable", ignore_index=True)
