"""What a heading or a task is about: the topics that its words name, those of its main clause before those of its openings."""

from __future__ import annotations

import re
from functools import cache

from koujing import lexicons
from koujing.chinese.patterns import lazy
from koujing.chinese.rules import trie_pattern

# Words before the main clause say by what means or for what, not what is to be done: 依靠科学，加快农业的发展 is about farming.
_OPENING = lazy(
    r"\s*(?:进一步|努力|积极)?(?:以[^，,。]{1,20}?为(?:中心|重点|主|抓手|突破|突破口|目标|目的|主线|核心|契机|载体|保障|动力)|在[^，,。]{1,20}?(?:基础上|同时|前提下)"
    r"|(?:随着|适应|根据|围绕)[^，,。]{1,20}(?=[，,])|依靠[^，,。]{1,6}(?=[，,])|从[^，,。]{1,12}出发|为[^，,。]{1,20}?(?:创造|营造)|用[^，,。]{1,8}办法)[，,]?"
)


@cache
def _topics() -> dict[str, tuple[str, ...]]:
    return {row["word"]: tuple(filter(None, row["topics"].split("|"))) for row in lexicons.load("topics")}


@cache
def _words() -> re.Pattern[str]:
    return re.compile(trie_pattern(frozenset(_topics())))


def topics_of(heading: str) -> tuple[str, ...]:
    """The topics of ``lexicons/topics.tsv`` that the words of a heading name, in their order, each once; the first is its topic.

    An opening that gives a means or an end is read only where the rest names no topic.

    >>> topics_of("深化改革扩大开放，改善人民生活"), topics_of("在发展生产的基础上增加收入"), topics_of("工作回顾")
    (('reform', 'opening', 'livelihood'), ('livelihood',), ())
    """
    opening = _OPENING.match(heading)
    main = heading[opening.end() :] if opening else heading
    return _read(main) or _read(heading)


def _read(words: str) -> tuple[str, ...]:
    named = (topic for match in _words().finditer(words) for topic in _topics()[match[0]])
    return tuple(dict.fromkeys(named))
