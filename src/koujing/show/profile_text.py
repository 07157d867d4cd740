"""The profile of a speech as lines of text for a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from koujing.lexicons.concepts import concepts
from koujing.lexicons.listed import glosses
from koujing.measures.bundles import members_of
from koujing.show.display import say_numbers
from koujing.show.profile import Profile, say_time

SLOGANS, WORDS, REPORTED, TARGETS, FAILING, VOICES = 5, 10, 6, 4, 2, 3  # rows shown, so that all fits one screen of 40 lines
NAME = "bold cyan"
DAMAGE = {
    "mask": "masked", "ocr_digit": "letters for digits", "decimal_stop": "stops for decimal points", "fullwidth": "full-width digits",
    "quote": "quotation marks", "script": "traditional script", "spacing": "spaces inside", "broken_line": "broken lines",
}  # fmt: skip


def profile_text(profile: Profile, reference: str) -> RenderableType:
    """At most 40 lines of 80 columns; ``reference`` says with what the words were compared."""
    parts = [_heading(profile), _slogans(profile), _words(profile, reference), _statistics(profile), _checks(profile), _voices(profile)]
    return Group(*parts, _damage(profile))


def _heading(profile: Profile) -> RenderableType:
    about = profile.about
    body = about["organisation"] or about["body"]
    told = [about["date"] or "no date", profile.place, body, about["speaker"], about["genre"]]
    length = f"{about['n_han']:,} Han characters, {about['n_tokens']:,} words, {about['n_sentences']:,} sentences"
    level = f", {about['level']} level" if about["level"] and profile.place != about["level"] else ""
    return Group(_line(about["title"] or about["speech"], "bold"), _line(" · ".join(filter(None, told)) + level), _line(length))


def _line(text: str, style: str = "") -> Text:
    return Text(text, style, no_wrap=True, overflow="ellipsis")


def _section(name: str, told: str, *parts: RenderableType) -> Group:
    return Group(_line("").append(name, NAME).append(f"  {told}"), *(Padding(part, (0, 0, 0, 2)) for part in parts))


def _slogans(profile: Profile) -> RenderableType:
    slogans = profile.slogans
    lines = [_line(_slogan(*row)) for row in slogans.head(SLOGANS)[["bundle", "n", "gloss", "members"]].itertuples(index=False)]
    return _section("Slogans", f"{slogans['n'].sum()} uses of {len(slogans)}" if len(slogans) else "none found", *lines)


def _slogan(bundle: str, n: int, english: str, members: str) -> str:
    told = f"{bundle} ×{n}  {_short(english)}".rstrip()
    return f"{told}: {'、'.join(members_of(members))}" if members else told


def _words(profile: Profile, reference: str) -> RenderableType:
    words = profile.words.head(WORDS)
    if words.empty:
        return _section("Words", f"none that stands out against {reference}")
    told = [_word(*row) for row in words[["term", "n", "times"]].itertuples(index=False)]
    return _section("Words", f"more than in {reference} (uses; how many times the rate)", Text(" · ".join(told)))


def _word(term: str, n: int, times: float) -> str:
    often = "never there" if pd.isna(times) else f"×{times:,.0f}" if times >= 9.5 else f"×{times:.1f}"
    return " ".join(filter(None, (term, _short(glosses().get(term, "")), str(n), f"({often})")))


def _short(english: str) -> str:
    """A gloss without what explains it."""
    return re.split("[:(]", english)[0].strip()


def _statistics(profile: Profile) -> RenderableType:
    n = profile.statuses
    told = f"{n.sum()}: {n['reported']} reported, {n['target']} targets, {n['rule']} rules" if n.sum() else "none found"
    return _section("Statistics", told, *_rows("", profile.reported.head(REPORTED)), *_rows("target ", profile.targets.head(TARGETS)))


def _rows(status: str, rows: pd.DataFrame) -> Iterator[Table]:
    if rows.empty:
        return
    table = Table.grid(padding=(0, 1), expand=True)
    for share in (6, 6, 3, 4):
        table.add_column(ratio=share, no_wrap=True, overflow="ellipsis")
    numbers = status + say_numbers(rows) + " " + rows["unit"]
    english = [concepts()[name].english if name in concepts() else "" for name in rows["concept"]]
    for cells in zip(rows["indicator"], numbers, say_time(rows), english, strict=True):
        table.add_row(*cells)
    yield table


def _checks(profile: Profile) -> RenderableType:
    n, failing = len(profile.checks), profile.failing
    told = f"{len(failing)} of {n} claims do not add up" if n else "no claim that could be checked"
    shown = failing.head(FAILING)[["text", "reading", "computed_low", "computed_high"]].itertuples(index=False)
    return _section("Checks", told, *(_line(f"{text}: {reading}: {_between(low, high)}") for text, reading, low, high in shown))


def _between(low: float, high: float) -> str:
    ends = dict.fromkeys(f"{end:,.10g}" for end in (low, high) if pd.notna(end))
    return f"should be {' to '.join(ends)}" if ends else ""


def _voices(profile: Profile) -> RenderableType:
    voices = profile.voices
    shown = voices.head(VOICES)[["who", "role", "share"]].itertuples(index=False)
    lines = [_line(f"{who} {role}".strip() + f" {share:.0%}") for who, role, share in shown]
    return _section("Voices", "who speaks in how much of it" if len(voices) else "no passage is ascribed to anybody", *lines)


def _damage(profile: Profile) -> RenderableType:
    told = [f"{n:,} {DAMAGE.get(str(kind), kind)}" for kind, n in profile.damage.items()]
    told += [f"{profile.hidden:,} of the masked words stay hidden"] * bool(profile.hidden)
    return Text.assemble(("Damage", NAME), "  ", ", ".join(told) or "none")
