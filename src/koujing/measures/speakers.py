"""Who speaks in a text, in which office, and for how much of it."""

from __future__ import annotations

import pandas as pd

UNNAMED = "(not named)"
MOST_VERBS = 4  # the first ones are enough for a reader; a digest of a whole report has a dozen
COLUMNS = ["speech", "who", "role", "verbs", "passages", "characters", "share"]


def share_voices(voices: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """One row per speech and speaker, sorted by speech and length: ``speech, who, role, verbs, passages, characters, share``.

    ``who`` is the name, else the office; ``share`` is the raw characters of the passages over those of the speech. If one
    passage lies inside another, its characters count for the inner voice only, so the shares never add up to more than 1.

    >>> voices = pd.DataFrame({"speech": "a", "start": [0, 60], "end": [20, 70], "speaker": "林某", "role": ["县长", ""],
    ...                        "verb": ["指出", "强调"]})
    >>> share_voices(voices, pd.DataFrame({"speech": ["a"], "start": [0], "end": [100]})).to_numpy().tolist()
    [['a', '林某', '县长', '指出、强调', 2, 30, 0.3]]
    """
    who = voices["speaker"].mask(voices["speaker"] == "", voices["role"])
    named = voices.assign(who=who.mask(who == "", UNNAMED), characters=_own_lengths(voices))
    table = named.groupby(["speech", "who"], sort=False).agg(
        role=("role", lambda cells: next(filter(None, cells), "")),
        verbs=("verb", lambda cells: "、".join([*filter(None, dict.fromkeys(cells))][:MOST_VERBS])),
        passages=("characters", "size"),
        characters=("characters", "sum"),
    )
    length = (documents["end"] - documents["start"]).set_axis(documents["speech"])
    table = table.reset_index().astype({"passages": int, "characters": int})
    table["share"] = table["characters"] / table["speech"].map(length).astype(float)
    return table.sort_values(["speech", "characters", "who"], ascending=[True, False, True], ignore_index=True)[COLUMNS]


def _own_lengths(voices: pd.DataFrame) -> pd.Series[int]:
    """How many characters of each passage lie outside the passages inside it."""
    ordered = voices.sort_values(["speech", "start", "end"], ascending=[True, True, False], kind="stable")
    own: list[int] = []
    around: list[tuple[int, str, int]] = []
    for k, (speech, start, end) in enumerate(ordered[["speech", "start", "end"]].itertuples(index=False)):
        while around and (around[-1][1] != speech or around[-1][2] <= start):
            around.pop()
        if around:
            own[around[-1][0]] -= min(end, around[-1][2]) - start
        own.append(end - start)
        around.append((k, speech, end))
    return pd.Series(own, ordered.index, dtype="int64")


def sum_voices(shares: pd.DataFrame) -> dict[str, object]:
    """How much of the texts is attributed to speakers: ``value``, the median share, and ``n``, the texts with any voice.

    Also ``named``, texts with a speaker known by name or office; ``several``, texts in which two or more speak; ``speakers``
    (pairs of speech and speaker); and ``passages``.
    """
    by_speech = shares.groupby("speech")["share"].agg(["sum", "size"])
    return {
        "value": float(by_speech["sum"].median()) if len(by_speech) else 0.0,
        "n": len(by_speech),
        "named": shares.loc[shares["who"] != UNNAMED, "speech"].nunique(),
        "speakers": len(shares),
        "passages": int(shares["passages"].sum()),
        "several": int((by_speech["size"] > 1).sum()),
    }
