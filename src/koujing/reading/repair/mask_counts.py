"""Count the contexts of the words that filters mask, for ``lexicons/mask_contexts.tsv``.

``python -m koujing.reading.repair.mask_counts FOLDER > mask_contexts.tsv`` rebuilds the file.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from math import log

from koujing.chinese.patterns import lazy
from koujing.reading import read
from koujing.reading.repair.mask_contexts import UNLISTED, WIDTH, class_of

# Words that were found under masks, or that occur in the same places and compete with them.
WORDS = (
    "性", "色", "政府", "人民", "中央", "专业", "民意", "和谐", "药", "证明", "证", "出台", "射", "辛", "中国", "民主", "政治", "工资",
    "总书记", "共产党", "毛泽东", "邓小平", "江泽民", "胡锦涛", "习近平",
)  # fmt: skip
ANY_WORD = lazy("|".join(sorted(WORDS, key=len, reverse=True)))
TWO_HAN = lazy(r"[\u3400-\u9fff]{2}")
UNLISTED_EVERY = 60
# A context is kept if it tells more than the next shorter one, by this much log-likelihood (in nats) of the words counted in
# it. Nine in ten contexts tell less; keeping them too would raise the restored share of held-out reports from 73 to 77 %.
GAIN = 1.5

Side = dict[str, Counter[str]]
Place = tuple[str, str, str]
HEAD = """\
# How often 52 State Council reports (1954-2025, transcribed on Wikisource) have a word that web filters mask after (before) and in front
# of (behind) up to three characters; word: how often at all. ? is any other word, sampled.
# 0 is a digit, ^ punctuation or a line end. Source: counted by koujing.reading.repair.mask_counts; extracted counts only.
side	context	counts"""


def count_contexts(texts: Iterable[str]) -> list[dict[str, str]]:
    """Rows ``side, context, counts`` for a collection of texts.

    Every text is counted as it is, and again with every listed word masked, for the contexts that contain a mask.
    """
    words: Counter[str] = Counter()
    sides: dict[str, Side] = {"before": defaultdict(Counter), "behind": defaultdict(Counter)}
    for text in texts:
        for word, *contexts in (*_places(text), *_unlisted_places(text)):
            words[word] += 1
            for side, context in zip(sides.values(), contexts, strict=True):
                _count(side, word, context)
        for word, *contexts in _masked_places(text):
            for side, context in zip(sides.values(), contexts, strict=True):
                _count(side, word, context, "*")
    rows = [("word", "", words)]
    rows += [("before", c[::-1], n) for c, n in _telling(words, sides["before"])]
    rows += [("behind", c, n) for c, n in _telling(words, sides["behind"])]
    return [{"side": side, "context": context, "counts": _written(n)} for side, context, n in rows]


def _count(side: Side, word: str, context: str, holding: str = "") -> None:
    """Count a word in its context and in all shorter ones, if they contain the sign ``holding``."""
    for length in range(1, len(context) + 1):
        if holding in context[:length]:
            side[context[:length]][word] += 1


def _places(text: str) -> Iterator[Place]:
    """Every listed word with the characters before it (nearest first) and after it; 证 also inside 证明."""
    classes = _classes(text)
    for word in WORDS:
        for match in re.finditer(word, text):
            yield _place(word, classes, *match.span())


def _masked_places(text: str) -> Iterator[Place]:
    words = ANY_WORD.findall(text)
    classes = _classes(ANY_WORD.sub("*", text.replace("*", "")))
    for word, match in zip(words, re.finditer(r"\*", classes), strict=True):
        yield _place(word, classes, *match.span())


def _unlisted_places(text: str) -> Iterator[Place]:
    classes = _classes(text)
    spans = [m.span() for m in TWO_HAN.finditer(text) if not ANY_WORD.search(text, m.start() - 1, m.end() + 1)]
    for span in spans[::UNLISTED_EVERY]:
        yield _place(UNLISTED, classes, *span)


def _classes(text: str) -> str:
    return "".join(map(class_of, text))


def _place(word: str, classes: str, start: int, end: int) -> Place:
    return word, classes[max(0, start - WIDTH) : start][::-1], classes[end : end + WIDTH]


def _telling(words: Counter[str], counted: Side) -> list[tuple[str, Counter[str]]]:
    """The contexts, short before long, whose counts could not be expected from the next shorter one."""
    total = words.total()
    known: dict[str, Mapping[str, float]] = {"": {word: n / total for word, n in words.items()}}
    kept = []
    for context in sorted(counted, key=lambda c: (len(c), c)):
        seen = counted[context]
        shorter = next(known[context[:k]] for k in range(len(context) - 1, -1, -1) if context[:k] in known)
        k = 2 * len(seen)
        given = {word: (seen[word] + k * p) / (seen.total() + k) for word, p in shorter.items()}
        if sum(n * log(given[word] / shorter[word]) for word, n in seen.items()) > GAIN:
            known[context] = given
            kept.append((context, seen))
    return kept


def _written(counts: Counter[str]) -> str:
    return "|".join(f"{word}={n}" for word, n in sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def main() -> None:
    """Print the lexicon for the texts of the folder named on the command line."""
    rows = count_contexts(speech.text for speech in read(sys.argv[1]))
    print(HEAD, *("\t".join(row.values()) for row in rows), sep="\n")


if __name__ == "__main__":
    main()
