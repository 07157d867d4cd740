"""What the numeral formulas of speeches bundle, under which names and in which texts."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import combinations
from typing import Any

import opencc
import pandas as pd

# Two wordings of one member share at least this proportion of their characters. In the shipped corpora, drifting wordings
# (推进依法行政 for 坚持依法行政, 户户有增收门路 for 户户有致富门路) have .67 or more, different members .5 or less.
SAME_MEMBER = 0.6


def members_of(cell: str) -> tuple[str, ...]:
    """The members of a ``members`` cell, without the ending that all of them share.

    >>> members_of("对象精准|目标精准"), members_of("农业|农村|农民"), members_of("")
    (('对象', '目标'), ('农业', '农村', '农民'), ())
    """
    parts = cell.split("|") if cell else []
    while len(parts) > 1 and all(len(part) > 1 for part in parts) and len({part[-1] for part in parts}) == 1:
        parts = [part[:-1] for part in parts]
    return tuple(parts)


def same_member(a: str, b: str) -> bool:
    """Whether two members are the same: one contains the other, or most of their characters agree, in order or not.

    >>> same_member("对象", "扶贫对象"), same_member("人人有致富技能", "群众有致富技能"), same_member("国际", "国内")
    (True, True, False)
    """
    return _likeness(a, b) >= SAME_MEMBER


def _likeness(a: str, b: str) -> float:
    """2 for the same wording, 1 and more if one contains the other, else the share of characters that they have in common."""
    if not (a and b):
        return 0.0
    if a in b or b in a:
        return 1 + min(len(a), len(b)) / max(len(a), len(b))
    return 2 * (Counter(a) & Counter(b)).total() / (len(a) + len(b))


def align_members(a: str, b: str) -> tuple[list[tuple[str, str]], list[str], list[str]]:
    """Two ``members`` cells side by side: pairs that are the same member, members only in ``a``, members only in ``b``.

    >>> align_members("果品|畜牧|蔬菜", "果品|蔬菜|畜牧养殖|药材")
    ([('果品', '果品'), ('畜牧', '畜牧养殖'), ('蔬菜', '蔬菜')], [], ['药材'])
    """
    here, there = members_of(a), members_of(b)
    pairs = dict(pair_places(here, there))
    only_b = [other for k, other in enumerate(there) if k not in pairs.values()]
    return [(here[k], there[m]) for k, m in pairs.items()], [one for k, one in enumerate(here) if k not in pairs], only_b


def pair_places(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    """Which place of one list holds the same member as which place of another, the most alike paired first.

    A beginning that all members of a list share (坚持) is not compared. If one place of each of two lists of the same length is
    left over, it is one member in other words if the two share more than half of their characters or, at the same place of
    both, two (关停取缔 for 淘汰关停).

    >>> pair_places(["东", "中", "西", "东北"], ["东北", "西", "东"])
    [(0, 2), (2, 1), (3, 0)]
    """
    left, right = _without_beginning(a), _without_beginning(b)
    alike = sorted((-_likeness(x, y), abs(k - m), k, m) for k, x in enumerate(left) for m, y in enumerate(right) if same_member(x, y))
    pairs: dict[int, int] = {}
    for *_, k, m in alike:
        if k not in pairs and m not in pairs.values():
            pairs[k] = m
    rest = [(k, m) for k in range(len(a)) if k not in pairs for m in range(len(b)) if m not in pairs.values()]
    if len(a) == len(b) > 1 == len(rest):
        ((k, m),) = rest
        shared = (Counter(a[k]) & Counter(b[m])).total()
        pairs |= {k: m} if 4 * shared > len(a[k]) + len(b[m]) or (k == m and shared > 1) else {}
    return sorted(pairs.items())


def _without_beginning(members: Sequence[str]) -> list[str]:
    """The members without the beginning that all share; a single character is never cut off whole."""
    shared = 0
    while len(members) > 1 and len({member[: shared + 1] for member in members}) == 1 and all(len(one) > shared + 1 for one in members):
        shared += 1
    return [member[shared:] for member in members]


def contents(formulas: pd.DataFrame) -> pd.DataFrame:
    """Every bundle with every member list it was used with: ``head, bundle, count, members, n, n_speeches, speeches``.

    ``members`` is empty for uses that spell no members out; ``speeches`` joins the speeches by ``|``. Codes and plans, which
    do not count what they bundle, are left out.
    """
    numeral = formulas[formulas["kind"] == "numeral"]
    keys = ["head", "bundle", "count", "members"]
    named = numeral.groupby(keys, dropna=False, sort=True)["speech"]
    used = named.agg(n="size", n_speeches="nunique", speeches=lambda names: "|".join(dict.fromkeys(names)))
    return used.reset_index()


def compare_lists(contents: pd.DataFrame, by: str = "bundle") -> pd.DataFrame:
    """Every pair of member lists of one ``bundle`` (or one ``head``) side by side, the most different first.

    Columns: ``bundle, members, other_bundle, other_members, n_same, n_reworded, n_only, n_only_other``: how many members are
    identical, the same in other words (see ``same_member``), and in one list only. Lists with an empty member (left out
    because it is too long to be shared) are not compared.
    """
    full = contents["members"].map(lambda cell: bool(cell) and all(cell.split("|"))).astype(bool)
    rows = []
    for _, part in contents[full].drop_duplicates([by, "bundle", "members"]).groupby(by, sort=True):
        lists = zip(part["bundle"], part["members"], strict=True)
        for (name, a), (other, b) in combinations(sorted(lists), 2):
            pairs, only_a, only_b = align_members(a, b)
            n_same = sum(x == y for x, y in pairs)
            rows.append((name, a, other, b, n_same, len(pairs) - n_same, len(only_a), len(only_b)))
    counts = ["n_same", "n_reworded", "n_only", "n_only_other"]
    table = pd.DataFrame(rows, columns=["bundle", "members", "other_bundle", "other_members", *counts])
    return table.sort_values(["n_only", "bundle", "members"], ascending=[False, True, True], ignore_index=True)


def several_names(formulas: pd.DataFrame) -> pd.DataFrame:
    """Bundles with several surface forms: ``bundle, forms, n_forms, n, n_speeches``, the most forms first.

    Forms that differ only in script, width of digits, punctuation or masks are counted as one, since these are the state of
    the text and not another name. ``forms`` lists each form with its number of uses.
    """
    used = formulas.assign(form=formulas["text"].map(_bare_form))
    rows = []
    for bundle, part in used[used["form"] != ""].groupby("bundle", sort=True):
        counts = part["form"].value_counts(sort=False).sort_index().sort_values(ascending=False, kind="stable")
        forms = ", ".join(f"{form} ×{n}" for form, n in counts.items())
        rows.append((bundle, forms, len(counts), len(part), part["speech"].nunique()))
    table = pd.DataFrame(rows, columns=["bundle", "forms", "n_forms", "n", "n_speeches"])
    several = table[table["n_forms"] > 1].sort_values(["n_forms", "n", "bundle"], ascending=[False, False, True])
    return several.reset_index(drop=True)


def open_heads(formulas: pd.DataFrame) -> pd.DataFrame:
    """Heads used with more than one count: ``head, labels, n_counts, n_spelled, n_speeches``, the most counts first.

    In a code, the part up to the plus sign is the head and the rest the count (1+17, 1+18). ``labels`` lists the bundles and
    their numbers of uses, ordered by count; ``n_spelled`` is how many of the bundles are spelled out in some text.
    """
    parts = formulas["bundle"].str.extract(r"^(\d+\+)(\d+)$")
    code = (formulas["kind"] == "code") & parts[0].notna()
    counted = formulas.assign(
        head=formulas["head"].where(~code, parts[0]),
        count=formulas["count"].where(~code, pd.to_numeric(parts[1]).astype("Int64")),
    ).dropna(subset="count")
    rows = []
    for head, part in counted.groupby("head", sort=True):
        if part["count"].nunique() > 1:
            uses = part.groupby(["count", "bundle"], sort=True).size()
            labels = ", ".join(f"{bundle} ×{n}" for bundle, n in zip(uses.index.get_level_values(1), uses, strict=True))
            spelled = part.loc[part["members"] != "", "bundle"].nunique()
            rows.append((head, labels, part["count"].nunique(), spelled, part["speech"].nunique()))
    table = pd.DataFrame(rows, columns=["head", "labels", "n_counts", "n_spelled", "n_speeches"])
    return table.sort_values(["n_counts", "n_speeches", "head"], ascending=[False, False, True], ignore_index=True)


def shared_use(formulas: pd.DataFrame, by: str, columns: Sequence[str], top: int = 16) -> pd.DataFrame:
    """How often each bundle occurs in each text, for the ``top`` bundles by number of texts among those in two or more.

    ``by`` is the column of ``formulas`` that names the text; ``columns`` lists the texts in order, including those without a bundle.

    >>> used = pd.DataFrame({"bundle": ["三农", "三农", "四风"], "speech": ["a", "c", "c"]})
    >>> shared_use(used, "speech", ["a", "b", "c"]).to_dict("index")
    {'三农': {'a': 1, 'b': 0, 'c': 1}}
    """
    table = pd.crosstab(formulas["bundle"], formulas[by]).reindex(columns=list(columns), fill_value=0)
    order = pd.DataFrame({"texts": (table > 0).sum(axis=1), "n": table.sum(axis=1)}).sort_index()
    order = order[order["texts"] > 1].sort_values(["texts", "n"], ascending=False, kind="stable")
    return table.loc[order.index[:top]].rename_axis(columns=None)


def _bare_form(text: str) -> str:
    """A surface form reduced to the characters that tell names apart; empty if a mask hides one.

    >>> _bare_form("一个国家、两种制度"), _bare_form("五項原則"), _bare_form("８６３"), _bare_form("三大特*产业")
    ('一个国家两种制度', '五项原则', '863', '')
    """
    if "*" in text:
        return ""
    return re.sub(r"[^\w+]", "", _simplifier().convert(unicodedata.normalize("NFKC", text)))


def plain_form(member: str) -> str:
    """A member in simplified characters and without quotation marks, which are the state of the text and no other wording.

    >>> plain_form("“平等互利"), plain_form("和平共處")
    ('平等互利', '和平共处')
    """
    return re.sub("[“”‘’「」『』\"]", "", str(_simplifier().convert(member)))


@cache
def _simplifier() -> Any:
    return opencc.OpenCC("t2s")
