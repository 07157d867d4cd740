"""The wordings around a statistic that may say what it measures, each with the names of what speaks for or against it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from typing import NamedTuple

from koujing.chinese.marks import Marks, Span
from koujing.chinese.numeral_forms import DASHES
from koujing.chinese.patterns import lazy
from koujing.statistics import surroundings
from koujing.statistics.names import Name
from koujing.statistics.noun_phrases import phrase_end, phrase_start
from koujing.statistics.roles import Place
from koujing.statistics.word_kinds import coarse, in_context, is_term, kind_of_word, names_quantity
from koujing.words.segmenters import segmenter
from koujing.words.dictionary import cost

# A name has at most so many words before its statistic, in a clause before it, and behind it.
_BEFORE, _EARLIER, _BEHIND = 10, 7, 9
_REACH = 45
_LEFT_OUT = " \u3000" + DASHES.replace("\\", "")
# What may stand between a statistic and the noun behind it.
_MEASURED = lazy(r"(?:多|余|来|以上|以下|左右|以内|上下|不等|及以下|及以上|的|钱|\s|块)*")
_ENDS = frozenset({"的", "了", "、", "和", "mark", "number", "p", "c", "u"})
NOUNS = frozenset({"n", "vn", "nz", "an", "nt", "nr", "x", "j", "l", "place", "b", "i"})
_HEDGES = frozenset("约 近 超 达 为 共 仅 已 超过 达到 大约 完成了 了 是 有 由 从".split())
_CLOSED = lazy(r"[)）]")
_OPEN, _CLOSE = "“‘「『《", "”’」』》"


class Words:
    """The words of a text by their places."""

    def __init__(self, text: str, words: Callable[[], Sequence[str]]) -> None:
        self.text, self._cut = text, words
        self._starts: list[int] = []
        self._kinds: list[str] = []
        self._words: Sequence[str] = ()

    def load(self) -> None:
        if not self._starts:
            self._words = self._cut()
            at = 0
            for word in self._words:
                self._starts.append(at)
                at += len(word)
            self._starts.append(at)
            self._kinds = [kind_of_word(word) for word in self._words]
            self._kinds.append("mark")

    def between(self, first: int, stop: int) -> tuple[list[int], list[str]]:
        """Where the words of a part of the text begin, with its end, and their kinds; a word that reaches into it is cut again."""
        self.load()
        starts = self._starts
        i, j = bisect_left(starts, first), bisect_left(starts, stop)
        at, kinds = starts[i:j], self._kinds[i:j]
        if (not at or at[0] > first) and first < stop:
            head = segmenter("rjieba")(self.text[first : min(stop, max(first + 12, at[0] if at else stop))])
            places, k = [], first
            for word in head:
                places.append(k)
                k += len(word)
                if k in at:
                    break
            rest = bisect_left(at, k)
            at, kinds = places + at[rest:], [kind_of_word(word) for word in head[: len(places)]] + kinds[rest:]
        if starts[j] > stop and at and len(at) > 0:
            kinds[-1] = kind_of_word(self.text[at[-1] : stop])
        return [*at, stop], kinds

    def snap(self, stop: int) -> int:
        """The end of the word that a place lies within, if it is known as a whole."""
        self.load()
        j = bisect_left(self._starts, stop)
        end = self._starts[j]
        word = self.text[self._starts[j - 1] : end]
        return end if end > stop and cost(word) + 2 < cost(word[: stop - end]) + cost(word[stop - end :]) else stop

    def kind_at(self, at: int) -> str:
        self.load()
        return self._kinds[min(bisect_left(self._starts, at), len(self._kinds) - 1)]

    def kind_before(self, at: int) -> str:
        self.load()
        return self._kinds[max(bisect_left(self._starts, at) - 1, 0)]


class Said:
    """The readings of what a statistic measures, each wording once."""

    def __init__(self) -> None:
        self.found: dict[str, tuple[Span | None, list[str]]] = {}

    def add(self, words: str, span: Span | None, features: list[str]) -> None:
        known = self.found.get(words)
        if known:
            known[1].extend(name for name in features if name not in known[1])
        else:
            self.found[words] = span, features


class Earlier(NamedTuple):
    name: Name
    unit: str
    kind: str


def propose(words: Words, marks: Marks, place: Place, floor: int, kind: str, today: Name, earlier: Sequence[Earlier], listed: tuple[Span | None, int] = (None, 0)) -> Said:
    text, said = words.text, Said()
    clause, sentence, start, end = place
    kind = kind or "bare"
    unit = text[end - 1]
    unit = unit if unit in "元%个人户亩名家项米里位次倍点年岁吨斤" else "-"
    if today.words:
        said.add(today.words, today.span, ["today", f"today|{kind}"])
    else:
        said.add("", None, ["none", f"none|{kind}"])
    first = max(clause, floor, start - _REACH)
    last = first + len(text[first:start].rstrip(_LEFT_OUT))
    opened = max(text.rfind("（", first, start), text.rfind("(", first, start))
    inside = opened >= 0 and not _CLOSED.search(text, opened, start)
    if inside:
        first = opened + 1
        last = max(last, first)
    setting = "（" if inside else "占" if "占" in text[first:start] else "list" if listed[0] else ""
    match = _MEASURED.match(text, end)
    assert match
    after = words.kind_at(match.end())
    at, kinds = words.between(first, last)
    bare = "bare" if NOUNS.isdisjoint(kinds) else "noun"
    told = [f"B|{kind}", f"B|u:{unit}", f"B|a:{after}", f"B|a:{after}|u:{unit}"]
    ends = {last}
    if trailing := surroundings.trailing().search(text, first, last):
        if text[trailing.start() : last] in _HEDGES:
            ends.clear()
        ends.add(words.snap(trailing.start()))
    for k in range(len(kinds) - 1, max(0, len(kinds) - 9), -1):
        if kinds[k - 1] in NOUNS and kinds[k] not in NOUNS and kinds[k] not in {"的", "、", "和"}:
            ends.add(at[k])
            if len(ends) > 3:
                break
    trimmed = words.snap(trailing.start()) if trailing else last
    at, kinds = words.between(first, trimmed)
    ledq = ("q" if names_quantity(text[at[-2] : trimmed]) else coarse(kinds[-1])) if kinds else "-"
    ledq += "" if trimmed == last else ">"
    link = "的" if "的" in match[0] else ""
    told += [f"B{link}|{ledq}", f"B{link}|{ledq}|{kind}", f"B|{setting}", f"B|{setting}|{kind}"]
    if text[last - 1 : last] in "）)" and (aside := max(text.rfind("（", first, last), text.rfind("(", first, last))) > first:
        ends.add(aside)
    for nth, stop in enumerate(sorted(ends, reverse=True)):
        _before(said, words, first, stop, start, "B", [*told, f"B#{nth}"], kind, _BEFORE, today.words)
    edge = clause
    for source in ("C", "D"):
        if edge <= max(sentence, floor):
            break
        previous = max(sentence, floor, marks.clause(edge - 1)[0], edge - 1 - _REACH)
        stop = edge - 1
        if previous < stop:
            trailing = surroundings.trailing().search(text, previous, stop)
            said_of = [f"{source}|{kind}", f"{source}|{bare}", f"{source}|u:{unit}", f"{source}|a:{after}", f"{source}|{setting}", f"{source}|{ledq[:1]}"]
            ends = {stop, words.snap(trailing.start()) if trailing else stop}
            at, kinds = words.between(previous, stop)
            for k in range(len(kinds) - 1, 0, -1):
                if kinds[k - 1] in NOUNS and kinds[k] not in NOUNS and kinds[k] not in {"的", "、", "和"}:
                    ends.add(at[k])
                    if len(ends) > 2:
                        break
            for nth, stop_ in enumerate(sorted(ends, reverse=True)):
                _before(said, words, previous, stop_, stop, source, [*said_of, f"{source}#{nth}"], kind, _EARLIER, today.words)
        edge = marks.clause(edge - 1)[0]
    region, many = listed
    if region:
        _before(said, words, *region, region[1], "M", [f"M|{kind}"], kind, _BEFORE, today.words)
    _behind(said, words, marks, place, kind, unit, match.end(), "的" in match[0], bare, ledq, today.words)
    for k, (name, other_unit, other) in enumerate(earlier):
        if name.words:
            features = [
                f"P{k}|{kind}", f"P{k}|same" if other_unit == text[end - 1] else f"P{k}|other", f"P|{other}|{kind}", f"P{k}|{bare}", f"P|a:{after}",
                f"P{k}", f"P{k}|{setting}", f"P|{setting}|{kind}", f"P{k}|{ledq[:1]}",
            ]  # fmt: skip
            if clause <= floor:
                features.append("P|clause")
            if sentence > floor:
                features.append("P|sentence")
            if many and k < many:
                features.append(f"P{k - many}")
            if text[floor:start].strip() in {"、", "和"}:
                features.append(f"P{k}|joined")
            said.add(name.words, name.span, features)
    for wording, (_, features) in said.found.items():
        if today.words and wording and wording != today.words:
            if wording.endswith(today.words):
                features.append("today<")
            elif today.words.endswith(wording):
                features.append("today>")
            elif today.words.startswith(wording):
                features.append("today)")
            elif wording.startswith(today.words):
                features.append("today(")
    return said


def _before(said: Said, words: Words, first: int, stop: int, start: int, source: str, told: list[str], kind: str, most: int, today: str = "") -> None:
    text = words.text
    at, kinds = words.between(first, stop)
    if not kinds or kinds[-1] in _ENDS:
        return
    gap = words.kind_at(stop) if stop < start else "direct"
    last = text[at[-2] : stop]
    kinds_ = in_context(kinds)
    closing = [*told, f"{source}>{gap}", f"{source}e:{kinds_[-1]}", f"e:{kinds_[-1]}>{gap}"]
    if names_quantity(last):
        closing += [f"{source}q|{kind}", "q"]
    has: list[str] = []
    term = ""
    begin = phrase_start(kinds_, "money" if kind == "change" and gap != "direct" else kind, names_quantity(last))
    low = max(0, len(kinds) - most)
    for i in range(len(kinds) - 1, low - 1, -1):
        one, word = kinds_[i], text[at[i] : at[i + 1]]
        if kinds[i] == "mark":
            break
        if i < len(kinds) - 1:
            name = f"in:{one}{kinds_[i + 1]}"
            if name not in has:
                has.append(name)
        before = kinds_[i - 1] if i else "start"
        span, wording = _unquoted(text, at[i], stop)
        if wording and (len(wording) > 1 or kinds[i] not in _ENDS) and kinds[i] not in {"的", "、"}:
            out = text[at[i - 1] : at[i]] if i else ""
            features = [*closing, *has, f"cut:{before}{one}", f"{source}<{before}", f"{source}:{one}", f"n{len(kinds) - i}", f"n{min(len(kinds) - i, 3)}e:{kinds_[-1]}", f"in={word}"]
            if "的" in wording:
                features.append(f":{one}|的")
            vote = "=" if i == begin else "<" if i < begin else ">"
            features += [f"ns{vote}", f"{source}ns{vote}", f"ns{vote}{kinds_[-1]}"]
            if i:
                features.append(f"out={out}")
            if is_term(wording):
                features.append("term")
                term = wording
            elif term:
                features.append("term>")
            if wording == today:
                features += [f"today|{source}", f"today|ns{vote}", f"today|{source}{kinds_[-1]}"]
            said.add(wording, span, features)


def _unquoted(text: str, start: int, stop: int) -> tuple[Span, str]:
    """A wording without the quotation marks around it; empty if it has one mark of a pair."""
    wording = text[start:stop].strip(" \u3000")
    start = text.index(wording, start) if wording else start
    opened, closed = sum(map(wording.count, _OPEN)), sum(map(wording.count, _CLOSE))
    if opened == closed == 1 and wording[0] in _OPEN and wording[-1] in _CLOSE:
        wording, start = wording[1:-1], start + 1
    elif closed == opened + 1 and wording[-1:] in _CLOSE:
        wording = wording[:-1]
    elif opened != closed:
        wording = ""
    if sum(map(wording.count, "（(")) != sum(map(wording.count, "）)")):
        wording = ""
    return (start, start + len(wording)), wording


def _behind(said: Said, words: Words, marks: Marks, place: Place, kind: str, unit: str, first: int, linked: bool, bare: str, ledq: str, today: str) -> None:
    text = words.text
    stop = min(marks.clause(first)[1], first + _REACH)
    at, kinds = words.between(first, stop)
    kinds_ = in_context(kinds)
    last = min(len(kinds), _BEHIND)
    link = "的" if linked else ""
    led = coarse(words.kind_before(place.start)) if place.start > place.clause else "start"
    opening = [f"A{link}|{kind}", f"A^{led}|{kind}", f"A^{led}", f"A|u:{unit}", f"A|{bare}", f"A|{bare}|{kind}", f"A|{bare}|u:{unit}", f"A{link}|{ledq}|{kind}", f"A{link}|{ledq}"]
    for i in range(min(3, last)):
        before = kinds_[i - 1] if i else "start"
        finish = i + phrase_end(kinds_[i:], unit in {"人", "户"})
        has: list[str] = []
        if kinds[i] in {"的", "、"}:
            continue
        for j in range(i + 1, last + 1):
            one, word = kinds_[j - 1], text[at[j - 1] : at[j]]
            if kinds[j - 1] in {"number", "mark"}:
                break
            if j - 1 > i:
                name = f"Ain:{kinds_[j - 2]}{one}"
                if name not in has:
                    has.append(name)
            if kinds[j - 1] not in _ENDS:
                span, wording = _unquoted(text, at[i], at[j])
                next_ = kinds_[j] if j < len(kinds) else "stop"
                follow = text[at[j] : at[j + 1]] if j < len(kinds) else ""
                later = "V" if "V" in kinds_[j + 1 : j + 4] else "L" if "L" in kinds_[j + 1 : j + 4] else ""
                tail = kinds_[j:]
                over = ("V" if "V" in tail else "L" if "L" in tail else "W" if "W" in tail else "-" if tail else "stop") + "|" + ("V" if "V" in kinds_[i + 1 : j - 1] else "W" if "W" in kinds_[i + 1 : j - 1] else "-")
                rest = len(kinds) - j if len(kinds) - j < 4 else 4
                features = [
                    *opening, *has, f"Acut:{before}{kinds_[i]}", f"A:{kinds_[i]}", f"Ae:{one}", f"A>{next_}", f"Ae:{one}>{next_}", f"A>{next_}{later}", f"Arest{rest}{next_}", f"Aover{over}", f"Ae:{one}|over{over}", f"A>{next_}|{kinds_[-1]}",
                    f"A{j - i}", f"in={text[at[i] : at[i + 1]]}", f"An{i}|{unit}", f"An{i}", f"last={word}",
                ]  # fmt: skip
                vote = "=" if j == finish else "<" if j < finish else ">"
                features += [f"ne{vote}", f"ne{vote}{i}", f"ne{vote}{one}"]
                if j < len(kinds):
                    features.append(f"next={follow}")
                if i:
                    features.append(f"out={text[at[i - 1] : at[i]]}")
                if is_term(wording):
                    features.append("A|term")
                if names_quantity(word):
                    features.append(f"Aq|{kind}")
                if wording:
                    if wording == today:
                        features += ["today|A", f"today|ne{vote}", f"today|A>{next_}"]
                    said.add(wording, span, features)
        if kinds[i] == "mark":
            break
