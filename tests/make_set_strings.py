"""Rebuild ``lexicons/set_strings.tsv``: python tests/make_set_strings.py FOLDER ... > src/koujing/lexicons/set_strings.tsv

A string of five Han characters is set if at least three offices used it, an office of another decade counting as another; marks
are left out. Neighbouring ones are written as one string of up to 20 characters.
"""

import sys
from collections.abc import Iterable, Iterator

import numpy as np

import koujing
from koujing.borrowing.letters import fold, strings
from koujing.borrowing.runs import LENGTH
from koujing.speech import Speech

OFFICES, LONGEST = 3, 20
HEAD = """\
# Strings of which every five characters in a row are common in official speech: at least three offices used them (the State Council
# in another decade counts as another). What two texts share of them shows no borrowing. Marks are left out; digits and letters too.
# Source: counted in 52 reports of the State Council, 1954-2025, in 31 of provinces, cities and counties, and in 260 news reports.
# Rebuilt by tests/make_set_strings.py.
string"""


def office(speech: Speech) -> str:
    """Who speaks, and in which decade."""
    return f"{speech.metadata['organisation'] or speech.id} {speech.metadata['date'][:3]}"


def set_strings(speeches: Iterable[Speech]) -> Iterator[str]:
    """The strings, each of which has five characters in a row that none before it has."""
    letters = [(office(speech), fold(speech.text)) for speech in speeches]
    by_office: dict[str, list[np.ndarray]] = {}
    for name, text in letters:
        by_office.setdefault(name, []).append(strings(text, LENGTH))
    every = np.concatenate([np.unique(np.concatenate(hashes)) for hashes in by_office.values()])
    found, n_offices = np.unique(every, return_counts=True)
    wanted = set(found[n_offices >= OFFICES].tolist())
    for _, text in letters:
        word = "".join(map(chr, text.codes))
        begin = -1
        for k, code in enumerate([*strings(text, LENGTH).tolist(), 0]):
            new = code in wanted and all("\u4e00" <= letter <= "\u9fff" for letter in word[k : k + LENGTH])
            wanted.discard(code) if new else None
            if begin >= 0 and (not new or k + LENGTH - begin > LONGEST):
                yield word[begin : k + LENGTH - 1]
                begin = -1
            if new and begin < 0:
                begin = k


if __name__ == "__main__":
    print("\n".join([HEAD, *sorted(set_strings(speech for folder in sys.argv[1:] for speech in koujing.read(folder)))]))
