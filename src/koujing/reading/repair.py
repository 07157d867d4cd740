"""Damage in a text, found and mended step by step; each repair keeps the characters it replaces and their offsets.

Repairs that keep the length (a letter l for 1, a stop for a decimal point) are applied to a working copy as they are
found, so that a later step sees ``26.54万户``; those that change it (a lost line end, a word under a mask) come last.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

import opencc

from koujing import lexicons
from koujing.reading.speech import Repair

HAN = r"\u3400-\u9fff\U00020000-\U0003ffff"

# 1954 has 27 % of its Han characters in traditional forms; the simplified reports have up to 0.4 % (著, 乾, 徵).
TRADITIONAL_SHARE = 0.05

# ０-９, Ａ-Ｚ, ％ and what stands between: a separator (２７，２０３), a decimal point (３．６８), a dash (３０％－４０％).
FULLWIDTH = re.compile(
    r"""[０-９Ａ-Ｚａ-ｚ％＋]
        (?: [０-９Ａ-Ｚａ-ｚ％＋]
          | (?<=[０-９]) ， (?=[０-９]{3}(?![０-９]))
          | (?<=[０-９]) ． (?=[０-９])
          | (?<=[０-９％]) － (?=[０-９])
        )*
      | (?:(?<=\d)|(?<=\d\ ))．(?=[\ ]?\d)                      # 8 ．8 ％
      | (?<=\d)，(?=[０-９]{3}(?![０-９]))[０-９]{3}               # 1，２００
    """,
    re.VERBOSE,
)
TO_HALFWIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}

# The letter stands for the figure only next to a digit and never next to another letter (PM2.5l, H1N1 stay).
LETTER_L = re.compile(r"(?<![A-Za-z])l(?=\d|[。.．]\d)|(?:(?<=\d)|(?<=\d[。.．]))l(?=\d|[。.．]\d|[%％万亿])")
# A stop between digits is a decimal point, unless a year begins the next sentence (达到2015。2016年).
DECIMAL_STOP = re.compile(r"(?<=\d)。(?=\d(?!\d{3}年)|\*)")
# 1。落实… at the head of a line: an outline number whose point was flattened into a stop.
OUTLINE_STOP = re.compile(rf"^([ \u3000]*\d{{1,2}})。(?=[{HAN}<《“*])", re.MULTILINE)
BRACKETS = re.compile(rf"<([{HAN}][^<>\n]{{0,58}}[{HAN})）])>")
# 7 4 7 7 2 and 8 .8: single digits apart.  1.13 亿元: a figure apart from its unit.
SPACED_DIGITS = re.compile(r"(?<![\d.,])\d(?: ?\.? ?\d(?!\d))+")
FIGURE_SPACE = re.compile(r"(?<=[\d%]) (?=[万亿%‰元倍年月日个户人名吨亩公千平米岁件项次美多余以])")
QUOTE_SPACE = re.compile(rf"(?<=[“「《（]) +(?=[{HAN}\d])|(?<=[{HAN}\d]) +(?=[”」》）])")
ZERO_WIDTH = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad]+")
MASK = re.compile(r"\*+")
# 20xx年 and 20××年, XX县: letters and crosses as masks.
CROSS_MASK = re.compile(
    r"(?<=[12]\d)[xX×]{2}(?=[年-])|(?<=[12]\d\d)[xX×](?=年)|(?<![A-Za-z×])[xX×]{2}(?=[省市县区乡镇村局厅])"
)

BEFORE_ORNAMENT = ("", "\n", " ", "\u3000")

Collect = list[Repair]


def find_repairs(text: str) -> list[Repair]:
    """Every damaged place of ``text``, in order and without overlap; a clean text gives an empty list.

    >>> [(r.was, r.now, r.kind) for r in find_repairs("坚定*，贷款l67。5亿元")]
    [('*', '性', 'mask'), ('l', '1', 'ocr_digit'), ('。', '.', 'decimal_stop')]
    """
    found: list[Repair] = []
    working = text
    for step in (_script, _fullwidth, _letters, _stops, _brackets):
        working = step(working, found)
    for last in (_masks, _broken_lines, _spaces):
        last(working, found)
    return _settle(text, found)


def _settle(text: str, found: list[Repair]) -> list[Repair]:
    """In order, each with what stands in the text itself; of two that overlap the one that begins first is kept."""
    settled: list[Repair] = []
    for r in sorted(found, key=lambda r: (r.start, -r.end)):
        if not settled or r.start >= settled[-1].end:
            settled.append(Repair(r.start, r.end, text[r.start : r.end], r.now, r.kind, r.certain))
    return settled


def _replace(pattern: re.Pattern[str], text: str, found: Collect, kind: str, now: Callable[[str], str]) -> str:
    """Substitute matches by something of the same length and note each one that changes."""

    def note(match: re.Match[str]) -> str:
        was = match.group()
        new = now(was)
        if new != was:
            found.append(Repair(match.start(), match.end(), was, new, kind))
        return new

    return pattern.sub(note, text)


@cache
def _traditional(common: bool) -> tuple[re.Pattern[str], dict[int, str]]:
    """A pattern of the characters that have a simplified form of one character, and those forms.

    Without ``common``, only the characters outside GB2312, the set of simplified print (發 but not 著, 乾).
    """
    convert = opencc.OpenCC("t2s").convert
    pairs = ((chr(code), convert(chr(code))) for code in range(0x3400, 0xA000))
    table = {
        ord(c): s for c, s in pairs if s != c and len(s) == 1 and (common or (not _is_common(c) and _is_common(s)))
    }
    return re.compile("[" + "".join(map(chr, table)) + "]+"), table


def _is_common(character: str) -> bool:
    return bool(character.encode("gb2312", "ignore"))


def _script(text: str, found: Collect) -> str:
    """Traditional characters to simplified ones; in a text that is simplified, those that no simplified print has."""
    anywhere, _ = _traditional(common=True)
    share = sum(map(len, anywhere.findall(text))) / len(text) if text else 0
    pattern, table = _traditional(common=share > TRADITIONAL_SHARE)
    return _replace(pattern, text, found, "script", lambda was: was.translate(table))


def _fullwidth(text: str, found: Collect) -> str:
    return _replace(FULLWIDTH, text, found, "fullwidth", lambda was: was.translate(TO_HALFWIDTH))


def _letters(text: str, found: Collect) -> str:
    return _replace(LETTER_L, text, found, "ocr_digit", lambda was: "1") if "l" in text else text


def _stops(text: str, found: Collect) -> str:
    text = _replace(DECIMAL_STOP, text, found, "decimal_stop", lambda was: ".")
    for match in OUTLINE_STOP.finditer(text):
        found.append(Repair(match.end(1), match.end(), "。", ".", "decimal_stop"))
    return OUTLINE_STOP.sub(r"\1.", text)


def _brackets(text: str, found: Collect) -> str:
    """Book-title marks that were flattened into < and >."""
    if "<" not in text:
        return text
    for match in BRACKETS.finditer(text):
        found.append(Repair(match.start(), match.start() + 1, "<", "《", "quote"))
        found.append(Repair(match.end() - 1, match.end(), ">", "》", "quote"))
    return BRACKETS.sub(r"《\1》", text)


@cache
def _mask_rules() -> tuple[re.Pattern[str], list[str]]:
    """One pattern in which group n is the n-th row of the list, and what each row restores."""
    rows = lexicons.load("masks")
    rules = []
    for row in rows:
        left = "|".join(_behind(word) for word in row["left"].split("|") if word)
        right = "|".join(re.escape(word) for word in row["right"].split("|"))
        rules.append(rf"((?:{left}){re.escape(row['mask'])}(?!\*)(?={right}))")
    return re.compile("|".join(rules)), [row["now"] for row in rows]


def _behind(word: str) -> str:
    return f"(?<![{HAN}*])" if word == "^" else f"(?<={re.escape(word)})"


def _masks(text: str, found: Collect) -> None:
    """Masked words: every run of asterisks in running text, restored where the wording leaves one reading."""
    pattern, words = _mask_rules()
    for match in MASK.finditer(text) if "*" in text else ():
        start, end = match.span()
        if _is_rule_line(text, start, end):
            continue
        rule = pattern.match(text, start)
        now = words[rule.lastindex - 1] if rule and rule.lastindex else ""
        found.append(Repair(start, end, match.group(), now, "mask", bool(now)))
    found.extend(Repair(*m.span(), m.group(), "", "mask", False) for m in CROSS_MASK.finditer(text))


def _is_rule_line(text: str, start: int, end: int) -> bool:
    """Whether the asterisks stand alone on their line (an ornament), or open a list item (``* item``)."""
    if text[start - 1 : start] not in BEFORE_ORNAMENT:
        return False
    line_start = text.rfind("\n", 0, start) + 1
    before, after = text[line_start:start], text[end : text.find("\n", end) % (len(text) + 1)]
    return not before.strip(" \u3000*") and (not after.strip(" \u3000*") or after.startswith(" "))


# What cannot begin a paragraph, and what cannot end one.
NOT_FIRST = re.compile(r"[。，、；：？！》」”）,;]")
NOT_LAST = re.compile(r"[，、《“「（—,]$")
STOP_LAST = re.compile(r"[。！？；：…”」）.!?;:]$")
PUNCTUATED = re.compile(r"[。，；,;]")
# Neighbouring lines; anchored and possessive, so that a line of any length is read once.
BLOCK = re.compile(r"^[^\n]++(?:\n[^\n]++)+", re.MULTILINE)
JOINT = re.compile("[ \u200b]*\n[ \u3000\u200b]*(?:(?<=\u200b)\n[ \u3000]*)?(?=[^\\s\u200b])")


def _broken_lines(text: str, found: Collect) -> None:
    """Line ends inside a sentence, as a link or a bold phrase leaves them in a copied page."""
    spaced = 4 * len(re.findall(r"\n[^\S\n]*\n", text)) > text.count("\n")
    for block in BLOCK.finditer(text):
        joints = [j for j in JOINT.finditer(text, *block.span()) if _line_before(text, j).strip()]
        broken = [j for j in joints if _inside_sentence(text, j, spaced)]
        if spaced and broken:
            broken = [j for j in joints if not STOP_LAST.search(_line_before(text, j))]
        found.extend(Repair(j.start(), j.end(), j.group(), "", "broken_line") for j in broken)


def _line_before(text: str, joint: re.Match[str]) -> str:
    return text[text.rfind("\n", 0, joint.start()) + 1 : joint.start()]


def _inside_sentence(text: str, joint: re.Match[str], spaced: bool) -> bool:
    """Whether no paragraph can end here: the line ends in a comma, the next begins with a stop, or (where paragraphs
    are set apart by empty lines) the line holds sentences but ends in none; or an editor left its mark at the break."""
    line = _line_before(text, joint)
    if NOT_FIRST.match(text, joint.end()) or NOT_LAST.search(line):
        return True
    if "\u200b" in joint.group() and not STOP_LAST.search(line):
        return True
    return spaced and bool(PUNCTUATED.search(line)) and not STOP_LAST.search(line)


def _spaces(text: str, found: Collect) -> None:
    """Spaces inside figures and quotation marks, and characters without width."""
    spots = {span for m in SPACED_DIGITS.finditer(text) for span in _inner_spaces(m)} if " " in text else set()
    for pattern in (FIGURE_SPACE, QUOTE_SPACE) if " " in text else ():
        spots |= {m.span() for m in pattern.finditer(text)}
    spots |= {m.span() for m in ZERO_WIDTH.finditer(text)}
    found.extend(Repair(start, end, text[start:end], "", "spacing") for start, end in spots)


def _inner_spaces(match: re.Match[str]) -> list[tuple[int, int]]:
    return [(match.start() + m.start(), match.start() + m.end()) for m in re.finditer(" +", match.group())]
