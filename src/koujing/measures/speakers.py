"""Who speaks in a text, in which office, and for how much of it."""

from __future__ import annotations

import pandas as pd

UNNAMED = "(not named)"
MOST_VERBS = 4  # the first that a reader sees; a digest of a whole report has a dozen
COLUMNS = ["speech", "who", "role", "verbs", "passages", "characters", "share"]


def share_voices(voices: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """One row a speech and speaker, in order of speech and of length: ``speech, who, role, verbs, passages, characters, share``.

    ``who`` is the name, else the office; ``share`` the raw characters of the passages as a share of those of the speech.

    >>> voices = pd.DataFrame({"speech": "a", "start": [0, 60], "end": [20, 70], "speaker": "林某", "role": ["县长", ""],
    ...                        "verb": ["指出", "强调"]})
    >>> share_voices(voices, pd.DataFrame({"speech": ["a"], "start": [0], "end": [100]})).to_numpy().tolist()
    [['a', '林某', '县长', '指出、强调', 2, 30, 0.3]]
    """
    who = voices["speaker"].mask(voices["speaker"] == "", voices["role"])
    named = voices.assign(who=who.mask(who == "", UNNAMED), characters=voices["end"] - voices["start"])
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


def sum_voices(shares: pd.DataFrame) -> dict[str, object]:
    """How far the texts are somebody's words: ``value`` the median share under a voice, ``n`` texts with any voice.

    Further ``speakers`` (pairs of speech and speaker), ``passages``, and ``several``, texts in which two or more speak.
    """
    by_speech = shares.groupby("speech")["share"].agg(["sum", "size"])
    return {
        "value": float(by_speech["sum"].median()) if len(by_speech) else 0.0,
        "n": len(by_speech),
        "speakers": len(shares),
        "passages": int(shares["passages"].sum()),
        "several": int((by_speech["size"] > 1).sum()),
    }
