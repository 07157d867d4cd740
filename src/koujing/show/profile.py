"""One speech on one page: what is known of it, and what is telling about its slogans, words, statistics and voices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from koujing.measures.profiles import count_damage, own_words, telling_statistics, top_slogans
from koujing.measures.speakers import share_voices
from koujing.show.display import name_places
from koujing.study import Study

MOST = 100  # speeches: more are for tables, not for pages
STATUSES = ("reported", "target", "rule")


@dataclass(frozen=True, eq=False)
class Profile:
    """What is telling about one speech; the tables have the most telling rows first.

    ``about`` is its row of ``documents``; ``slogans``, ``words`` and ``voices`` are as ``measures.profiles`` and ``share_voices``
    give them; ``statuses`` counts its statistics, ``reported`` and ``targets`` are those that tell most; ``checks`` are its claims that
    can be checked; ``damage`` counts its repairs by kind, punctuation aside, ``hidden`` the masks that nobody can read; ``reused`` is
    the share of its characters that stood in earlier speeches of the study (up to the longest time back), NaN if none is earlier.
    """

    about: pd.Series
    slogans: pd.DataFrame
    words: pd.DataFrame
    statuses: pd.Series[int]
    reported: pd.DataFrame
    targets: pd.DataFrame
    checks: pd.DataFrame
    voices: pd.DataFrame
    damage: pd.Series[int]
    hidden: int
    reused: float

    @property
    def place(self) -> str:
        """The names of the divisions, the largest first; ``central`` where there is none.

        >>> import koujing
        >>> profile(koujing.open_study("work-reports"), "2014").place
        'central'
        """
        return "".join(self.about[["province", "prefecture", "county"]]) or str(self.about["level"])

    @property
    def failing(self) -> pd.DataFrame:
        """The checks whose statements do not agree."""
        return self.checks[self.checks["verdict"] == "inconsistent"]


def profile(study: Study, speech: str, others: pd.DataFrame | None = None) -> Profile:
    """The profile of a speech of a study, its words compared with ``others``, rows of ``terms`` (default: the study's other speeches).

    >>> import koujing
    >>> reports = koujing.open_study("work-reports")
    >>> profile(reports, "2014").slogans["bundle"].head(2).tolist()
    ['三公', '约法三章']
    """
    rows = {table: _of(study, table, speech) for table in ("documents", "terms", "formulas", "statistics", "checks", "voices", "repairs")}
    terms, statistics = study.terms, rows["statistics"]
    counts = statistics["status"].value_counts().reindex(STATUSES, fill_value=0)
    return Profile(
        rows["documents"].iloc[0],
        top_slogans(rows["formulas"]),
        _no_names(own_words(rows["terms"], terms[terms["speech"] != speech] if others is None else others), rows),
        counts,
        telling_statistics(statistics, "reported"),
        telling_statistics(statistics, "target"),
        rows["checks"],
        share_voices(rows["voices"], rows["documents"]).sort_values("characters", ascending=False, kind="stable", ignore_index=True),
        count_damage(rows["repairs"]),
        int(((rows["repairs"]["kind"] == "mask") & (rows["repairs"]["now"] == "")).sum()),
        _reused(study, speech),
    )


def _no_names(words: pd.DataFrame, rows: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The words without those of a speaker's name, which the segmenter does not always know for one."""
    people = {*rows["voices"]["speaker"], *rows["documents"]["speaker"]}
    is_name = pd.Series([any(term in name for name in people) for term in words["term"]], words.index, dtype=bool)
    return words[~is_name].reset_index(drop=True)


def profiles(study: Study, most: int = MOST) -> dict[str, Profile]:
    """The profiles of the latest ``most`` speeches by date, under their names by place and date (see ``name_places``).

    The words of each are compared with those of all other speeches of the study.
    """
    names = name_places(study.documents).set_axis(study.documents["speech"])
    order = (study.documents["date"] + "~").argsort(kind="stable")  # a date without a month stands at the end of its year
    dated: list[str] = study.documents["speech"].iloc[order].tail(most).tolist()
    whole = study.terms.groupby(["term", "tag"])["n"].sum().reset_index()
    mine = [(str(speech), rows) for speech, rows in study.terms[study.terms["speech"].isin(dated)].groupby("speech")]
    # What the others have is what all have less what this one has: a sum of a sum, not a pass over all words for each speech.
    others = {speech: pd.concat([whole, rows.assign(n=-rows["n"])[list(whole)]]) for speech, rows in mine}
    return {str(names[speech]): profile(study, speech, others.get(speech, whole)) for speech in dated}


def _of(study: Study, table: str, speech: str) -> pd.DataFrame:
    rows = study[table]
    return rows[rows["speech"] == speech]


def _reused(study: Study, speech: str) -> float:
    reuse = _of(study, "reuse", speech)
    return float(reuse.sort_values("years")["share"].iloc[-1]) if len(reuse) else float("nan")


def say_time(rows: pd.DataFrame) -> pd.Series[str]:
    """For when each statistic holds, as one word: a year, month or day, or the first and the last.

    >>> say_time(pd.DataFrame({"time_from": ["2012", "2013"], "time_to": ["2016", "2013"]})).tolist()
    ['2012–2016', '2013']
    """
    alike = (rows["time_from"] == rows["time_to"]) | (rows["time_to"] == "")
    return rows["time_from"].where(alike, rows["time_from"] + "–" + rows["time_to"])
