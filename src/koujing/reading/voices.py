"""Who speaks in a text: passages under the name of the person who says them."""

from __future__ import annotations

from koujing.reading.speech import Voice


def find_voices(text: str, genre: str) -> tuple[Voice, ...]:
    """Passages of ``text`` with their speakers, in order."""
    return ()
