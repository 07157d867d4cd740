"""Find verbs of saying, and decide what may come between them and their subject."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from koujing import lexicons
from koujing.chinese.patterns import lazy, one_of
from koujing.chinese.rules import trie_pattern

STOPS = "。！？!?；;\n"
COMMAS = "，,：:“”‘’（）()"
# Words that tell somebody to do something: 要 (unless it is part of another word), 必须 and 务必.
DUTY_WORDS = r"(?<![主重需首只机紧纪概摘想])要(?![求闻素点塞领害件])|必须|务必"
DUTY = lazy(DUTY_WORDS)


def alternation(words: Iterable[str]) -> str:
    """A pattern for any of the words; of several that begin alike, the longest is found."""
    return trie_pattern(frozenset(words))


@cache
def verbs() -> dict[str, str]:
    """The verbs with which a text reports what somebody says, each with its kind (see the lexicon)."""
    return {row["verb"]: row["kind"] for row in lexicons.load("saying_verbs")}


def _verbs(kind: str) -> str:
    return alternation(verb for verb, its_kind in verbs().items() if its_kind == kind)


_WELL_WISHING = "(?:祝贺|感谢|谢意|慰问|欢迎|敬意|问候|肯定|满意|哀悼|关切|赞赏|祝愿)"


# 并提出党组要…，: what follows is a clause and not the thing put forward (并提出整改意见).
_CLAUSE = r"(?!了)[^，,。；;：:\n]{2,40}(?<!要求)(?<!意见)(?<!建议)(?<!希望)(?<!措施)(?<!方案)[，,][^。；;\n]{0,30}(?:要|是|应|必须|确保)"


def _saying() -> str:
    """A pattern for a verb of saying whose context shows that it is one: 增强调控 and 强调研 are other words, 强调的 is an
    attribute, 在谈到 states nothing, 表示感谢 is a courtesy."""
    return (
        r"(?<!在)(?:"
        r"(?<=所)(?P<as>说|讲|指出|强调|教导|要求)(?=的?(?:那样)?[，,：:])"
        rf"|(?<![所慰访顾学疑简职名号渠街知频报座洽面会演宣听])(?P<quote>(?!(?<=来)说[，,](?!“))(?:{_verbs('quote')})[说道]?+)(?=[，,：:“‘。！])"
        rf"|(?<!的)(?<!重要|殷殷|系列|亲切|精神|指示|批示)(?P<noun>(?:{_verbs('noun')})[说道]?+(?![的性书人者词会稿])|提出(?=[，,：:]|要(?!求)|必须|应)|(?<=并)提出(?={_CLAUSE}))"
        rf"|(?<!增)(?P<strong>(?:{_verbs('strong')})(?>(?:指出|[说道过])?))(?![的研性者控])"
        rf"(?!(?<=表示)[^，,。\n]{{0,6}}{_WELL_WISHING}))"
    )


# Where a verb may begin: plain words are found many times faster than the patterns that decide about them.
VERB = lazy(lambda: alternation([*(verb for verb, kind in verbs().items() if kind != "act"), "提出", "谈", "部署"]))
VERB_OR_ACT = lazy(lambda: alternation(verbs()))
SAYING = lazy(_saying)
# 提出三点要求: a verb of saying if the points follow, otherwise an act whose content is not reported.
POINTS = lazy(
    r"(?P<noun>提出|讲(?!话)|谈|提(?=[了几])|(?<!工)作出?|给出|部署)了?[^，,。：:；;、“”\n]{0,16}?"
    r"(?:要求|意见|希望|建议|感受|看法|思考|体会|倡议|期望|指示|任务|安排|部署|观点|强调)(?=(?P<next>[，,：:。；;]))"
)
FIRST_POINT = lazy(r"[ \u3000“]*(?:第?一|1|首先|[（(](?:一|1)|要|必须|各|①)")
# Acts of speech: first those with somebody else's words, then those with one's own, which may be reported elsewhere.
READING = lazy(r"(?P<reading>传达(?:学习)?|宣读|通报|解读|领学|宣布|致[^，,。；\n]{0,6}[辞词](?![职退]))")
SPEAKING = lazy(
    r"(?:(?<!工)作|做(?!好|实|细)|发表|进行)了?[^，,。；\n]{0,30}?"
    r"(?P<made>讲话|发言|报告|指示|部署|安排|动员|说明|总结|汇报|点评|辅导|授课|讲解|演讲|致辞)"
    r"|(?<![听取习达彻的话次要])(?P<spoke>讲话(?!精神|要求|[中时稿后])|发言(?![人稿席权中时后]|材料|摘)|汇报|安排部署)|(?P<set>提出|讲)了?[^，,。；\n]{0,12}?(?:要求|意见|希望|建议)"
)


KINDS = ("as", "quote", "noun", "strong", "reading")


@dataclass(frozen=True, slots=True)
class Saying:
    """A verb of saying and its kind: strong, noun, quote (see the lexicon), as (如…所说); or an act, reading or speaking."""

    start: int
    end: int
    verb: str
    kind: str

    @property
    def is_act(self) -> bool:
        """Whether it mentions an act of speech without what was said."""
        return self.kind in ("reading", "speaking")


def find_sayings(text: str, *, acts: bool = True) -> list[Saying]:
    """Verbs of saying and, unless ``acts`` is false, acts of speech, in order.

    >>> [(s.verb, s.kind) for s in find_sayings("他指出，要增强调控，并宣读决定，作工作报告。")]
    [('指出', 'strong'), ('宣读', 'reading'), ('报告', 'speaking')]
    """
    found: list[Saying] = []
    read_to = 0
    for hit in (VERB_OR_ACT if acts else VERB).finditer(text):
        saying = _read_saying(text, hit.start()) if hit.start() >= read_to else None
        if saying and acts >= saying.is_act and not _in_title(text, hit.start()):
            found.append(saying)
            read_to = hit.start() + 1 if saying.is_act else saying.end
    return found


def _read_saying(text: str, at: int) -> Saying | None:
    points = POINTS.match(text, at)
    if points and (points["next"] in "：:" or FIRST_POINT.match(text, points.end() + 1)):
        return Saying(at, points.end(), points["noun"], "noun")
    for pattern in (SAYING, READING, SPEAKING):
        verb = pattern.match(text, at)
        if verb and verb.lastgroup:
            kind = verb.lastgroup if verb.lastgroup in KINDS else "speaking"
            if kind == "speaking" and text[verb.end() : verb.end() + 1] in ("：", ":"):
                kind = "noun"  # 作了致辞：首先…
            return Saying(at, verb.end(), verb[verb.lastgroup], kind)
    return None


def _in_title(text: str, at: int) -> bool:
    """Whether ``at`` is inside a title 《…》; titles are searched for only as far back as they can reach."""
    begin = max(0, at - 60)
    return text.rfind("《", begin, at) > text.rfind("》", begin, at)


def adverbs() -> str:
    """A pattern for any number of adverbs, matched without backtracking."""
    return rf"(?>(?:{one_of('saying_adverbs')})*)"


ADVERBS = lazy(adverbs)
# What may separate a subject from its verb: adverbs, a phrase that ends in 时, 中, 后, 并, or one that begins with 就, 对, 代表.
ADVERBIAL = lazy(
    lambda: rf"等?(?:{adverbs()})(?:[^，,]{{0,60}}?(?:[时中上后里间并前话言研示下]|会议|座谈|讨论){adverbs()}"
    r"|(?:就|对|针对|围绕|代表|结合|向|为|给|率|在)[^，,]{0,60})?"
)


def is_adverbial(gap: str) -> bool:
    """Whether ``gap`` may come between a subject and a verb of saying that could also be a noun.

    >>> [is_adverbial(gap) for gap in ("", "还特别", "在讲话中明确", "就下步工作", "按照省委")]
    [True, True, True, True, False]
    """
    return bool(ADVERBIAL.fullmatch(gap))
