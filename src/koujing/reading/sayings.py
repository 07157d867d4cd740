"""Verbs of saying, and what may stand between them and the person who says it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from koujing import lexicons

DUTY = re.compile(r"(?<![主重需首只机紧纪概摘想])要(?![求闻素点塞领害件])|必须|务必")  # 要 that tells somebody to do something
STOPS = "。！？!?；;\n"
COMMAS = "，,：:“”‘’（）()"


def alternation(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first."""
    return "|".join(sorted(set(words), key=lambda word: (-len(word), word)))


def _verbs(kind: str) -> str:
    return alternation(row["verb"] for row in lexicons.load("saying_verbs") if row["kind"] == kind)


# What stands around it decides for some: 增强调控 and 强调研 are other words, 强调的 is an attribute, 在谈到 no statement.
SAYING = re.compile(
    rf"(?<!在)(?:(?P<quote>{_verbs('quote')})(?=[，,：:“‘。！])|(?<=所)(?P<as>说|讲|指出|强调|教导|要求)(?=的?(?:那样)?[，,：:])"
    rf"|(?P<noun>(?:{_verbs('noun')})(?![的性书人者词会稿])|提出(?=[，,：:]|要|必须|应))"
    rf"|(?<!增)(?P<strong>{_verbs('strong')})(?![的研性者控]))"
)
# 提出三点要求: a verb of saying where the points follow, else an act whose content is not reported.
POINTS = re.compile(
    r"(?P<noun>提出|讲(?!话)|谈|提|作出?|做|给出|部署)了?(?P<points>[^，,。：:；;、“”\n]{0,16}?"
    r"(?:要求|意见|希望|建议|感受|看法|思考|体会|倡议|期望|指示|任务|安排|部署|观点|强调))(?=(?P<next>[，,：:。；;]))"
)
FIRST_POINT = re.compile(r"[ \u3000“]*(?:第?一|1|首先|[（(](?:一|1)|要|必须|各|①)")
# Acts of speech whose content a report may leave out.
READING_OUT = re.compile(r"传达(?:学习)?了?|宣读了?|通报了?|解读了?|领学了?|宣布|致[^，,。；\n]{0,6}[辞词](?![职退])")
SPEAKING = re.compile(
    r"(?:作|做|发表|进行)了?[^，,。；\n]{0,30}?(?:讲话|发言|报告|部署|动员|说明|总结|汇报|点评|辅导|授课|讲解|演讲|致辞)"
    r"|讲话(?!精神|要求|[中时稿后])|汇报了?|(?:提出|提)了?[^，,。；\n]{0,12}?(?:要求|意见|希望|建议)"
)
_ADVERB = (
    r"还|也|又|则|都|便|并|再|同时|首先|最后|接着|随后|此外|另外|进一步|着重|特别|尤其|一再|再三|多次|曾经?|反复|再次|明确|郑重|严肃|深刻|"
    r"强烈|公开|专门|当场|现场|随即|最近|近日|日前|[昨今][天日]|早就|即已|已经?|由衷|纷纷|总是|常常?|经常|历来|十分|[\u4e00-\u9fff]{1,4}地"
)
_ADVERBS = rf"(?:{_ADVERB})*+"
ADVERBS = re.compile(_ADVERBS)
# What may part a subject from its verb: adverbs, a phrase that ends in 时, 中, 后, 并, or one that begins with 就, 对, 代表.
ADVERBIAL = re.compile(
    rf"(?:{_ADVERBS})(?:[^，,]{{0,60}}?(?:[时中上后里间并前话言研示下]|会议|座谈|讨论){_ADVERBS}"
    rf"|(?:就|对|针对|围绕|代表|结合|向|为|给|率|在)[^，,]{{0,60}})?"
)


def is_adverbial(gap: str) -> bool:
    """Whether ``gap`` may stand between a subject and a verb of saying that could also be a noun.

    >>> [is_adverbial(gap) for gap in ("", "还特别", "在讲话中明确", "就下步工作", "按照省委")]
    [True, True, True, True, False]
    """
    return bool(ADVERBIAL.fullmatch(gap))
