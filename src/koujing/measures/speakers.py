"""Who speaks in a text, in which office, and for how much of it."""

from __future__ import annotations

import pandas as pd

UNNAMED = "(not named)"
MOST_VERBS = 4  # the first that a reader sees; a digest of a whole report has a dozen
COLUMNS = ["speech", "who", "role", "verbs", "passages", "characters", "share"]


def share_voices(voices: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """One row a speech and speaker, in order of speech and of length: ``speech, who, role, verbs, passages, characters, share``.

    ``who`` is the name, else the office; ``share`` the raw characters of the passages as a share of those of the speech.
    Where one passage stands inside another its characters are those of the inner voice alone, so no speech has more
    than all of its characters.

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
    """How many characters of each passage stand in no passage within it."""
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
    """How far the texts are somebody's words: ``value`` the median share under a voice, ``n`` texts with any voice.

    Further ``named``, texts in which a speaker is known by name or office, ``several``, texts in which two or more
    speak, ``speakers`` (pairs of speech and speaker) and ``passages``.
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
