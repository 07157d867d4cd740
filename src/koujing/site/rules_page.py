"""The page of the rules, written from them: ``python -m koujing.site.rules_page docs/rules.md``."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from koujing.chinese.rules import Rule
from koujing.rhetoric import addressees, no_orders
from koujing.slogans import kinds, named

_OPENING = """# Rules

What is found by a grammar is found by small rules, each of one idea. A rule has its reason, texts in which it finds what
stands behind the arrow, and texts that look alike and that it leaves. All examples are invented, and all are run as tests.
This page is written from the rules; their patterns stand beside them in the source.
"""


def rules_page() -> str:
    """The whole page as Markdown."""
    return "\n".join([_OPENING, *(line for section in _sections() for line in section)])


def _sections() -> Iterator[Iterator[str]]:
    yield _section("Slogans that are names", "At every place the first rule that matches decides.", named.NAMES)
    yield _section("Plans and projects", "Formulas of the kind `plan`.", named.PLANS)
    yield _section("Codes", "Formulas of the kind `code`.", named.CODES)
    numerals = [rule for rule in kinds.RULES if not rule.kind and rule not in named.NAMES]
    yield _section("Numeral slogans", "Formulas of the kind `numeral`, which count their parts.", numerals)
    refusals = [rule for rules in no_orders.RULES.values() for rule in rules]
    yield _section("Markers that order nothing", "Behind the arrow is the marker that is no directive there.", refusals)
    yield _section("Addressees", "Behind the arrow is whom the last order addresses.", addressees.RULES)


def _section(title: str, lead: str, rules: Sequence[Rule]) -> Iterator[str]:
    yield from (f"## {title}", "", lead, "", "| rule | reason | finds | leaves |", "|---|---|---|---|")
    for rule in rules:
        finds = "<br>".join(f"{text} → {found}" for text, found in rule.finds.items())
        yield f"| {rule.name} | {rule.why} | {finds} | {'<br>'.join(rule.leaves)} |"
    yield ""


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(rules_page(), encoding="utf-8")
