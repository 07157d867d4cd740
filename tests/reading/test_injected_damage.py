"""Clean texts are damaged on purpose: the damage is found, what is restored is right, and the clean text stays clean."""

import os
from collections import Counter
from functools import cache
from pathlib import Path
from random import Random

import damage
import pytest

from koujing import lexicons
from koujing.reading import read, read_string
from koujing.reading.repair import find_repairs
from koujing.reading.repair.mask_contexts import read_contexts
from koujing.reading.repair.mask_counts import count_contexts
from koujing.reading.repair.masks import find_masks

SAMPLE = Path(__file__).parents[2] / "data/sample/province.txt"
TEXTS = os.environ.get("KOUJING_TEXTS")
needs_texts = pytest.mark.skipif(not TEXTS, reason="KOUJING_TEXTS does not name a folder of texts")
# Half of the reports, on which the rules were made; the other half is held out.
N_DEVELOPMENT, SEED = 26, 1


@cache
def reports():
    return {speech.id: speech.text for speech in read(Path(TEXTS or ".") / "work-reports")}


@cache
def halves():
    names = sorted(reports())
    development = sorted(Random(SEED).sample(names, N_DEVELOPMENT))
    return development, [name for name in names if name not in development]


@cache
def sample():
    return read_string(SAMPLE.read_text(encoding="utf-8"), "a").speeches[0].text


@pytest.fixture
def half_the_contexts(monkeypatch):
    """The counts of the development half alone stand for the lexicon."""
    contexts = read_contexts(count_contexts(reports()[name] for name in halves()[0]))
    monkeypatch.setattr("koujing.reading.repair.masks.load_contexts", lambda: contexts)


def repairs_of(text):
    return find_repairs(text, set(text))


def confusion(texts, wounded, found=repairs_of):
    total = Counter()
    for text in texts:
        damaged, wounds = wounded(text, Random(SEED))
        total += damage.confuse(wounds, found(damaged))
    return total


def masks_alone(text):
    return find_masks(text, set(text))


@needs_texts
@pytest.mark.parametrize("share", [1.0, 0.3], ids=["every word", "three in ten"])
def test_masked_words_of_reports_held_out_are_found_and_restored_right(half_the_contexts, share):
    texts = [reports()[name] for name in halves()[1]]
    found, restored, right = damage.shares(
        confusion(texts, lambda text, rng: damage.mask_words(text, rng, share), masks_alone)
    )
    assert found >= 0.98
    assert right >= 0.95
    assert restored >= 0.70


@needs_texts
def test_masked_words_of_all_reports_are_restored_with_the_lexicon_that_ships():
    found, restored, right = damage.shares(confusion(reports().values(), damage.mask_words, masks_alone))
    assert (found, restored > 0.8, right > 0.98) == (1, True, True)


def test_masked_words_of_an_invented_speech_are_found_and_restored_right():
    found, _, right = damage.shares(confusion([sample()], damage.mask_words))
    assert (found, right) == (1, 1)


WOUNDS = {
    "l for 1": damage.misread_ones,
    "every 1": lambda text, rng: damage.misread_ones(text, rng, 1.0),
    "stop for point": lambda text, rng: damage.stop_decimals(text),
    "ASCII punctuation": lambda text, rng: damage.narrow_punctuation(text),
}


@pytest.mark.parametrize("kind", WOUNDS)
def test_wounds_of_an_invented_speech_are_healed(kind):
    found, restored, right = damage.shares(confusion([sample()], WOUNDS[kind]))
    assert (found, restored, right) == (1, 1, 1)


@needs_texts
@pytest.mark.parametrize("kind", WOUNDS)
def test_wounds_of_the_reports_are_healed(kind):
    found, restored, right = damage.shares(confusion(reports().values(), WOUNDS[kind]))
    assert found >= 0.98
    assert restored >= 0.98
    assert right >= 0.99


@needs_texts
def test_line_ends_in_sentences_are_mended_where_empty_lines_part_the_paragraphs():
    hit, made, wounded = 0, 0, 0
    for text in reports().values():
        torn, wounds = damage.break_lines(text.replace("\n", "\n\n"), Random(SEED))
        spans = {r.start for r in repairs_of(torn) if r.kind == "broken_line"}
        hit, made, wounded = hit + sum(w.start in spans for w in wounds), made + len(spans), wounded + len(wounds)
    assert hit / wounded >= 0.9
    assert hit / made >= 0.99


def alarms(text):
    return [r for r in repairs_of(text) if r.kind in ("mask", "ocr_digit", "decimal_stop")]


def test_a_clean_speech_has_no_such_damage():
    assert alarms(sample()) == []


@needs_texts
def test_clean_reports_have_no_such_damage():
    n_chars = sum(map(len, reports().values()))
    assert 10_000 * sum(len(alarms(text)) for text in reports().values()) / n_chars <= 2


LAYOUTS = [("　　", "\n"), ("", "\n\n"), ("　　", "\n\n")]


def paragraphs(text):
    return [line.strip() for line in text.split("\n") if line.strip()]


@pytest.mark.parametrize("width", [20, 33, 44])
@pytest.mark.parametrize(("indent", "between"), LAYOUTS, ids=["indented", "empty lines", "both"])
def test_a_text_broken_at_the_margin_is_joined(width, indent, between):
    wrapped = damage.wrap_lines(sample(), width, indent, between)
    assert paragraphs(read_string(wrapped, "a").speeches[0].text) == paragraphs(sample())


@needs_texts
@pytest.mark.parametrize(("indent", "between"), LAYOUTS, ids=["indented", "empty lines", "both"])
def test_reports_broken_at_the_margin_are_joined(indent, between):
    same = total = 0
    for text in reports().values():
        wrapped = damage.wrap_lines(text, 38, indent, between)
        joined = Counter(paragraphs(read_string(wrapped, "a").speeches[0].text))
        same, total = same + (joined & Counter(paragraphs(text))).total(), total + len(paragraphs(text))
    assert same / total >= 0.98


@pytest.mark.parametrize("line", ["一二三四五六七八九十甲乙丙丁戊己庚辛", "修路，架桥，种树。"])
def test_lines_of_one_length_that_are_no_running_text_stay_apart(line):
    assert repairs_of("\n".join([line] * 30)) == []


@needs_texts
def test_the_contexts_that_ship_are_those_of_the_reports():
    shipped = lexicons.load("mask_contexts")
    assert count_contexts(reports()[name] for name in sorted(reports())) == shipped
