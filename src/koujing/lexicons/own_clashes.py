"""Between the rows of a user's own lexicon: what contradicts itself is refused; what goes against ours wins, and is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from koujing.lexicons import Row, shipped
from koujing.lexicons.listed import forms_of, names_of

Lines = dict[str, list[tuple[int, Row]]]  # the rows of each lexicon with the numbers of their lines


def check_wordings(folder: Path, lines: Lines) -> None:
    """Refuse a wording that is counted as two terms, or, in a circle, as itself. Errors: ``ValueError`` with file and line."""
    _check_names(folder / "formulas.tsv", [(line, names_of(row)) for line, row in lines.get("formulas", ())])
    terms = [(line, forms_of(row)) for line, row in lines.get("terms", ())]
    _check_names(folder / "terms.tsv", terms)
    above = {form: (names[0], f"terms.tsv, line {line}") for line, names in terms for form in names[1:]}
    for line, row in lines.get("synonyms", ()):
        where = f"{folder / 'synonyms.tsv'}, line {line}"
        for form in row["synonyms"].split("|"):
            if form in above:
                term, place = above[form]
                raise ValueError(f"{where}: {form!r} is counted as {term!r} already ({place}); expected it under one term")
            above[form] = row["term"], f"synonyms.tsv, line {line}"
            if circle := _circle(form, above):
                raise ValueError(f"{where}: {' = '.join(circle)} leads back to itself; expected one term that the others are counted as")


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
    """The steps from a wording up to the wording itself; none if they end elsewhere."""
    steps = [form]
    while steps[-1] in above:
        steps.append(above[steps[-1]][0])
        if steps[-1] == form:
            return steps
    return []


def clashes(folder: Path, lines: Lines) -> Iterator[str]:
    """Where the user's rows go against ours, or against one another: what stands there, and what is done."""
    ours = {variant: row["term"] for row in shipped("terms") for variant in forms_of(row)[1:]}
    terms = {row["term"] for row in shipped("terms")}
    formulas = {form for row in shipped("formulas") for form in names_of(row)}
    listed: dict[str, int] = {}
    for line, row in lines.get("terms", ()):
        own = row["term"]
        for form in forms_of(row):
            where = f"{folder / 'terms.tsv'}, line {line}: {form!r}"
            listed[form] = line
            if ours.get(form, own) != own:
                yield f"{where} is a variant of our term {ours[form]!r}; now it counts as {own!r}"
            if form in terms and form != own:
                yield f"{where} is a term of ours; now it and its variants count as {own!r}"
            if form in formulas:
                yield f"{where} is a formula of ours; it stays one, and counts as {own!r} among the terms"
    for line, row in lines.get("synonyms", ()):
        forms = [row["term"], *row["synonyms"].split("|")]
        for form in (form for form in forms if ours.get(form, form) not in forms):
            where = f"{folder / 'synonyms.tsv'}, line {line}: {form!r}"
            yield f"{where} is a variant of our term {ours[form]!r}; among synonyms it now counts as {row['term']!r}"
    for line, row in lines.get("stopwords", ()):
        if (word := row["word"]) in listed:
            where = f"{folder / 'stopwords.tsv'}, line {line}: {word!r}"
            yield f"{where} is in your terms.tsv too, line {listed[word]}; as a stop word it is left out of rankings"
