"""Speeches that are cut into words wait to be counted, until there are enough of them to be counted at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from koujing.chinese.marks import Span
from koujing.speech import Speech
from koujing.tables import Columns
from koujing.words.rows import word_rows
from koujing.words.together import Together

# Counting costs two milliseconds whatever the length; the arrays of so many characters still fit into the cache of a processor, and
# those of so many speeches into memory.
CHARACTERS, SPEECHES = 2**17, 256

Cut = tuple[Together, Sequence[Speech], Sequence[Sequence[Span]]]


class Waiting:
    """The speeches that wait, in order, and in the groups in which they will be counted."""

    def __init__(self) -> None:
        self._groups: list[list[Cut]] = []

    def add(self, texts: Together, speeches: Sequence[Speech], sentences: Sequence[Sequence[Span]]) -> None:
        """Let speeches wait whose texts were cut together; ``sentences`` are those of each."""
        if not self._groups or _is_full(self._groups[-1]) or self._groups[-1][0][0].plain.inventory is not texts.plain.inventory:
            self._groups.append([])
        self._groups[-1].append((texts, speeches, sentences))

    def counted(self, *, also_few: bool = True) -> Iterator[tuple[str, Columns]]:
        """The tables about the words of all that wait, each with its name, or only of those that are enough; they wait no longer."""
        while self._groups and (also_few or _is_full(self._groups[0]) or self._groups[1:]):
            cut, speeches, sentences = zip(*self._groups.pop(0), strict=True)
            texts = Together.joined(cut) if cut[1:] else cut[0]
            yield from word_rows(texts, [s for own in speeches for s in own], [s for own in sentences for s in own]).items()


def _is_full(group: Sequence[Cut]) -> bool:
    return sum(int(texts.begins[-1]) for texts, *_ in group) >= CHARACTERS or sum(len(texts) for texts, *_ in group) >= SPEECHES
