"""The terms that are listed, the wordings they are counted with, and their English: ours, and a user's own before them."""

from __future__ import annotations

from collections.abc import Iterable

from koujing.lexicons import Row, in_use, load, per_lexicon, shipped

GENERAL = "general"  # the field of words of the whole language: glossed, but no terms of the genre


@per_lexicon
def terms() -> dict[str, Row]:
    """Every listed term with its row. A user's row wins cell by cell; where its cell is empty or left out, ours is kept.

    A wording that the user lists belongs to the user's term alone: it is no variant of another of ours, and if it was a
    term of ours, its variants follow it.

    >>> terms()["国内生产总值"]["english"]
    'gross domestic product'
    """
    rows = {row["term"]: row for row in shipped("terms")}
    own = in_use().rows.get("terms", ())
    claimed = {form: row["term"] for row in own for form in forms_of(row)}
    followers: dict[str, list[str]] = {}
    for row in [rows.pop(form) for form, term in claimed.items() if form != term and form in rows]:
        followers.setdefault(claimed[row["term"]], []).extend(forms_of(row))
    for row in own:
        ours = rows.get(row["term"], {})
        rows[row["term"]] = ours | {column: cell for column, cell in row.items() if cell or column not in ours}
    return {term: _with_variants(row, claimed, followers.get(term, ())) for term, row in rows.items()} if own else rows


def _with_variants(row: Row, claimed: dict[str, str], followers: Iterable[str]) -> Row:
    """The row with the variants that are left to it, and those that follow a term that has become its variant."""
    term = row["term"]
    variants = dict.fromkeys(form for form in (*forms_of(row)[1:], *followers) if claimed.get(form, term) == term)
    return row | {"variants": "|".join(variants)}


def forms_of(row: Row) -> list[str]:
    """The term of a row, then its variants.

    >>> forms_of({"term": "国内生产总值", "variants": "GDP"})
    ['国内生产总值', 'GDP']
    """
    return [row["term"], *filter(None, row["variants"].split("|"))]


def names_of(row: Row) -> list[str]:
    """The name of a formula, then its variants."""
    return [row["canonical"], *filter(None, row["variants"].split("|"))]


@per_lexicon
def joined() -> frozenset[str]:
    """The wordings that are one term wherever they stand in a text: every term and variant whose field is not ``general``.

    >>> "GDP" in joined(), "工作" in joined()
    (True, False)
    """
    return frozenset(form for row in terms().values() if row["field"] != GENERAL for form in forms_of(row))


@per_lexicon
def wordings() -> dict[str, str]:
    """Every wording of a listed term or formula, and every synonym of a user, with the term as which it is counted on request.

    A user's synonyms come first, then terms, then formulas. A synonym is not looked for in texts unless it is listed as a
    term as well: it is a word or term of the tables that is counted under another name.

    >>> wordings()["GDP"], wordings()["国内生产总值"]
    ('国内生产总值', '国内生产总值')
    """
    above: dict[str, str] = {}
    own = in_use().rows
    synonyms = [[row["term"], *row["synonyms"].split("|")] for row in own.get("synonyms", ())]
    formulas = [list(map(names_of, rows)) for rows in (own.get("formulas", ()), shipped("formulas"))]
    for groups in (synonyms, [forms_of(row) for row in terms().values()], *formulas):
        for term, *others in groups:
            for form in others:
                above.setdefault(form, term)
        for term, *_ in groups:
            above.setdefault(term, term)
    return {form: topmost(form, above) for form in above}


def topmost(form: str, above: dict[str, str]) -> str:
    """The last of the terms above a wording, itself if there is none; the way there is halved for whoever asks next.

    >>> topmost("山村", {"山村": "乡村", "乡村": "农村"})
    '农村'
    """
    while (term := above.get(form, form)) != form:
        form = above[form] = above.get(term, term)
    return form


@per_lexicon
def glosses() -> dict[str, str]:
    """The English of every listed term, formula and wording of them; a user's glosses come before all others.

    >>> glosses()["GDP"], glosses()["六稳"]
    ('gross domestic product', 'six stabilities')
    """
    own, found = in_use().rows, dict[str, str]()
    for forms, english in (
        *((forms_of(row), row["english"]) for row in terms().values()),
        *((names_of(row), row["gloss"]) for row in load("formulas")),
        *((forms_of(row), row["english"]) for row in own.get("terms", ())),
        *(([row["term"]], row["english"]) for row in own.get("glosses", ())),
    ):
        found |= dict.fromkeys(forms, english) if english else {}
    return found
