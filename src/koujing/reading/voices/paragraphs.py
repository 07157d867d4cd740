"""The paragraphs of a report: who speaks in each, and which continue with the speaker of the paragraph before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from koujing.chinese.numeral_forms import DIGITS, SHORT_NUMERAL, TO_TEN
from koujing.chinese.patterns import lazy
from koujing.reading.voices.people import Mention
from koujing.reading.voices.sayings import DUTY_WORDS
from koujing.speech import Voice

FINAL = "。！？!?…；;：:”"
# A speech of one's own, not that of a meeting that one only opens or hears.
SPOKE = lazy("(?<![席加持]会议并)(?:[作做]|发表)[^，,。]{0,16}(?:讲话|发言|致辞|致词|演讲)")
# The beginning of a paragraph that continues what was said in the one before.
GOING_ON = lazy(
    rf"第?{SHORT_NUMERAL}(?:[、，,]|是|要|方面)|第[{DIGITS}]|[（(][{TO_TEN}\d]{{1,2}}[）)]"
    rf"|\d{{1,2}}[.．、]|[①-⑩]|首先|其次|再次|同时|此外|另外|最后|[^。]{{0,40}}?(?:{DUTY_WORDS})|[^。]*我们"
)


@dataclass
class Paragraph:
    """The contents of a paragraph: up to ``plain`` it has neither a speaker of its own nor a return to what happened."""

    start: int
    end: int
    plain: int
    read_to: int
    voices: list[Voice] = field(default_factory=list)
    cited: list[Voice] = field(default_factory=list)
    acts: list[tuple[Voice, bool]] = field(default_factory=list)
    current: Voice | None = None
    topic: Mention | None = None

    def speak(self, voice: Voice, at: int) -> None:
        """Begin a voice, and end the one before."""
        self.close(at)
        self.current = voice

    def close(self, at: int) -> None:
        """End the voice that is speaking, or the plain beginning of the paragraph."""
        if self.current:
            self.voices.append(replace(self.current, end=at))
            self.current = None
        elif not self.voices:
            self.plain = min(self.plain, at)


def join_paragraphs(text: str, paragraphs: Sequence[Paragraph]) -> Iterator[Voice]:
    """The passages of all paragraphs, including those that continue with the speaker of the paragraph before."""
    reported = {v.speaker for p in paragraphs for v in p.voices}
    speaking: Voice | None = None
    for paragraph, after in zip(paragraphs, _following(paragraphs), strict=True):
        if speaking and paragraph.plain > paragraph.start:
            speaking = (
                replace(speaking, start=paragraph.start, end=paragraph.plain)
                if (after == speaking.speaker or _goes_on(text, paragraph, speaking))
                else None
            )
            if speaking:
                yield speaking
        yield from (_with_act(text, voice, paragraph.acts) for voice in paragraph.voices)
        yield from paragraph.cited
        yield from (v for v, is_reading in paragraph.acts if is_reading or v.speaker not in reported)
        if paragraph.plain < paragraph.end:
            last = paragraph.voices[-1] if paragraph.voices else None
            speaking = last if last and last.end == paragraph.end else None


def _with_act(text: str, voice: Voice, acts: Sequence[tuple[Voice, bool]]) -> Voice:
    """The voice from the sentence right before it on, if that says that the same person spoke (王锐作了发言。他说…)."""
    spoke = (act for act, _ in acts if act.speaker == voice.speaker and SPOKE.search(text, act.start, act.end))
    starts = [act.start for act in spoke if act.start < voice.start and not text[act.end : voice.start].strip("。；; ")]
    return replace(voice, start=starts[0]) if starts and text[voice.start] in "他她" else voice


def _goes_on(text: str, paragraph: Paragraph, speaking: Voice) -> bool:
    """Whether a paragraph continues the voice before it: its first words show it, or that voice is unfinished."""
    said = text[speaking.start : speaking.end]
    return (
        GOING_ON.match(text, paragraph.start, paragraph.end) is not None
        or said[-1] not in FINAL
        or said.count("“") > said.count("”")
    )


def _following(paragraphs: Sequence[Paragraph]) -> list[str | None]:
    """For each paragraph, the speaker of the next passage, if nothing is narrated in between."""
    following: list[str | None] = []
    after: str | None = None
    for paragraph in reversed(paragraphs):
        following.append(after)
        if paragraph.voices and paragraph.voices[0].start == paragraph.plain:
            after = paragraph.voices[0].speaker
        elif paragraph.plain < paragraph.end:
            after = None
    return following[::-1]
