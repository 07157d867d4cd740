"""What a mask may hide, by another wording: proposed, never applied."""

import pandas as pd
import pytest

from koujing.borrowing.edit_masks import proposed_repairs
from koujing.borrowing.edit_rows import propose_repairs
from koujing.speech import Repair

SHARED = "，发挥好服务群众、促进{}的作用，提升工作水平"
MASKED, FULL = SHARED.format("*"), SHARED.format("就业")


def test_what_the_other_passage_has_is_proposed() -> None:
    at = MASKED.index("*")
    assert proposed_repairs(MASKED, FULL, at=100) == [Repair(100 + at, 101 + at, "*", "就业", "mask", False)]


def test_a_proposal_leaves_the_text_as_it_is() -> None:
    (repair,) = proposed_repairs(MASKED, FULL)
    assert repair.now
    assert repair.edit is None


@pytest.mark.parametrize(
    ("passage", "other"),
    [
        (MASKED, MASKED),  # masked there too
        (MASKED, FULL.replace("服务", "联系")),  # five characters before it, not six
        (MASKED, FULL.replace("提升工作", "提高工作")),  # three behind it
        (MASKED, FULL + FULL.replace("就业", "和谐")),  # two wordings
        (MASKED, SHARED.format("全面持续增收")),  # longer than a mask
        (MASKED, SHARED.format("就业、增收")),  # more than a word
        ("促进*的作用，提升工作", "促进就业的作用，提升工作"),  # the passage begins too close to it
    ],
)
def test_what_is_not_sure_enough_is_not_proposed(passage: str, other: str) -> None:
    assert proposed_repairs(passage, other) == []


def row(source_a: str, source_b: str, texts: dict[str, str]) -> dict[str, object]:
    ends = {"end_a": len(texts[source_a]), "end_b": len(texts[source_b])}
    return {"source_a": source_a, "start_a": 0, "source_b": source_b, "start_b": 0, **ends}


def test_only_masks_that_are_open_and_on_which_passages_agree_are_proposed() -> None:
    texts = {"a": MASKED, "b": FULL, "c": SHARED.format("增收")}
    at = MASKED.index("*")
    mask = {"source": "a", "start": at, "end": at + 1, "was": "*", "now": "", "kind": "mask", "certain": False}
    repairs = pd.DataFrame([mask, mask | {"start": 0, "end": 1, "was": "，", "kind": "punctuation"}])
    one = pd.DataFrame([row("b", "a", texts)])
    (proposed,) = propose_repairs(repairs, one, texts).to_dict("records")
    assert proposed == mask | {"now": "就业", "evidence": f"b 0–{len(FULL)}"}
    assert propose_repairs(repairs.assign(now="和谐"), one, texts).empty
    assert propose_repairs(repairs, pd.DataFrame([row("b", "a", texts), row("a", "c", texts)]), texts).empty
