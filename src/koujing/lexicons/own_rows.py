"""What a row of a user's own lexicon must be: each check says what is wrong with a cell, and what was expected there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from koujing.lexicons import Row
from koujing.lexicons.listed import forms_of, names_of

KINDS = ("numeral", "code", "plan")
_NOT_IN_NAMES = frozenset(" |*\"'“”‘’「」『』。！？；;｜")
_NUMBERS = ("first", "last", "offset", "n")


def check_formula(row: Row) -> str:
    """What is wrong with a formula, as the cell and what was expected; an empty string if nothing is."""
    members = [member for member in row["members"].split("|") if member]
    if wrong := _wrong_names(names_of(row)):
        return wrong
    if row["kind"] not in ("", *KINDS):
        return f"kind {row['kind']!r}: expected {', '.join(KINDS)}"
    if row["count"] and not (row["count"].isdecimal() and int(row["count"])):
        return f"count {row['count']!r}: expected a number of parts in digits, or nothing"
    if row["count"] and members and len(members) != int(row["count"]):
        return f"members: expected {row['count']} as counted, found {len(members)} (between |)"
    return "" if row["bare"] in ("", "0", "1") else f"bare {row['bare']!r}: expected 1, or 0 if only known in quotation marks"


def filled_formula(row: Row) -> Row:
    """The formula with what is meant where nothing is said."""
    return row | {"kind": row["kind"] or "numeral", "bare": row["bare"] or "1"}


def check_term(row: Row) -> str:
    """What is wrong with a term; any field is right, since a user may name fields of their own."""
    for column in _NUMBERS:
        if row[column] and not (row[column].isascii() and row[column].isdecimal()):
            return f"{column} {row[column]!r}: expected a number in digits, or nothing"
    if row["first"] and row["last"] and int(row["first"]) > int(row["last"]):
        return f"last {row['last']!r}: expected a year not before the first, {row['first']}"
    return _wrong_names(forms_of(row))


def check_synonyms(row: Row) -> str:
    """What is wrong with a row of synonyms: words and terms of the tables, so they may have one character (党)."""
    forms = [row["term"], *row["synonyms"].split("|")]
    if row["term"] in forms[1:]:
        return f"synonyms: {row['term']!r} is the term itself; expected other wordings of it"
    if wrong := _wrong_names(forms, least=1):
        return wrong
    for one, other in _inside(forms):
        return f"{one!r} is part of {other!r} and would count twice there; expected both in terms.tsv, as a term and its variant"
    return ""


def _inside(forms: list[str]) -> Iterator[tuple[str, str]]:
    """The wordings that stand inside another, with this other."""
    lengths, known = sorted(set(map(len, forms))), set(forms)
    for form in forms:
        for n in (n for n in lengths if n < len(form)):
            parts = (form[k : k + n] for k in range(len(form) - n + 1))
            yield from ((part, form) for part in parts if part in known)


def check_stop_word(row: Row) -> str:
    """What is wrong with a stop word."""
    return _wrong_names([row["word"]], least=1)


def check_gloss(row: Row) -> str:
    """What is wrong with a gloss."""
    return _wrong_names([row["term"]], least=1) or ("" if row["english"] else f"english of {row['term']!r}: expected a gloss")


def _is_name(form: str, least: int) -> bool:
    """Whether a repaired text can have this as one wording."""
    is_clean = form.isprintable() and _NOT_IN_NAMES.isdisjoint(form)
    return len(form) >= least and is_clean and any(map(str.isalnum, form))


def _wrong_names(forms: list[str], least: int = 2) -> str:
    """The first of these names that no repaired text can have as one wording."""
    if bad := [form for form in forms if not _is_name(form, least)]:
        length = "two characters" if least > 1 else "one character"
        told = "without spaces, line breaks, quotation marks, stops, semicolons and *, and not of marks only"
        return f"{bad[0]!r}: expected a name of at least {length}, {told} (several stand between |)"
    twice = [form for form, n in Counter(forms).items() if n > 1]
    return f"{twice[0]!r} stands there twice; expected each wording once" if twice else ""
