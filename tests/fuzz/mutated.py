"""Texts that look like speeches, made from a seed and then hurt: clauses recombined, characters and marks lost, doubled, swapped."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from random import Random

import hostile
import opencc

from benchmarks.clauses import Clauses, read_clauses
from benchmarks.corpus import make_text
from benchmarks.damaged import MISHAPS
from koujing.opening import sample_folder

NUMBER = re.compile(r"[\d.]+|[零一二三四五六七八九十百千万亿两半几多余]+")
CLAUSE = re.compile(r"[^，。；：！？\n]*[，。；：！？\n]?")
MARK = re.compile(r"[，。；：、！？“”（）《》]")
WORDS = re.compile(r"其中|比上年|增长|减少|达到|以上|左右|分别|今年|去年|到20\d\d年|不超过|同比|累计|占|由|从|至|到|和|与|及|、")
NUMERALS = (
    "0", "00", "0.0", "-5", "+5", "1.2.3", "3/0", "1,234", "1，234", "12 000", "5-10", "10-5", "３．５", "5·6", "1e9",
    "百", "万万", "亿万", "零", "〇", "半", "两半", "十百千", "一二三", "三五", "七八十", "三分之", "分之一", "百分之", "百分之百百",
    "两万五千", "1万2千", "几十万", "数以万计", "成百上千", "一百万零", "负3", "－３", "9" * 40, "0." + "0" * 40 + "1",
    "十" * 40, "亿" * 40, "①", "Ⅻ", "²", "½", "٣",
)  # fmt: skip
PAIRS = ("“”", "《》", "（）", "[]", "【】", "『』", "〈〉", "()", "{}", "<>", "「」", "‘’")
STRANGE = "\x00\x07\x1b\x7f\x85\xa0\xad\u200b\u200d\u2028\u202e\u2060\u3000\ufe0f\ufeff\ufffd\ue000\U0001f600\U00020000\U000e0001\u0301"
SENTENCES = 3_000  # bytes of speech in a case, at most


@cache
def clauses() -> Clauses:
    """Of the sample, whatever other texts are present: the ordinary cases are the same everywhere."""
    return read_clauses([sample_folder()])


def make_case(seed: int) -> str:
    """The text of a seed."""
    rng = Random(seed)
    text = make_text(rng.randint(200, SENTENCES), clauses(), seed)
    if rng.random() < 0.5:
        text += "\n" + "\n".join(rng.choices(hostile.cases(), k=rng.randint(1, 6)))
    for change in rng.choices(CHANGES, k=rng.randint(1, 6)):
        text = change(text, rng)
    return text[: hostile.TOO_MANY]


def _drop(text: str, rng: Random) -> str:
    share = rng.choice((0.002, 0.02, 0.2))
    return "".join(c for c in text if rng.random() >= share)


def _double(text: str, rng: Random) -> str:
    share = rng.choice((0.002, 0.02, 0.2))
    return "".join(c * 2 if rng.random() < share else c for c in text)


def _swap(text: str, rng: Random) -> str:
    characters = list(text)
    for _ in range(rng.randint(1, 30)):
        at = rng.randrange(len(text) - 1) if len(text) > 1 else 0
        characters[at : at + 2] = characters[at : at + 2][::-1]
    return "".join(characters)


def _replace(pattern: re.Pattern[str], instead: Callable[[Random, str], str]) -> Callable[[str, Random], str]:
    """Put something else in the place of some of the matches."""

    def change(text: str, rng: Random) -> str:
        share = rng.choice((0.05, 0.3, 1.0))
        return pattern.sub(lambda found: instead(rng, found[0]) if rng.random() < share else found[0], text)

    return change


def _mask(rng: Random, was: str) -> str:
    return rng.choice(("*", "**", "xx", "×", "＊", "x", "…", "□", "某")) if was.strip() else was


def _recombine(text: str, rng: Random) -> str:
    clauses = CLAUSE.findall(text)
    rng.shuffle(clauses)
    return "".join(clauses)


def _nest(text: str, rng: Random) -> str:
    """Brackets and quotations around a stretch, one in another, some of them never closed."""
    start, end = sorted((rng.randint(0, len(text)), rng.randint(0, len(text))))
    for opening, closing in rng.choices(PAIRS, k=rng.choice((1, 2, 5, 60))):
        text = text[:start] + opening + text[start:end] + (closing if rng.random() < 0.8 else "") + text[end:]
        end += 1
    return text


def _one_line(text: str, rng: Random) -> str:
    return text.replace("\n", "")


def _many_lines(text: str, rng: Random) -> str:
    width = rng.choice((1, 2, 3, 10, 37))
    return "\n".join(text[at : at + width] for at in range(0, len(text), width))


def _widen(text: str, rng: Random) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" and rng.random() < 0.7 else c for c in text)


def _sow(text: str, rng: Random) -> str:
    for _ in range(rng.randint(1, 20)):
        at = rng.randint(0, len(text))
        text = text[:at] + rng.choice(STRANGE) * rng.choice((1, 1, 1, 2, 30)) + text[at:]
    return text


def _traditional(text: str, rng: Random) -> str:
    start, end = sorted((rng.randint(0, len(text)), rng.randint(0, len(text))))
    return text[:start] + opencc.OpenCC("s2t").convert(text[start:end]) + text[end:]


def _mishap(text: str, rng: Random) -> str:
    return rng.choice(MISHAPS)(text, rng)


CHANGES: tuple[Callable[[str, Random], str], ...] = (
    _drop, _double, _swap, _recombine, _nest, _one_line, _many_lines, _widen, _sow, _traditional, _mishap, _mishap,
    _replace(re.compile(r"[\u4e00-\u9fff]{1,2}"), _mask),
    _replace(NUMBER, lambda rng, was: rng.choice(NUMERALS)),
    _replace(NUMBER, lambda rng, was: was + rng.choice(NUMERALS)),
    _replace(MARK, lambda rng, was: ""),
    _replace(MARK, lambda rng, was: was * rng.choice((2, 3, 40))),
    _replace(MARK, lambda rng, was: rng.choice(hostile.MARKS)),
    _replace(WORDS, lambda rng, was: rng.choice(("", was + was, "分别", "其中", "、", "和", "比上年增长", "达到", "到2020年"))),
)  # fmt: skip


