"""The wordings around a statistic that may say what it measures: before it, in the clauses before, behind it, of earlier statistics."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from koujing.chinese.joints import JOINTS
from koujing.chinese.marks import Marks, Span
from koujing.lexicons.listed import joined
from koujing.statistics.names import Name
from koujing.statistics.noun_phrases import phrase_end, phrase_start
from koujing.statistics.setting import REACH, Setting, clauses_before, trimmed_end
from koujing.statistics.text_words import TextWords
from koujing.statistics.word_kinds import NOUNS, names_quantity
from koujing.statistics.wordings import Wordings, wording

# A name has at most so many words before its statistic, in a clause before, and behind it; it may begin this many words behind it.
_BEFORE, _EARLIER, _BEHIND, _SKIPPED = 10, 7, 9, 3
_CLAUSES = 2
# No name ends in one of these.
_NO_END = frozenset({"的", "了", "、", "mark", "number", "preposition", "conjunction"})
# A name that only these follow does not include them.
_HEDGES = frozenset(["约", "近", "超", "达", "为", "共", "仅", "已", "超过", "达到", "大约", "了", "是", "有", "由", "从"])
_JOINTS = frozenset({"的", "、"})
_PERSONS = frozenset("人户")


class Earlier(NamedTuple):
    """What an earlier statistic measures, the last character of its unit, and its kind."""

    name: Name
    unit: str
    kind: str


def propose(
    words: TextWords, marks: Marks, setting: Setting, ruled: Name, earlier: Sequence[Earlier], region: Span | None, listed: int
) -> Wordings:
    """The wordings that may say what a statistic measures.

    ``ruled`` is the one that the rules choose, ``earlier`` what the statistics before it measure, the last first, ``region`` the
    member of a list that belongs to it, and ``listed`` how many members that list has.
    """
    found = Wordings(ruled, setting.kind)
    told = [f"before:{setting.link}{setting.led}", f"before:{setting.link}{setting.led}:{setting.kind}", *_told("before", setting)]
    for nth, stop in enumerate(_ends(words, setting)):
        _add_before(found, words, (setting.first, stop), "before", [*told, f"before #{nth}"], setting, _BEFORE)
    apart = clauses_before(marks, setting, _CLAUSES) if setting.bare == "bare" or setting.frame == "占" else []
    for source, (first, last) in zip(("clause before", "clause before that"), apart, strict=False):
        stops = _noun_ends(words, first, last, {last, trimmed_end(words, first, last)}, 3)
        for nth, stop in enumerate(stops):
            _add_before(found, words, (first, stop), source, [*_told(source, setting), f"{source} #{nth}"], setting, _EARLIER)
    if region:
        _add_before(found, words, region, "member", [f"member:{setting.kind}"], setting, _BEFORE)
    _add_behind(found, words, marks, setting)
    for k, one in enumerate(earlier):
        if one.name.words:
            found.add(one.name, _of_earlier(words.text, setting, k, one, listed))
    return found


def _told(source: str, setting: Setting) -> list[str]:
    facts = (setting.kind, setting.unit, setting.bare, setting.frame, f"{setting.frame}:{setting.kind}")
    return [f"{source}:{fact}" for fact in facts]


def _ends(words: TextWords, setting: Setting) -> list[int]:
    """Where a name before a statistic may end in its clause, the last place first."""
    text, first, last, trimmed = words.text, setting.first, setting.last, setting.trimmed
    ends = {trimmed} if text[trimmed:last] in _HEDGES else {trimmed, last}
    if text[last - 1 : last] in {")", "）"} and (aside := max(text.rfind("（", first, last), text.rfind("(", first, last))) > first:
        ends.add(aside)
    return _noun_ends(words, first, last, ends, 4)


def _noun_ends(words: TextWords, first: int, last: int, ends: set[int], most: int) -> list[int]:
    """The ends given and the last places where a noun stands before a word that is none, the last place first."""
    at, kinds = words.between(first, last)
    for k in range(len(kinds) - 1, max(0, len(kinds) - 9), -1):
        if len(ends) == most:
            break
        if kinds[k - 1] in NOUNS and kinds[k] not in NOUNS | _JOINTS:
            ends.add(at[k])
    return sorted(ends, reverse=True)


def _add_before(
    found: Wordings, words: TextWords, span: Span, source: str, told: Sequence[str], setting: Setting, most: int
) -> None:
    """Enter the wordings that end where some words before a statistic do."""
    text, (first, stop), kind = words.text, span, setting.kind
    at, kinds = words.between(first, stop)
    if not kinds or kinds[-1] in _NO_END:
        return
    quantity = names_quantity(text[at[-2] : stop])
    follows = "nothing" if stop >= setting.last else words.kind_at(stop)
    told = [*told, f"{source} ends {kinds[-1]}", f"ends {kinds[-1]} before {follows}", f"{source} before {follows}"]
    told += [f"{source} is quantity:{kind}", "is quantity"] if quantity else []
    begin = phrase_start(kinds, "money" if kind == "change" and follows != "nothing" else kind, quantity)
    inside: list[str] = []
    for k in range(len(kinds) - 1, max(0, len(kinds) - most) - 1, -1):
        if kinds[k] == "mark":
            break
        inside += [f"holds {kinds[k]} {kinds[k + 1]}"] if k + 1 < len(kinds) else []
        name = wording(text, at[k], stop) if kinds[k] not in _JOINTS else None
        if name and (len(name.words) > 1 or kinds[k] not in _NO_END):
            vote, before = _vote(begin - k), kinds[k - 1] if k else "start"
            at_start = [f"begins {before} {kinds[k]}", f"{source} behind {before}", f"{source} begins {kinds[k]}", f"phrase{vote}"]
            size = [f"{len(kinds) - k} words", f"{min(len(kinds) - k, 3)} words end {kinds[-1]}", f"{source} phrase{vote}"]
            out = [f"behind {text[at[k - 1] : at[k]]}"] if k else []
            linked = [f"linked {kinds[k]}"] if "的" in name.words else []
            term = ["term"] if name.words in joined() else []
            found.add_found(source, name, [*told, *inside, *at_start, *size, *out, *linked, *term, f"phrase{vote} ends {kinds[-1]}"], vote)


def _vote(beyond: int) -> str:
    return ">" if beyond > 0 else "<" if beyond < 0 else "="


def _add_behind(found: Wordings, words: TextWords, marks: Marks, setting: Setting) -> None:
    """Enter the wordings behind a statistic."""
    text, (clause, _, start, _) = words.text, setting.place
    stop = min(marks.clause(setting.behind)[1], setting.behind + REACH)
    at, kinds = words.between(setting.behind, stop)
    led = words.kind_before(start) if start > clause else "start"
    facts = (f"{setting.link}{setting.led}", f"{setting.link}{setting.led}:{setting.kind}", f"{setting.link}{setting.kind}", f"^{led}")
    told = [*_told("behind", setting), *[f"behind:{fact}" for fact in facts], f"behind:{setting.bare}:{setting.unit}"]
    for i in range(min(_SKIPPED, len(kinds))):
        if kinds[i] == "mark":
            break
        if kinds[i] in _JOINTS:
            continue
        end = i + phrase_end(kinds[i:_BEHIND], setting.unit in _PERSONS)
        begins = [f"behind begins {kinds[i - 1] if i else 'start'} {kinds[i]}", f"skips {i}", f"skips {i}:{setting.unit}"]
        for j, inside in _ends_behind(kinds, i):
            if name := wording(text, at[i], at[j]):
                vote = _vote(j - end)
                features = [*told, *begins, *inside, f"behind phrase{vote}", f"behind phrase{vote} skips {i}", f"behind {j - i} words"]
                features += _at_end(text, at, kinds, j, vote, setting.kind)
                found.add_found("behind", name, features, vote)


def _ends_behind(kinds: Sequence[str], first: int) -> Iterator[tuple[int, list[str]]]:
    """Where a name behind a statistic may end, and the pairs of kinds inside it."""
    inside: list[str] = []
    for j in range(first + 1, min(len(kinds), _BEHIND) + 1):
        kind = kinds[j - 1]
        if kind in {"number", "mark"}:
            return
        inside += [f"behind holds {kinds[j - 2]} {kind}"] if j - 1 > first else []
        if kind not in _NO_END:
            yield j, inside


def _at_end(text: str, at: Sequence[int], kinds: Sequence[str], end: int, vote: str, measured: str) -> Iterator[str]:
    kind, after = kinds[end - 1], kinds[end] if end < len(kinds) else "stop"
    yield f"behind ends {kind}"
    yield f"behind before {after}"
    yield f"behind ends {kind} before {after}"
    yield f"behind phrase{vote} ends {kind}"
    if names_quantity(text[at[end - 1] : at[end]]):
        yield f"behind is quantity:{measured}"


def _of_earlier(text: str, setting: Setting, k: int, one: Earlier, listed: int) -> Iterator[str]:
    """What speaks for and against what an earlier statistic measures, the ``k``-th before."""
    same = one.unit == text[setting.place.end - 1]
    yield from (f"earlier {k}", f"earlier {k} {'same' if same else 'other'} unit", f"earlier {k}:{setting.bare}")
    yield from (f"earlier {k}:{setting.frame}", f"earlier:{one.kind}:{setting.kind}", f"earlier {k}:{setting.kind}")
    if setting.place.clause <= setting.floor:
        yield "earlier in clause"
    if setting.place.sentence > setting.floor:
        yield "earlier sentence"
    if k < listed:
        yield f"earlier {k} of {listed}"
    if text[setting.floor : setting.place.start].strip() in JOINTS:
        yield f"earlier {k} joined"
