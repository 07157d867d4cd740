"""Rules as data: a pattern with its reason and examples; a scanner compiled from rules; patterns built from word lists."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from re import _parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

from koujing import lexicons
from koujing.chinese.places import Characters


@dataclass(frozen=True, slots=True)
class Rule:
    """One idea of a grammar: its pattern, why it is there, and the texts that show what it does.

    ``pattern`` is a regular expression in verbose form; ``{word}`` in it stands for the pattern of that name in the
    vocabulary of the grammar. ``finds`` maps texts to the one string that the rule finds in each; ``leaves`` lists similar
    texts in which it finds nothing. ``kind`` says what its matches are, where several rules find the same kind of thing;
    ``holds`` is a condition on the match that no pattern can state; it may refer to groups by name only.
    """

    name: str
    pattern: str
    why: str
    finds: Mapping[str, str]
    leaves: tuple[str, ...]
    kind: str = ""
    holds: Callable[[re.Match[str]], bool] | None = None


class Found(NamedTuple):
    """A match and the rule that made it."""

    rule: Rule
    match: re.Match[str]


class Grammar:
    """Rules compiled into one scanner: at each place the first rule that matches and holds wins; matches never overlap.

    No match begins right after one of the characters ``not_behind``, which is the inside of a character class.

    >>> count = Rule("count", "{n}个村", "a count of villages", {"修了三个村": "三个村"}, ("十三个县",))
    >>> grammar = Grammar([count], {"n": "[一二三]"}, not_behind="十")
    >>> [(found.rule.name, found.match.span()) for found in grammar.find("三个村和十二个村")]
    [('count', (0, 3))]
    """

    def __init__(self, rules: Sequence[Rule], words: Mapping[str, str] | None = None, not_behind: str = "") -> None:
        self._rules = {rule.name: rule for rule in rules}
        if twice := [name for name, n in Counter(rule.name for rule in rules).items() if n > 1]:
            raise ValueError(f"more than one rule is called {twice[0]!r}; each needs a name of its own")
        self._patterns = {name: fill(rule.pattern, words or {}) for name, rule in self._rules.items()}
        self._any = re.compile(alternatives(self._rules.values(), words or {}), re.VERBOSE)
        self._first = "".join(sorted({part for each in self._patterns.values() for part in first_characters(each)}))
        self._not_behind = not_behind

    def find(self, text: str) -> Iterator[Found]:
        """The matches of the rules in a text, in order."""
        end = 0
        for start in self.starts(Characters(text)):
            if start >= end and (found := self.at(text, start)):
                yield found
                end = found.match.end()

    def starts(self, characters: Characters) -> list[int]:
        """The places at which a rule is worth trying."""
        return characters.places(self._first, self._not_behind)

    def is_within(self, text: str, start: int) -> bool:
        """Whether no rule may begin at a place, for the character before it."""
        return bool(start and self._not_behind and re.match(f"[{self._not_behind}]", text[start - 1]))

    def at(self, text: str, start: int) -> Found | None:
        """The first rule that matches and holds at a place."""
        match = self._any.match(text, start)
        if not match or not match.lastgroup:
            return None
        rule = self._rules[match.lastgroup]
        if not rule.holds or rule.holds(match):
            return Found(rule, match)
        return self._behind(rule, text, start)

    def _behind(self, refused: Rule, text: str, start: int) -> Found | None:
        """The same among the rules after one that did not hold, each matched by itself, as this is rarely needed."""
        names = list(self._rules)
        for rule in map(self._rules.__getitem__, names[names.index(refused.name) + 1 :]):
            match = re.compile(self._patterns[rule.name], re.VERBOSE).match(text, start)
            if match and (not rule.holds or rule.holds(match)):
                return Found(rule, match)
        return None


def alternatives(rules: Iterable[Rule], words: Mapping[str, str]) -> str:
    """One verbose pattern of all rules; ``lastgroup`` of its match is the name of the rule that matched.

    An empty group after each rule names it: a group around it would hide its first characters from the engine.

    >>> rules = [Rule("few", "[两三]个", "", {}, ()), Rule("many", "{n}个", "", {}, ())]
    >>> alternatives(rules, {"n": "十"})
    '(?:[两三]个)(?P<few>)|(?:十个)(?P<many>)'
    """
    return "|".join(f"(?:{fill(rule.pattern, words)})(?P<{rule.name}>)" for rule in rules)


def fill(pattern: str, words: Mapping[str, str]) -> str:
    """A pattern with each ``{word}`` replaced from a vocabulary; numbers in braces remain repetitions.

    >>> fill("{n}个[村县]{1,2}", {"n": "[一二三]"})
    '[一二三]个[村县]{1,2}'
    """
    return re.sub(r"\{([a-z_]+)\}", lambda match: words[match[1]], pattern)


def first_characters(pattern: str) -> set[str]:
    r"""The characters that a match of a verbose pattern can begin with, as parts of a character class.

    Errors: ``ValueError`` for a pattern that may begin with anything, or be empty, and for one whose groups have numbers:
    among other rules these would be those of others.

    >>> sorted(first_characters(r"(?<=“)(?:三个|[两\d]) | (?!四)百?十"))
    ['\\d', '三', '两', '十', '百']
    """
    tree = _parser.parse(pattern, re.VERBOSE)
    if tree.state.groups - 1 > len(tree.state.groupdict):
        raise ValueError(f"{pattern!r} has a group without a name: write (?P<name>…), or (?:…) where nothing asks for it")
    parts, may_be_empty = _edge(tree, 1)
    if may_be_empty:
        raise ValueError(f"{pattern!r} can match the empty string; a rule must begin with a character")
    return parts


def gated(pattern: str) -> str:
    """A pattern without blanks that is searched faster: first it looks whether a place has a character it can begin with.

    >>> gated("(?:达到|(?<!通)过)+")
    '(?=[达过])(?:达到|(?<!通)过)+'
    """
    return f"(?=[{''.join(sorted(first_characters(pattern)))}]){pattern}"


def last_characters(pattern: str) -> re.Pattern[str]:
    r"""A pattern for the characters that a match of another, without blanks, can end with.

    Where it is asked for what stands right before a place, most texts are ruled out by the last character alone.

    >>> [bool(last_characters(r"(?:达到|超过了?)+\Z").match(last)) for last in "到了达"]
    [True, True, False]
    """
    parts, _ = _edge(_parser.parse(pattern), -1)
    return re.compile(f"[{''.join(sorted(parts))}]")


_NOTHING_READ = {"AT", "ASSERT", "ASSERT_NOT"}
_CATEGORIES = {"CATEGORY_DIGIT": r"\d", "CATEGORY_SPACE": r"\s", "CATEGORY_WORD": r"\w"}


def _edge(tree: Any, step: int) -> tuple[set[str], bool]:
    """First characters of a parsed sequence, or last ones (``step`` -1), and whether it may be empty; the names are those of
    Python's own parser."""
    parts: set[str] = set()
    for op, value in list(tree)[::step]:
        if op.name in _NOTHING_READ:
            continue
        more, may_be_empty = _edge_of(op.name, value, step)
        parts |= more
        if not may_be_empty:
            return parts, False
    return parts, True


def _edge_of(name: str, value: Any, step: int) -> tuple[set[str], bool]:
    match name:
        case "LITERAL":
            return {re.escape(chr(value))}, False
        case "IN":
            return {_of_class(op.name, each) for op, each in value}, False
        case "BRANCH":
            branches = [_edge(branch, step) for branch in value[1]]
            return set().union(*(parts for parts, _ in branches)), any(empty for _, empty in branches)
        case "SUBPATTERN" if not value[1]:  # flags would let it begin with more
            return _edge(value[-1], step)
        case "ATOMIC_GROUP":
            return _edge(value, step)
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            parts, may_be_empty = _edge(value[2], step)
            return parts, may_be_empty or value[0] == 0
    raise ValueError(f"expected characters that can be listed at the edge of a rule, found {name}")


def _of_class(name: str, value: Any) -> str:
    if name == "LITERAL":
        return re.escape(chr(value))
    if name == "RANGE":
        return "-".join(re.escape(chr(end)) for end in value)
    if name == "CATEGORY" and value.name in _CATEGORIES:
        return _CATEGORIES[value.name]
    raise ValueError(f"expected characters that can be listed at the edge of a rule, found {name}")


def trie_pattern(words: frozenset[str]) -> str:
    """A regular expression that matches the longest of ``words`` and reads each character once.

    >>> trie_pattern(frozenset({"三北", "三通", "三通一平"}))
    '三(?:北|通(?:一平)?)'
    """
    branches: dict[str, set[str]] = {}
    for word in words - {""}:
        branches.setdefault(word[0], set()).add(word[1:])
    parts = [re.escape(first) + trie_pattern(frozenset(rest)) for first, rest in sorted(branches.items())]
    whole = "|".join(parts)
    if "" in words and parts:
        return f"(?:{whole})?"
    return f"(?:{whole})" if len(parts) > 1 else whole


@cache
def words_of(lexicon: str, use: str) -> tuple[str, ...]:
    """The words that a lexicon lists under one use.

    >>> words_of("addressees", "self")[:3]
    ('我们', '大家', '同志们')
    """
    return tuple(word for row in lexicons.load(lexicon) if row["use"] == use for word in row["words"].split())


@cache
def any_of(lexicon: str, use: str) -> str:
    """A pattern that matches the longest word listed under one use."""
    return trie_pattern(frozenset(words_of(lexicon, use)))
