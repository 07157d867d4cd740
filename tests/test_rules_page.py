"""The page of the rules says what the rules say."""

import re
from pathlib import Path

from koujing.site.rules_page import rules_page

PAGE = Path(__file__).parents[1] / "docs/rules.md"


def test_the_page_is_what_the_rules_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == rules_page(), "run python -m koujing.site.rules_page docs/rules.md"


def test_every_row_of_the_page_has_its_four_cells() -> None:
    rows = [line for line in rules_page().splitlines() if line.startswith("| ")]
    assert len(rows) > 50
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {5}
