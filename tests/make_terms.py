"""Find candidates for ``lexicons/terms.tsv`` in texts, and fill its computed columns from them.

    python tests/make_terms.py mine [FOLDER ...] > candidates.tsv
    python tests/make_terms.py fill [FOLDER ...]

The texts are those of the folder ``KOUJING_TEXTS``, if it is set, and of the folders given; they are read as by ``koujing.read``,
so that damage and traditional characters are repaired. Terms, English, fields and variants are written by hand: candidates are to
be read in context, not believed, and a second ``fill`` changes nothing.
"""

import csv
import math
import os
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import accumulate
from pathlib import Path

import rjieba
from ahocorasick_rs import AhoCorasick

import koujing
from koujing.speech import Speech

TERMS = Path(__file__).parents[1] / "src/koujing/lexicons/terms.tsv"
COLUMNS = ("term", "english", "field", "variants", "first", "last", "source", "offset", "n")
HAN = re.compile(r"[\u4e00-\u9fff]+")
SHORTEST, LONGEST, EDGE = 3, 10, "|"
RARE = 3  # a candidate occurs at least so often
# A neighbour that is one of two characters, equally often, has an entropy of 1 bit: below that, the string is a part of a longer one.
LEAST_FREEDOM = 0.9

Row = dict[str, str]
Hit = tuple[int, int, int]  # number of the speech, start, end in its text


def read_terms() -> tuple[list[str], list[Row]]:
    """The comment lines of the lexicon, and its rows."""
    lines = TERMS.read_text(encoding="utf-8").splitlines()
    comments = [line for line in lines if line.startswith("#")]
    return comments, list(csv.DictReader(lines[len(comments) :], delimiter="\t", quoting=csv.QUOTE_NONE))


def wordings(row: Row) -> list[str]:
    """The term and its variants."""
    return [row["term"], *filter(None, row["variants"].split("|"))]


# ---- mine


def mine(speeches: Iterable[Speech]) -> Iterator[str]:
    """Lines with strings of 3-10 Han characters that hold together inside and move freely outside, the best first.

    Cohesion is the lowest pointwise mutual information, in bits, over all cuts into two parts (the usual choice for new Chinese
    words; Church & Hanks 1990 for the measure). Freedom is the lower of the entropies, in bits, of the characters before and after,
    where each edge of a run of Han characters is a new neighbour. The score is ln n × cohesion × freedom.
    """
    listed = {wording for row in read_terms()[1] for wording in wordings(row)}
    runs = [run for speech in speeches for run in HAN.findall(speech.text)]
    counts, total = count_strings(runs), sum(map(len, runs))
    terms = {string for string in counts if len(string) >= SHORTEST}
    before, after = count_neighbours(runs, terms)
    found = []
    for term in terms - listed:
        hold, freedom = cohesion(term, counts, total), min(entropy(before[term]), entropy(after[term]))
        if hold > 0 and freedom > LEAST_FREEDOM:
            found.append((math.log(counts[term]) * hold * freedom, term, counts[term], hold, freedom))
    yield "term\tn\tcohesion\tfreedom\tscore"
    for score, term, n, hold, freedom in sorted(found, key=lambda row: (-row[0], row[1])):
        yield f"{term}\t{n}\t{hold:.2f}\t{freedom:.2f}\t{score:.2f}"


def count_strings(runs: list[str]) -> Counter[str]:
    """Counts of all strings up to ``LONGEST`` that are not rare; a string can be frequent only if both its shorter halves are."""
    counts = Counter("".join(runs))
    for size in range(2, LONGEST + 1):
        strings = (run[i : i + size] for run in runs for i in range(len(run) - size + 1))
        level = Counter(s for s in strings if counts.get(s[:-1], 0) >= RARE and counts.get(s[1:], 0) >= RARE)
        counts.update({string: n for string, n in level.items() if n >= RARE})
    return counts


def count_neighbours(runs: list[str], terms: set[str]) -> tuple[dict[str, Counter[str]], dict[str, Counter[str]]]:
    """For each term, how often each character stands before and after it."""
    before, after = defaultdict[str, Counter[str]](Counter), defaultdict[str, Counter[str]](Counter)
    for run in (EDGE + run + EDGE for run in runs):
        for start in range(1, len(run) - SHORTEST):
            for end in range(start + SHORTEST, min(start + LONGEST, len(run) - 1) + 1):
                if (term := run[start:end]) not in terms:
                    break  # nor is any longer string frequent
                before[term][run[start - 1]] += 1
                after[term][run[end]] += 1
    return before, after


def cohesion(term: str, counts: Counter[str], total: int) -> float:
    """The lowest pointwise mutual information, in bits, over the cuts of a term into two parts."""
    cuts = (counts[term[:at]] * counts[term[at:]] for at in range(1, len(term)))
    return min(math.log2(counts[term] * total / expected) for expected in cuts)


def entropy(neighbours: Counter[str]) -> float:
    """Shannon entropy in bits; each edge counts as a neighbour of its own."""
    total, edges = sum(neighbours.values()), neighbours.get(EDGE, 0)
    parts = [n for character, n in neighbours.items() if character != EDGE] + [1] * edges
    return -sum(n / total * math.log2(n / total) for n in parts)


# ---- fill


def fill(speeches: list[Speech]) -> None:
    """Write ``first``, ``last``, ``source``, ``offset`` and ``n`` of every row anew, and sort the rows by field and term."""
    comments, rows = read_terms()
    uses = find_uses(rows, speeches)
    whole = [set(accumulate(map(len, rjieba.cut(speech.text)), initial=0)) for speech in speeches]
    for number, row in enumerate(rows):
        row |= dict.fromkeys(COLUMNS[4:8], "") | {"n": str(len(uses[number]))}
        # 国企 in 全国企业 is not its first use: prefer uses whose edges are edges of words.
        words = [hit for hit in uses[number] if {hit[1], hit[2]} <= whole[hit[0]]] or uses[number]
        if words:
            row |= first_and_last(words, speeches)
    lines = [
        "\t".join(row[name] for name in COLUMNS) for row in sorted(rows, key=lambda row: (row["field"], row["term"]))
    ]
    TERMS.write_text("\n".join([*comments, "\t".join(COLUMNS), *lines]) + "\n", encoding="utf-8")


def first_and_last(hits: list[Hit], speeches: list[Speech]) -> Row:
    """The years of the first and last use in dated texts, and the place of the first: its file and the offset in the raw text."""
    at, start, end = min(hits, key=lambda hit: (speeches[hit[0]].metadata["date"] or "undated", hit))
    years = [year for hit in hits if (year := speeches[hit[0]].metadata["date"][:4])]
    source, offset = speeches[at].source.rpartition("/")[2], speeches[at].raw_span(start, end)[0]
    return {"first": min(years, default=""), "last": max(years, default=""), "source": source, "offset": str(offset)}


def find_uses(rows: list[Row], speeches: list[Speech]) -> list[list[Hit]]:
    """For each row its uses in the texts, outside longer terms; words of the language (field ``general``) take what terms leave."""
    owner = {wording: number for number, row in enumerate(rows) for wording in wordings(row)}
    forms = sorted(owner, key=lambda form: (rows[owner[form]]["field"] == "general", -len(form), form))
    finder, uses = AhoCorasick(forms), [list[Hit]() for _ in rows]
    for at, speech in enumerate(speeches):
        taken = bytearray(len(speech.text))
        for number, start, end in sorted(finder.find_matches_as_indexes(speech.text, overlapping=True)):
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                uses[owner[forms[number]]].append((at, start, end))
    return uses


if __name__ == "__main__":
    folders = [*filter(None, [os.environ.get("KOUJING_TEXTS")]), *sys.argv[2:]]
    texts = [speech for folder in folders for speech in koujing.read(folder)]
    if sys.argv[1] == "mine":
        print(*mine(texts), sep="\n")
    else:
        fill(texts)
