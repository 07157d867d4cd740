"""Join texts that were read one by one into one document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Any, TypeVar

from koujing.repaired import RepairedText
from koujing.speech import Document, Speech

Spanned = TypeVar("Spanned", bound=Any)  # a frozen dataclass with start and end


def join_parts(source: str, parts: Sequence[Document]) -> Document:
    """The document that joins the raw texts of its parts, each followed by a line end; speeches are numbered throughout."""
    raw = "".join(part.raw + "\n" for part in parts)
    starts = [0, *accumulate(len(part.raw) + 1 for part in parts)]
    found = [(speech, by) for part, by in zip(parts, starts, strict=False) for speech in part.speeches]
    ids = [f"{source}#{k}" for k in range(1, len(found) + 1)] if len(found) > 1 else [source]
    speeches = [_moved(speech, id_, by, raw) for (speech, by), id_ in zip(found, ids, strict=False)]
    return Document(
        source, raw, "extracted", "", "", tuple(speeches),
        tuple(r for part, by in zip(parts, starts, strict=False) for r in _shifted(part.repairs, by)),
        tuple(s for part, by in zip(parts, starts, strict=False) for s in _shifted(part.set_aside, by)),
        tuple(problem for part in parts for problem in part.problems),
    )  # fmt: skip


def _moved(speech: Speech, id_: str, by: int, raw: str) -> Speech:
    """The speech with its id and its raw offsets in the whole; offsets into its own text stay."""
    pieces = (p._replace(raw_start=p.raw_start + by, raw_end=p.raw_end + by) for p in speech.repaired.pieces)
    return replace(
        speech,
        id=id_,
        raw=raw,
        start=speech.start + by,
        end=speech.end + by,
        repaired=RepairedText(speech.repaired.text, tuple(pieces)),
        repairs=tuple(_shifted(speech.repairs, by)),
        evidence=tuple(_shifted(speech.evidence, by)),
    )


def _shifted(spans: Sequence[Spanned], by: int) -> Iterator[Spanned]:
    return (replace(span, start=span.start + by, end=span.end + by) for span in spans)
