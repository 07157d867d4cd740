"""Where a slogan comes from and what comes first, as a researcher asks: of a study, a folder, or shipped studies."""

from __future__ import annotations

import pandas as pd

from koujing.comparison import Where
from koujing.measures.agenda import rank_topics
from koujing.measures.genealogy import trace_genealogy
from koujing.measures.groups import close_to
from koujing.measures.sums import Large, keep_in, sums
from koujing.opening import open_study, shipped_studies


def genealogy(label: str, *where: Where) -> pd.DataFrame:
    """How a slogan changed its members: each list that spells it out beside the one before it, and what each bare use means.

    ``label`` is a numeral slogan, under any of its names (六大任务 for 六项任务); ``where`` are the studies or folders in which it is
    followed, together, by default all that ship; if there are several, their names stand before those of their speeches. A row is a
    member of a list or a bare use; ``measures.genealogy.trace_genealogy`` explains the columns.

    Errors: ``ValueError`` for a label that the texts do not use.

    >>> from koujing.opening import sample_folder
    >>> table = genealogy("五个到田头", sample_folder())
    >>> table.loc[table["change"] == "out", ["speech", "bundle", "was", "first_speech"]].to_numpy().tolist()
    [['water-prefecture', '四个到田头', '设计到田头', 'water-province']]
    """
    studies = [open_study(one) for one in where or shipped_studies()]
    several = len(studies) > 1
    frames = [study.frames.renamed(f"{study.name}: ") if several else study.frames for study in studies]
    rows = [keep_in(one.rows("formulas"), "kind", ["numeral"]) for one in frames]
    used = pd.concat(_frame(keep_in(one, column, [label])) for one in rows for column in ("bundle", "text"))
    if not len(used):
        known = [bundle for one in rows for bundle in sums(one, ["bundle"], of="1")["bundle"]]
        names = ", ".join(study.name for study in studies)
        raise ValueError(f"{names}: no slogan {label!r} in these texts{close_to(label, sorted(set(known)))}")
    bundle, heads = str(used["bundle"].iloc[0]), set(used["head"])
    kin = pd.concat([_frame(keep_in(one, "bundle", [bundle])) for one in rows] + [_frame(keep_in(one, "head", heads)) for one in rows])
    kin = kin.drop_duplicates(["speech", "id"])
    documents = pd.concat([one["documents"] for one in frames], ignore_index=True)
    voices = pd.concat(_frame(keep_in(one.rows("voices"), "speech", set(kin["speech"]))) for one in frames)
    return trace_genealogy(bundle, kin, documents, voices)


def ranks(where: Where) -> pd.DataFrame:
    """What comes first: every item of every numbered list with its topic and place, and which list is the agenda of its speech.

    ``where`` is a study, a folder of texts or of coded tables, or the name of a shipped study; ``measures.agenda.rank_topics`` explains
    the columns. What came first in each report: ``table[table["main"] & (table["rank"] == 1)]``.

    >>> from koujing.opening import sample_folder
    >>> table = ranks(sample_folder())
    >>> table.loc[table["speech"] == "commission", ["position", "n", "heading"]].to_numpy().tolist()[:2]
    [[1, 4, '加固病险塘'], [2, 4, '打通断头渠']]
    """
    study = open_study(where)
    return rank_topics(_frame(study.rows("sections")), study.documents)


def _frame(rows: pd.DataFrame | Large) -> pd.DataFrame:
    return rows.frame if isinstance(rows, Large) else rows
