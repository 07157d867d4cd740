"""Finding and counting terms costs little beside cutting the words, and time in proportion to the text whatever is in it."""

import os
from itertools import islice, product
from pathlib import Path
from statistics import median

import pytest

from benchmarks.counted import alone
from growing import BOUND, growth, seconds
from koujing.opening import sample_folder
from koujing.reading import read
from koujing.words.counts import count_regimes, count_terms
from koujing.words.pairs import count_pairs
from koujing.words.rows import headline_terms
from koujing.words.terms import Finder, joined, listed_finder
from koujing.words.tokens import Tokens, join_terms, tokenize

# Measured 0.9 on reports, 0.6 on the documents, 0.4 on the sample; when units were counted one by one, 2.4, 1.4 and 0.9.
# A busy machine may double a ratio of two short runs.
MOST = 1.5


def count(text: str, plain: Tokens, finder: Finder | None = None) -> None:
    """All that terms add to the words of a text."""
    tokens = join_terms(text, plain, finder)
    texts = alone(tokens, plain)
    count_regimes(texts, count_terms(texts, [[(0, "")]])[0])


def cut(text: str) -> Tokens:
    """The plain words of a text, and which are words: what every study needs without terms too."""
    plain = tokenize(text, terms=False)
    assert len(plain.word_ids) <= len(plain)
    return plain


def test_terms_cost_little_beside_plain_words():
    folder = os.environ.get("KOUJING_TEXTS")
    texts = [speech.text for speech in read(Path(folder, "source-documents") if folder else sample_folder())]
    text = "\n".join(texts * (300_000 // sum(map(len, texts)) + 1))[:300_000]
    plain = cut(text)
    count(text, plain)  # what is loaded once is loaded

    def ratio() -> float:
        listed_finder().strings("")  # what is kept of the last text is forgotten
        return seconds(lambda text: count(text, plain), text) / seconds(cut, text)

    assert median(ratio() for _ in range(5)) < MOST


def of_all(text: str) -> None:
    """Counts, pairs included."""
    plain = cut(text)
    count(text, plain)
    count_pairs(alone(join_terms(text, plain)), headline_terms())


@pytest.mark.parametrize("piece", ["三农", "三农。", "改革*", "三", "和平统一战线", "改革开放", "推进改革开放", "办公室", "扶贫办公室"])
def test_a_hostile_text_is_counted_in_linear_time(piece):
    assert growth(of_all, piece, 100_000) < BOUND


def test_a_long_text_without_a_term_is_counted_in_linear_time():
    assert growth(of_all, "他走了，天黑了。", 200_000) < BOUND  # he left, it grew dark


def test_a_line_of_all_listed_terms_is_counted_in_linear_time():
    line = "".join(sorted(joined()))
    assert growth(of_all, line, 16 * len(line)) < BOUND


def test_ten_thousand_terms_of_ones_own_in_a_line_are_counted_in_linear_time():
    own = list(islice(map("".join, product("天地山水风火云雨雪", repeat=5)), 10_000))
    finder, line = Finder((), own), "".join(own)
    assert growth(lambda text: count(text, cut(text), finder), line, 16 * len(line)) < BOUND


def test_many_short_speeches_take_no_longer_each_than_a_few():
    sentence = "推进农业现代化和乡村振兴，改善营商环境。"

    def each(text: str) -> None:
        for line in text.splitlines():
            count(line, cut(line))

    assert growth(each, f"{sentence}\n", 24_000) < BOUND
