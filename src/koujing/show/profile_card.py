"""The profile of a speech as a card of HTML: its slogans, words, statistics, voices and damage side by side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

import pandas as pd

from koujing.lexicons.concepts import concepts
from koujing.lexicons.listed import glosses
from koujing.measures.bundles import members_of
from koujing.show.display import say_numbers
from koujing.show.profile import Profile, say_time

SHOWN, NUMBERS, MEMBERS = 6, 4, 4  # rows of a part; statistics reported, and as many targets; members of a slogan
COLOUR = "#0072B2"
CARD = """\
<section aria-label="{name}" style="border: 1px solid #8C8C8C; border-radius: 4px; padding: 0.2em 0.8em; margin: 0.6em 0">
<p><strong lang="zh">{name}</strong> <span lang="zh">{title}</span><br>{about}</p>
<div style="display: grid; grid-template-columns: repeat(auto-fit, minmax(15em, 1fr)); gap: 0.4em 1.4em">
{parts}</div></section>
"""
PART = "<div><p><strong>{}</strong> {}</p><ul style='list-style: none; padding: 0; margin: 0'>{}</ul></div>\n"
ROW = "<li style='margin: 0 0 0.25em'>{}{}</li>"
BAR = "<span aria-hidden='true' style='display: block; height: 3px; width: {:.0f}%; background: " + COLOUR + "'></span>"


@dataclass(frozen=True, eq=False)
class ProfileCard:
    """A profile that a notebook shows as a card; in plain text it only says whose it is.

    >>> from koujing.measures import profiles
    >>> ProfileCard("泾川县 2013", None)
    profile of 泾川县 2013
    """

    name: str
    profile: Profile | None

    def __repr__(self) -> str:
        return f"profile of {self.name}"

    def _repr_html_(self) -> str:
        told = self.profile
        if told is None:
            return escape(repr(self))
        parts = [_slogans(told), _words(told), *_statistics(told), _voices(told), _rest(told)]
        title = "" if told.about["title"] in self.name else escape(told.about["title"])
        return CARD.format(name=escape(self.name), title=title, about=_about(told), parts="".join(parts))


def _about(profile: Profile) -> str:
    about = profile.about
    known = [about["date"], profile.place, about["organisation"] or about["body"], about["speaker"], about["genre"]]
    return escape(" · ".join([*filter(None, known), f"{about['n_han']:,} characters"]))


def _part(name: str, told: str, rows: Iterable[str]) -> str:
    return PART.format(name, told, "".join(rows))


def _row(chinese: str, english: str, share: float | None = None) -> str:
    bar = "" if share is None else BAR.format(100 * share)
    return ROW.format(f"<span lang='zh'>{escape(chinese)}</span> {escape(english)}", bar)


def _slogans(profile: Profile) -> str:
    table = profile.slogans
    rows = [
        _row(bundle + _members(members), f"×{n} {gloss.partition(':')[0]}", n / table["n"].max())
        for bundle, n, gloss, members in table.head(SHOWN)[["bundle", "n", "gloss", "members"]].itertuples(index=False)
    ]
    return _part("Slogans", f"{table['n'].sum()} uses of {len(table)}", rows)


def _members(cell: str) -> str:
    members = members_of(cell)
    return f"：{'、'.join(members[:MEMBERS])}{'…' * (len(members) > MEMBERS)}" if members else ""


def _words(profile: Profile) -> str:
    shown = profile.words.head(SHOWN)[["term", "n", "times"]]
    rows = [
        _row(term, f"{glosses().get(term, '').partition(':')[0]} ×{n}, {_often(times)}", n / shown["n"].max())
        for term, n, times in shown.itertuples(index=False)
    ]
    return _part("Words", "more than in the other speeches", rows)


def _often(times: float) -> str:
    return "only here" if pd.isna(times) else f"{times:,.1f} times as often"


def _statistics(profile: Profile) -> Iterable[str]:
    n = profile.statuses
    for name, of, rows in (("Statistics", n["reported"], profile.reported), ("Targets", n["target"], profile.targets)):
        shown = rows.head(NUMBERS)
        numbers = say_numbers(shown) + " " + shown["unit"]
        english = [concepts()[concept].english if concept in concepts() else "" for concept in shown["concept"]]
        told = zip(shown["indicator"], numbers, say_time(shown), english, strict=True)
        yield _part(name, str(of), [_row(f"{what} {number}", f"{when} {series}") for what, number, when, series in told])


def _voices(profile: Profile) -> str:
    shown = profile.voices.head(NUMBERS)[["who", "role", "share"]].itertuples(index=False)
    return _part("Voices", "", [_row(f"{who} {role}", f"{share:.0%}", share) for who, role, share in shown])


def _rest(profile: Profile) -> str:
    damage = ", ".join(f"{n:,} {kind}" for kind, n in profile.damage.items()) or "none"
    told = {"checks that fail": f"{len(profile.failing)} of {len(profile.checks)}", "damage": damage}
    told |= {} if pd.isna(profile.reused) else {"in earlier speeches word for word": f"{profile.reused:.0%}"}
    return _part("And", "", [_row("", f"{name}: {value}") for name, value in told.items()])
