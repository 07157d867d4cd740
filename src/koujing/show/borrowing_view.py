"""A passage and what became of it in a later speech, side by side, with the edits marked."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator, Mapping
from typing import Any

from koujing.chinese.halves import without_halves
from koujing.later import pd
from koujing.show.shown import Shown

Edit = Mapping[Any, Any]

# Colours of Okabe & Ito as tints. A line through or under the words and a name in words say the same without colour.
STYLE = """\
.kj-sides { display: grid; gap: 0 1.5em; grid-template-columns: 1fr 1fr; line-height: 2; margin: 1em 0; overflow-wrap: anywhere; }
.kj-sides h4, .kj-sides p { margin: .2em 0; }
.kj-sides ul { grid-column: 1 / -1; margin: .2em 0; }
.kj-sides del { background: rgba(213,94,0,.18); text-decoration: line-through; }
.kj-sides ins { background: rgba(0,114,178,.18); text-decoration: underline; }
.kj-sides .kj-moved { background: none; border: 1px dashed; text-decoration: none; }
.kj-sides small { display: inline-block; font-size: .75em; opacity: .85; padding: 0 .3em; } /* a block is not struck through */
.kj-hidden { clip-path: inset(50%); height: 1px; overflow: hidden; position: absolute; white-space: nowrap; width: 1px; }
@media (max-width: 40em) { .kj-sides { grid-template-columns: 1fr; } }
"""
SIDE = '<div><h4>{name}</h4><p lang="zh-Hans">{words}</p></div>\n'
ONLY = '<div><h4>{name_a}</h4></div><div><h4>{name_b}</h4></div>\n<ul>{edits}</ul>\n'
NOTHING = "<em>nothing</em>"


def side_by_side(passages: pd.DataFrame, texts: Mapping[str, str] | None = None) -> Shown:
    """Rows of ``borrowings``, each with the earlier passage on the left and the later one on the right, under each other on a phone.

    ``texts`` has the raw text of each source. Of passages whose texts it does not have, only the edits are shown, in at most twenty
    characters each, with their offsets. What was dropped or replaced is struck through on the left, what is new is underlined on
    the right, and an edit whose words tell what it is says so.
    """
    parts = [_passage(passage, texts or {}) for passage in passages.to_dict("records")]
    summary = f"{len(parts)} passages side by side"
    return Shown(f"<style>{STYLE}</style>\n{''.join(parts)}", summary)


def _passage(passage: Mapping[Any, Any], texts: Mapping[str, str]) -> str:
    edits = json.loads(passage["changed"] or "[]")
    names = [html.escape(f"{passage[f'speech_{side}']}, {passage[f'start_{side}']}–{passage[f'end_{side}']}") for side in "ab"]
    if passage["source_a"] in texts and passage["source_b"] in texts:
        raw = [without_halves(texts[passage[f"source_{side}"]][passage[f"start_{side}"] : passage[f"end_{side}"]]) for side in "ab"]
        inside = "".join(
            SIDE.format(name=name, words="".join(_marked(text, edits, side)))
            for name, text, side in zip(names, raw, "ab", strict=True)
        )
    else:
        told = "".join(f"<li>{_told(edit, passage)}</li>" for edit in edits) or "<li>no word changed</li>"
        inside = ONLY.format(name_a=names[0], name_b=names[1], edits=told)
    return f'<section class="kj-sides" aria-label="{names[0]} and {names[1]}">\n{inside}</section>\n'


def _marked(text: str, edits: list[Edit], side: str) -> Iterator[str]:
    """One of the passages, with an element around what was changed in it."""
    at, tag = 0, "del" if side == "a" else "ins"
    for edit in sorted(edits, key=lambda edit: (edit[f"start_{side}"], edit[f"end_{side}"])):
        start, end = edit[f"start_{side}"], edit[f"end_{side}"]
        if at <= start < end:
            moved = ' class="kj-moved"' if edit["kind"] == "moved" else ""
            shown = f'<small lang="en">{html.escape(edit["change"])}</small>' if edit["change"] else ""
            yield html.escape(text[at:start])
            yield f'<{tag}{moved}><span class="kj-hidden" lang="en">[{_heard(edit, side)}: </span>{html.escape(text[start:end])}'
            yield f'{shown}<span class="kj-hidden">]</span></{tag}>'
            at = end
    yield html.escape(text[at:])


def _heard(edit: Edit, side: str) -> str:
    """What a screen reader says before the words of an edit."""
    if edit["kind"] == "replaced":
        return "was" if side == "a" else "now"
    return html.escape(edit["kind"])


def _told(edit: Edit, passage: Mapping[Any, Any]) -> str:
    """An edit in words: kind, change, what was and what is now, and the raw offsets of both."""
    sides = []
    for side, tag, words in (("a", "del", edit["was"]), ("b", "ins", edit["now"])):
        start, end = (edit[f"{edge}_{side}"] + passage[f"start_{side}"] for edge in ("start", "end"))
        shown = f'<{tag} lang="zh-Hans">{html.escape(words)}</{tag}>' if words else f"{end - start} characters" if start < end else NOTHING
        sides.append(f"{shown} <small>{start}–{end}</small>")
    change = f" ({html.escape(edit['change'])})" if edit["change"] else ""
    return f"{html.escape(edit['kind'])}{change}: {sides[0]} → {sides[1]}"
