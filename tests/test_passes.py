"""Coding looks marks, numerals and words up where they stand: no regular expression walks over a whole speech."""

import os
import subprocess
import sys
from pathlib import Path

from koujing.opening import sample_folder
from koujing.reading import read

# Every pattern of the package is wrapped before the package is imported; a walk is what one call may read.
WATCH = """
import re, sys
compiled, walks = re.compile, []
class Watched:
    def __init__(self, pattern):
        self.watched = pattern
    def __getattr__(self, name):
        method = getattr(self.watched, name)
        if name not in {"search", "finditer", "findall", "sub", "split"}:
            return method
        def call(*args, **more):
            text, *span = args[1:2] if name == "sub" else args
            first, last = (*span, *(0, len(text))[len(span):])
            found = method(*args, **more)
            walks.append(((found.end() if name == "search" and found else last) - first, self.watched.pattern))
            return found
        return call
def compile(pattern, flags=0):
    inside = "koujing" in sys._getframe(1).f_code.co_filename
    return Watched(compiled(pattern, flags)) if inside else compiled(pattern, flags)
re.compile = compile
from koujing.coding import code_document
from koujing.reading import read
(document,) = read(sys.argv[1]).documents
code_document(document)
walks.clear()
code_document(document)
(speech,) = document.speeches
print(sorted({pattern for length, pattern in walks if length > len(speech.text) // 2}), len(walks) > 1000)
"""


def test_no_pattern_walks_over_half_a_speech_in_one_call(tmp_path: Path) -> None:
    texts = [speech.text for speech in read(sample_folder())]
    speech = tmp_path / "speech.txt"
    speech.write_text("\n".join(text.split("\n", 3)[-1] for text in texts), encoding="utf-8")
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-c", WATCH, str(speech)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8")
    assert done.stdout == "[] True\n", done.stderr
