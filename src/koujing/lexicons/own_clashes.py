"""Between the rows of a user's own lexicon: what contradicts itself is refused; what goes against ours wins, and is told."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from koujing.lexicons import Row, shipped
from koujing.lexicons.listed import forms_of, names_of, topmost

Lines = dict[str, list[tuple[int, Row]]]  # the rows of each lexicon with the numbers of their lines


def check_wordings(folder: Path, lines: Lines) -> None:
    """Refuse a wording that is counted as two terms, or, in a circle, as itself. Errors: ``ValueError`` with file and line."""
    _check_names(folder / "formulas.tsv", [(line, names_of(row)) for line, row in lines.get("formulas", ())])
    terms = [(line, forms_of(row)) for line, row in lines.get("terms", ())]
    _check_names(folder / "terms.tsv", terms)
    above = {form: (names[0], f"terms.tsv, line {line}") for line, names in terms for form in names[1:]}
    tops = {form: term for form, (term, _) in above.items()}
    for line, row in lines.get("synonyms", ()):
        where, own = f"{folder / 'synonyms.tsv'}, line {line}", row["term"]
        for form in row["synonyms"].split("|"):
            if form in above:
                term, place = above[form]
                raise ValueError(f"{where}: {form!r} is counted as {term!r} already ({place}); expected it under one term")
            above[form] = own, f"synonyms.tsv, line {line}"
            if topmost(own, tops) == form:
                circle = " = ".join(_circle(form, above))
                raise ValueError(f"{where}: {circle} leads back to itself; expected one term that the others are counted as")
            tops[form] = own


def _check_names(path: Path, names: list[tuple[int, list[str]]]) -> None:
    """Refuse a variant that is also a row or a variant of another row."""
    seen = {forms[0]: (line, forms[0]) for line, forms in names}
    for line, (name, *variants) in names:
        for variant in variants:
            if variant in seen:
                other, of = seen[variant]
                what = "a row of its own" if of == variant else f"a variant of {of!r}"
                raise ValueError(f"{path}, line {line}: variant {variant!r} is {what} in line {other}; expected it once")
            seen[variant] = line, name


def _circle(form: str, above: dict[str, tuple[str, str]]) -> list[str]:
    """The steps from a wording up to itself."""
    steps = [form, above[form][0]]
    while steps[-1] != form:
        steps.append(above[steps[-1]][0])
    return steps


def clashes(folder: Path, lines: Lines) -> Iterator[str]:
    """Where the user's rows go against ours, or against one another: what stands there, and what is done."""
    ours = {variant: row["term"] for row in shipped("terms") for variant in forms_of(row)[1:]}
    for line, row in lines.get("terms", ()):
        for form, what in _against_ours(row, ours):
            yield f"{folder / 'terms.tsv'}, line {line}: {form!r} is {what}"
    for line, row in lines.get("synonyms", ()):
        forms = dict.fromkeys([row["term"], *row["synonyms"].split("|")])
        for form in (form for form in forms if ours.get(form, form) not in forms):
            where = f"{folder / 'synonyms.tsv'}, line {line}: {form!r}"
            yield f"{where} is a variant of our term {ours[form]!r}; among synonyms it now counts as {row['term']!r}"
    listed = {form: line for line, row in lines.get("terms", ()) for form in forms_of(row)}
    for line, row in lines.get("stopwords", ()):
        if (word := row["word"]) in listed:
            where = f"{folder / 'stopwords.tsv'}, line {line}: {word!r}"
            yield f"{where} is in your terms.tsv too, line {listed[word]}; as a stop word it is left out of rankings"


def _against_ours(row: Row, ours: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The wordings of a user's term that we list otherwise, with what each is; ``ours`` has the terms of our variants."""
    own = row["term"]
    for form in forms_of(row):
        if ours.get(form, own) != own:
            yield form, f"a variant of our term {ours[form]!r}; now it counts as {own!r}"
        if form in _our_terms() and form != own:
            yield form, f"a term of ours; now it and its variants count as {own!r}"
        if form in _our_formulas():
            yield form, f"a formula of ours; it stays one, and counts as {own!r} among the terms"


@cache
def _our_terms() -> frozenset[str]:
    return frozenset(row["term"] for row in shipped("terms"))


@cache
def _our_formulas() -> frozenset[str]:
    return frozenset(form for row in shipped("formulas") for form in names_of(row))
