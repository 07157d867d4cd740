"""Who delivers a speech: as its own words name the person, or by office."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from koujing import lexicons
from koujing.reading.voices.speakers import HEAD
from koujing.repaired import RepairedText
from koujing.speech import Evidence, Voice

STATE = ("国务院", "中央人民政府")


def own_voice(voices: Sequence[Voice]) -> Voice | None:
    """The passage of the speaker of the whole text, who does not share it with others as in the record of a talk."""
    own = [voice for voice in voices if not voice.verb]
    return own[0] if len(own) == 1 else None


def name_speaker(voices: Sequence[Voice], speaker: str, role: str = "") -> tuple[Voice, ...]:
    """The voices; that of the speech itself, if there is one, gets the name of its speaker, and the office if it has none.

    >>> [voice.speaker for voice in name_speaker([Voice(0, 9, "", "县长", ""), Voice(3, 5, "李力", "", "说")], "王锐")]
    ['王锐', '李力']
    """
    own = own_voice(voices)
    if not own or not speaker:
        return tuple(voices)
    named = replace(own, speaker=speaker, role=own.role or role)
    return tuple(named if voice is own else voice for voice in voices)


def find_speaker(
    text: RepairedText, voices: Sequence[Voice], metadata: Mapping[str, str]
) -> tuple[str, tuple[Evidence, ...]]:
    """The speaker of a speech or report, and the words that name the person; empty for a text told in the third person."""
    own = own_voice(voices)
    if not own:
        return "", ()
    if own.speaker:
        at = text.text.find(own.speaker, 0, HEAD)
        named = [Evidence(*text.raw_span(at, at + len(own.speaker)), "speaker", own.speaker)] if at >= 0 else []
        return own.speaker, tuple(named)
    return premier_on(metadata["date"]) if _is_of_state(metadata) else "", ()


def _is_of_state(metadata: Mapping[str, str]) -> bool:
    """Whether a text is a work report of the State Council, called the Central People's Government in 1954."""
    kind = (metadata["level"], metadata["body"], metadata["genre"])
    own = not metadata["organisation"] or metadata["organisation"].endswith(STATE)
    return own and kind == ("central", "government", "work report")


def premier_on(date: str) -> str:
    """The premier in office on the first day of an ISO date, which may be partial.

    A session of the People's Congress hears the premier's report before it may elect another.

    >>> premier_on("1998"), premier_on("1998-03-18"), premier_on("1949-03"), premier_on("")
    ('李鹏', '朱镕基', '', '')
    """
    day = f"{date}-01-01"[:10] if len(date) == 4 else f"{date}-01"[:10]
    held = (name for name, begin, end in _terms() if begin <= day and (not end or day < end))
    return next(held, "") if date else ""


@cache
def _terms() -> list[tuple[str, str, str]]:
    """The terms of the premiers: name, first day, and the first day of the next."""
    rows = lexicons.load("leaders")
    return [(row["name"], row["premier_from"], row["premier_to"]) for row in rows if row["premier_from"]]
