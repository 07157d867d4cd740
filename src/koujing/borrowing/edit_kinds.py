"""What a change of words is evidence of: a level narrowed, a number changed, an order turned into a report."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from koujing import lexicons
from koujing.borrowing.edit_seams import SHORTEST, seams
from koujing.borrowing.edit_signs import Spot, found, ranks, signs
from koujing.borrowing.edit_words import CLAUSE_MARK
from koujing.chinese.numeral_forms import MAGNITUDES, NUMERAL_CHARACTERS, TO_TEN
from koujing.chinese.patterns import lazy

LOCALISED, NUMBER, SEAM, REORDERED = "name localised", "number changed", "seam", "reordered"
NARROWED, WIDENED, MEANS = "level narrowed", "level widened", "means exchanged"
TO_REPORT, TO_ORDER, SHARPER, SOFTER = "order to report", "report to order", "criticism sharpened", "criticism softened"
PUNCTUATION = "punctuation"

# A longer wording was rewritten, and a word in it may be about something else.
SHORT = 14
# An adverb, or a verb and 和, at the beginning of a clause.
LEAD = 4
# How far from an inserted level another one may stand, so that both are about the same thing (国家和省上).
BESIDE = 4
# The degree of words that accuse somebody (不敢, 敷衍).
ACCUSES = 2
# How many characters besides the numbers may differ where a number was changed (完成37亿 and 达到20亿).
BESIDES = 6
_NUMERAL = lazy(rf"[0-9０-９][0-9０-９.．,，]*|[{NUMERAL_CHARACTERS}]+")
# The number of a heading: （三）, 5.
_OUTLINE = lazy(rf"[(（\n]?[0-9０-９{TO_TEN}]{{1,2}}[)）、.．]")
_DIGITS = lazy(r"[0-9０-９]")
_CODE = lazy(r"[0-9０-９]+[+＋][0-9０-９]+")
# What a number keeps when it grows: 600多万 and 2600多万, 80亿元 and 1.2万亿元.
_MAGNITUDE = lazy(rf"[多余几{MAGNITUDES}]+")


def change_of(kind: str, was: Spot, now: Spot) -> str:
    """What an edit of a kind (inserted, dropped, replaced, moved) is, by the first sort of evidence that its words give; else empty.

    >>> change_of("replaced", Spot("按照1+17方案", 2, 6), Spot("按照1+18方案", 2, 6))
    'name localised'
    >>> change_of("replaced", Spot("加大资金扶持", 2, 6), Spot("加大技术指导", 2, 6))
    'means exchanged'
    """
    if kind == "moved":
        return _turned(was, now) or REORDERED
    return next(filter(None, (told(was, now) for told in _SORTS)), "")


def is_order(word: str) -> bool:
    """Whether a word is a mark of orders (要, 必须).

    >>> is_order("必须"), is_order("需要什么")
    (True, False)
    """
    return bool(signs("order").fullmatch(word))


def _is_short(was: Spot, now: Spot) -> bool:
    return max(len(was.words), len(now.words)) <= SHORT


def _seam(was: Spot, now: Spot) -> str:
    found = seams(now.text) if len(now.words) >= SHORTEST else ()
    return SEAM if any(start < now.start < now.end <= end for start, end in found) else ""


def _number(was: Spot, now: Spot) -> str:
    """As many numerals stand in other digits, and little else differs."""
    before, after = was.words, now.words
    if "*" in before + after or _OUTLINE.fullmatch(was.text, max(0, was.start - 1), was.end + 1):
        return ""
    numbers = [_NUMERAL.findall(text) for text in (before, after)]
    rests = [_MAGNITUDE.sub("", _NUMERAL.sub("", text)) for text in (before, after)]
    alike = rests[0] == rests[1] or (_DIGITS.search(before) and _DIGITS.search(after) and max(map(len, rests)) <= BESIDES)
    if not alike or numbers[0] == numbers[1] or len(numbers[0]) != len(numbers[1]):
        return ""
    return LOCALISED if _CODE.search(before) and _CODE.search(after) else NUMBER


def _localised(was: Spot, now: Spot) -> str:
    """One own place for another, 全省 for 全县 or one name for another; but 县 and its name are the same place."""
    (level_a, name_a), (level_b, name_b) = _own_place(was), _own_place(now)
    known = level_a and level_b
    return LOCALISED if known and (level_a != level_b or (name_a and name_b and name_a != name_b)) else ""


def _own_place(side: Spot) -> tuple[str, str]:
    """The level of the own place that a short wording names (县 in 全县, 县委), and its name, if it begins with that."""
    words = side.words
    if len(words) > SHORT or CLAUSE_MARK.search(words):
        return "", ""
    name = next((words[:n] for n in range(len(words), 1, -1) if words[:n] in _places()), "")
    own = next(found("own", side), None)
    return name[-1:] or (own[0].strip("全本我") if own else ""), name


def _level(was: Spot, now: Spot) -> str:
    if not _is_short(was, now) or CLAUSE_MARK.search(was.words + now.words):
        return ""
    before, after = (set(ranks("level", side)) for side in (was, now))
    if was.words and now.words:
        scopes = [sum(ranks("scope", side)) for side in (was, now)]
        return _narrower(before, after) or (_narrower({scopes[0]}, {scopes[1]}) if all(scopes) else "")
    side = was if was.words else now
    beside = side.text[max(0, side.start - BESIDE) : side.start] + "," + side.text[side.end : side.end + BESIDE]
    alone = not signs("between").sub("", signs("level").sub("", side.words))
    if not (before or after) or not alone or not signs("level").search(beside):
        return ""
    return NARROWED if side is was else WIDENED


def _narrower(before: set[int], after: set[int]) -> str:
    if not before or not after or before == after:
        return ""
    if after < before or (not after > before and max(after) < max(before)):
        return NARROWED
    return WIDENED if after > before or max(after) > max(before) else ""


def _blame(was: Spot, now: Spot) -> str:
    clauses = [side.clause for side in (was, now)]
    if not all(signs("fault").search(clause) and not signs("remedy").search(clause) for clause in clauses):
        return ""
    # A hedge that goes with the fault that it hedged makes nothing sharper; what accuses does so in a wording of any length.
    hedged = bool(was.words and now.words) or not signs("fault").search(was.words + now.words)
    least = (-1 if hedged else 1) if _is_short(was, now) else ACCUSES
    by = sum(sum(rank for rank in ranks("blame", side) if rank >= least) * sign for side, sign in ((was, -1), (now, 1)))
    return SHARPER if by > 0 else SOFTER if by < 0 else ""


def _order(was: Spot, now: Spot) -> str:
    """An order mark is gone and a report's has come, or the passage now stands where work is reviewed; or the reverse."""
    orders, reports = ([bool(signs(sign).search(side.clause)) for side in (was, now)] for sign in ("order", "report"))
    changed = [signs("order").search(side.words) or signs("report").search(side.words) for side in (was, now)]
    if not any(changed) or not _is_short(was, now):
        return ""
    if orders == [True, False] and (reports == [False, True] or (was.part, now.part) == ("tasks", "review")):
        return TO_REPORT
    return TO_ORDER if orders == [False, True] and (reports == [True, False] or (was.part, now.part) == ("review", "tasks")) else ""


def _turned(was: Spot, now: Spot) -> str:
    """A verb that stood before what it is about and now stands behind it tells what is done: 加快技改步伐, 技改步伐加快."""
    if not signs("turned").fullmatch(was.words):
        return ""
    if _begins(was) and _ends(now) and was.part != "review":
        return TO_REPORT
    return TO_ORDER if _ends(was) and _begins(now) and now.part != "review" else ""


def _begins(side: Spot) -> bool:
    """Whether the words begin their clause, but for an adverb or another verb (巩固和发展)."""
    return side.clause.lstrip().find(side.words, 0, LEAD + len(side.words)) >= 0 and not _ends(side)


def _ends(side: Spot) -> bool:
    """Whether the words end their clause as its predicate: it has no order mark and no verb before all else (推动文化事业发展)."""
    clause = side.clause.lstrip()
    rest = signs("adverb").sub("", clause, count=1) if signs("adverb").match(clause) else clause
    verbs = [signs(sign).match(text) for sign in ("turned", "governs") for text in (clause, rest)]
    return clause.endswith(side.words) and not any(verbs) and not signs("order").search(clause)


def _means(was: Spot, now: Spot) -> str:
    """One kind of means for another; or one more or fewer in a list of what support is given by."""
    before, after = (set(ranks("means", side)) for side in (was, now))
    if was.words and now.words:
        return MEANS if _is_short(was, now) and before and after and before.isdisjoint(after) else ""
    listed = signs("resource").fullmatch(was.words or now.words) and all(signs("support").search(side.clause) for side in (was, now))
    return MEANS if listed else ""


_SORTS: tuple[Callable[[Spot, Spot], str], ...] = (_seam, _number, _localised, _level, _blame, _order, _means)


@cache
def _places() -> frozenset[str]:
    """Names of provinces, prefectures and counties."""
    return frozenset(name for row in lexicons.load("places") for name in (row["name"], row["short"]) if name)
