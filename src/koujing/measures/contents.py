"""Labels with several contents: which bare labels are ambiguous, on what evidence, and what a shortened list leaves out."""

from __future__ import annotations

import pandas as pd

from koujing import lexicons
from koujing.measures.bundles import align_members

# Two lists are the same content if the other list contains at least this proportion of the shorter one's members: drifting
# lists in the shipped corpora share three quarters or more, different contents under one label a third or less.
SAME_CONTENT = 0.5


def same_content(a: str, b: str) -> bool:
    """Whether two ``members`` cells spell out the same content.

    >>> same_content("对象|目标|方式", "扶贫对象|目标|考评"), same_content("老|中|青", "领导干部|专家|群众")
    (True, False)
    """
    pairs, only_a, only_b = align_members(a, b)
    return len(pairs) >= SAME_CONTENT * (len(pairs) + min(len(only_a), len(only_b)))


def registered_contents(bundle: str) -> list[tuple[str, str]]:
    """The contents of a bundle in ``lexicons/formula_contents.tsv``: where each comes from, and its members.

    >>> [origin for origin, _ in registered_contents("六个精准")]
    ['national', 'Gansu']
    """
    return [(row["content"], row["members"]) for row in lexicons.load("formula_contents") if row["canonical"] == bundle]


def ambiguous_labels(formulas: pd.DataFrame) -> pd.DataFrame:
    """Bundles whose label has several contents: ``bundle, n_bare, bare_in, n_contents, evidence``, the most bare uses first.

    ``n_bare`` counts the uses that spell nothing out, ``bare_in`` lists their speeches: there a reader cannot tell which
    content is meant. ``evidence`` gives each content with the speeches that spell it out, or with the origin that the
    registry names.
    """
    rows = []
    for bundle, part in formulas[formulas["kind"] == "numeral"].groupby("bundle", sort=True):
        found = _contents(str(bundle), part)
        if len(found) > 1:
            bare = part[part["members"] == ""]
            evidence = "; ".join(f"{members} ({', '.join(dict.fromkeys(where))})" for members, where in found)
            rows.append((bundle, len(bare), "|".join(dict.fromkeys(bare["speech"])), len(found), evidence))
    table = pd.DataFrame(rows, columns=["bundle", "n_bare", "bare_in", "n_contents", "evidence"])
    return table.sort_values(["n_bare", "bundle"], ascending=[False, True], ignore_index=True)


def missing_members(formulas: pd.DataFrame) -> pd.DataFrame:
    """Members of a registered list that a shorter list with the same head leaves out: ``speech, bundle, members,
    registered, origin, missing``.

    A list is compared with those registered contents with its head (五个精准 with 六个精准) that contain all its members.

    >>> cut = pd.DataFrame({"speech": ["a"], "bundle": ["五个精准"], "head": ["精准"],
    ...                     "members": ["扶贫对象精准|项目安排精准|资金使用精准|措施到户精准|脱贫成效精准"]})
    >>> missing_members(cut)[["registered", "missing"]].to_numpy().tolist()
    [['六个精准', '因村派人']]
    """
    rows = []
    for used in formulas[formulas["members"] != ""].itertuples():
        for row in lexicons.load("formula_contents"):
            if not row["canonical"].endswith(str(used.head)):
                continue
            pairs, only, missing = align_members(str(used.members), row["members"])
            if pairs and missing and not only:
                rows.append(
                    (used.speech, used.bundle, used.members, row["canonical"], row["content"], "|".join(missing))
                )
    return pd.DataFrame(rows, columns=["speech", "bundle", "members", "registered", "origin", "missing"])


def _contents(bundle: str, used: pd.DataFrame) -> list[tuple[str, list[str]]]:
    """The different contents of a bundle, each with the speeches that spell it out and the registered origins."""
    lists = [
        (cell, speech)
        for cell, speech in zip(used["members"], used["speech"], strict=True)
        if cell and all(cell.split("|"))
    ]
    lists += [(members, f"registry: {origin}") for origin, members in registered_contents(bundle)]
    found: list[tuple[str, list[str]]] = []
    for members, where in lists:
        home = next((places for known, places in found if same_content(known, members)), None)
        if home is None:
            found.append((members, [where]))
        else:
            home.append(where)
    return found
