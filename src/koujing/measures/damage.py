"""What damage does to counts and statistics: what a naive reader finds in the raw text."""

from __future__ import annotations

import re
from math import prod

import numpy as np
import numpy.typing as npt
import pandas as pd

# The kinds of a ``repairs`` table in plain words.
KINDS = {
    "mask": "masked word",
    "ocr_digit": "letter l for 1",
    "decimal_stop": "stop for decimal point",
    "fullwidth": "full-width digits",
    "quote": "quotation and title marks",
    "punctuation": "ASCII punctuation",
    "script": "traditional script",
    "glyph": "radicals for characters",
    "encoding": "wrong decoding",
    "spacing": "spaces inside",
    "broken_line": "broken line",
    "reference": "character reference",
    "dropped": "dropped characters",
    "other": "lost character",
}
MAGNITUDES = {"百": 1e2, "千": 1e3, "万": 1e4, "亿": 1e8}
DIGITS = re.compile(
    r"""([0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?)    # 2,024.5
        \s*
        ((?:[多余来几个]?                       # 40多万, 60个亿
            (?!千[瓦克米卡]|百分)[百千万亿]     # 2024万, but the 千 of 千瓦 belongs to the unit
        )*)
    """,
    re.VERBOSE,
)
# The first pattern that fits decides, so a statistic with a letter l and a stop (l7。85) counts under the letter.
STATES = {
    "letter l for 1": re.compile(r"l"),
    "stop for point": re.compile(r"。"),
    "spaces inside": re.compile(r"\s"),
    "full-width digits": re.compile(r"[０-９]"),
    "full-width comma or point": re.compile(r"[0-9][，．·／]"),
    "plain digits": re.compile(r"[0-9]"),
    "Chinese numerals": re.compile(r""),
}


def read_digits(text: str) -> float:
    """The number that a pattern for ASCII digits finds, with its magnitude (万, 亿); nan if there is none.

    The last run of digits is taken, because the unit follows it.

    >>> read_digits("2,024.5万元"), read_digits("l67亿元"), read_digits("26。54万户"), read_digits("三成")
    (20245000.0, 6700000000.0, 540000.0, nan)
    """
    found = DIGITS.findall(text)
    if not found:
        return float("nan")
    digits, magnitudes = found[-1]
    return prod((MAGNITUDES.get(sign, 1.0) for sign in magnitudes), start=float(digits.replace(",", "")))


def state_of(text: str) -> str:
    """How the digits of a statistic are written in the raw text: one of ``STATES``.

    >>> state_of("l67亿元"), state_of("26。54万户"), state_of("７％"), state_of("三成")
    ('letter l for 1', 'stop for point', 'full-width digits', 'Chinese numerals')
    """
    return next(state for state, pattern in STATES.items() if pattern.search(text))


def naive_statistics(statistics: pd.DataFrame) -> pd.DataFrame:
    """The statistics with a single value, compared with what ``read_digits`` finds in their raw characters.

    Columns ``speech, text, unit, value, state, naive, reading, factor``: ``reading`` is right, wrong or unseen;
    ``factor`` is how many times too large or too small a wrong reading is (infinite where it is 0).

    >>> table = naive_statistics(pd.DataFrame({"speech": "a", "text": ["l67亿元", "5户"], "unit": "", "value": [1.67e10, 5]}))
    >>> table[["naive", "reading", "factor"]].round(2).to_numpy().tolist()
    [[6700000000.0, 'wrong', 2.49], [5.0, 'right', nan]]
    """
    readable = statistics["value"].notna() & (statistics["text"] != "")
    table = statistics.loc[readable, ["speech", "text", "unit", "value"]]
    value, naive = table["value"].abs().to_numpy(), table["text"].map(read_digits).to_numpy(dtype=float)
    reading = np.where(np.isnan(naive), "unseen", np.where(np.isclose(naive, value), "right", "wrong"))
    with np.errstate(divide="ignore", invalid="ignore"):
        factor = np.where(reading == "wrong", np.maximum(value / naive, naive / value), np.nan)
    return table.assign(state=table["text"].map(state_of), naive=naive, reading=reading, factor=factor)


def masked_words(repairs: pd.DataFrame, terms: pd.DataFrame) -> pd.DataFrame:
    """How often each restored word is visible and how often hidden by a mask, in the speeches that have masks.

    One row per word, the most often hidden first: ``word, hidden, visible``, and ``elsewhere``, its uses in speeches without
    masks. A word also counts inside longer words and terms (性 in 积极性), as a search would find it, but not across two. Masks
    that could not be restored may hide more.

    >>> repairs = pd.DataFrame({"speech": ["a", "a"], "kind": ["mask", "mask"], "now": ["性", ""]})
    >>> terms = pd.DataFrame({"speech": ["a", "a", "b"], "term": ["积极性", "主动性", "弹性"], "n": [1, 2, 9]})
    >>> masked_words(repairs, terms).to_numpy().tolist()
    [['性', 1, 2, 9]]
    """
    masks = repairs[repairs["kind"] == "mask"]
    restored = masks.loc[masks["now"] != "", "now"]
    words = pd.Index(restored.unique())
    hidden = np.array([restored.str.count(re.escape(word)).sum() for word in words], dtype=int)
    with_masks = terms["speech"].isin(masks["speech"])
    here, elsewhere = _count_inside(words, terms[with_masks]), _count_inside(words, terms[~with_masks])
    visible = np.maximum(here - hidden, 0)  # a restored word next to an unknown mask is in a token that is not counted
    table = pd.DataFrame({"word": words, "hidden": hidden, "visible": visible, "elsewhere": elsewhere})
    return table.sort_values(["hidden", "word"], ascending=[False, True], ignore_index=True)


def _count_inside(words: pd.Index[str], terms: pd.DataFrame) -> npt.NDArray[np.int64]:
    counts = terms.groupby("term")["n"].sum()
    return np.array([(counts.index.str.count(re.escape(word)) * counts).sum() for word in words], dtype=np.int64)


def sum_masks(repairs: pd.DataFrame, documents: pd.DataFrame) -> dict[str, int]:
    """The number of masked places (``n``), restored (``value``) and not (``unknown``), in how many ``texts`` of ``all``."""
    masks = repairs[repairs["kind"] == "mask"]
    restored = int(masks["certain"].sum())
    counts = {"n": len(masks), "value": restored, "unknown": len(masks) - restored}
    return counts | {"texts": masks["speech"].nunique(), "all": len(documents)}


def sum_hidden(words: pd.DataFrame) -> dict[str, float]:
    """The share of all occurrences of the ``n`` ``masked_words``, in texts with masks, that is hidden (``value``).

    ``gone`` counts the words that never appear unmasked in these texts.

    >>> sum_hidden(pd.DataFrame({"hidden": [3, 1], "visible": [0, 4]}))
    {'value': 0.5, 'n': 2, 'gone': 1}
    """
    hidden, seen = int(words["hidden"].sum()), int(words["visible"].sum())
    return {"value": hidden / max(hidden + seen, 1), "n": len(words), "gone": int((words["visible"] == 0).sum())}


def masked_rates(words: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Occurrences of ``masked_words`` (the index) per 10,000 Han characters in three readings of the texts.

    The columns are: texts with masks, raw; the same, repaired; and texts without masks (missing if there are none).

    >>> words = pd.DataFrame({"word": ["性"], "hidden": [3], "visible": [1], "elsewhere": [5]})
    >>> masked_rates(words, pd.DataFrame({"n_masks": [3, 0], "n_han": [10_000, 5_000]})).to_numpy().tolist()
    [[1.0, 4.0, 10.0]]
    """
    han = documents.groupby(documents["n_masks"] > 0)["n_han"].sum().reindex([True, False]) / 10_000
    here, elsewhere = (float(n) if n else np.nan for n in han.fillna(0))
    table = words.set_index("word")
    readings = {
        "masked texts, raw": table["visible"] / here,
        "masked texts, repaired": (table["visible"] + table["hidden"]) / here,
        "texts without masks": table["elsewhere"] / elsewhere,
    }
    return pd.DataFrame(readings)


def readings_by(statistics: pd.DataFrame, column: str) -> pd.DataFrame:
    """For each value of ``column``, how many ``naive_statistics`` are read right, read wrong, or not seen, and why not."""
    chinese = statistics["state"] == "Chinese numerals"
    names = {"unseen": "not seen: full-width digits"}
    reading = statistics["reading"].replace(names).mask(chinese, "not seen: Chinese numerals, no damage")
    order = ["right", "wrong", *names.values(), "not seen: Chinese numerals, no damage"]
    return pd.crosstab(statistics[column], reading).reindex(columns=order, fill_value=0).rename_axis(columns=None)


def sum_readings(statistics: pd.DataFrame) -> dict[str, object]:
    """What the naive reader makes of statistics in digits: ``value``, the share it gets wrong, and ``n, wrong, unseen``.

    Of the wrong ones, ``zero`` are read as 0, and ``median`` is the median factor by which the others are off (missing if
    there are none). ``value`` is missing if there are no statistics.
    """
    digits = statistics[statistics["state"] != "Chinese numerals"]
    counts = digits["reading"].value_counts()
    wrong = int(counts.get("wrong", 0))
    factor = digits["factor"].dropna()
    return {
        "value": wrong / len(digits) if len(digits) else float("nan"),
        "n": len(digits),
        "wrong": wrong,
        "unseen": int(counts.get("unseen", 0)),
        "median": factor[np.isfinite(factor)].median(),
        "zero": int(np.isinf(factor).sum()),
    }


def worst_readings(statistics: pd.DataFrame, n: int = 3) -> pd.DataFrame:
    """The ``n`` wordings misread by the largest factor in each state of the digits, sorted by state."""
    wrong = statistics[statistics["reading"] == "wrong"].sort_values(["factor", "text", "speech"], ascending=[False, True, True])
    wrong = wrong.drop_duplicates(["state", "text"])
    return wrong.groupby("state").head(n).sort_values(["state", "factor", "text"], ascending=[True, False, True])
