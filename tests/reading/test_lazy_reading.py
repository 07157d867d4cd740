"""The patterns of the readers: none is compiled before it is used."""

import subprocess
import sys

import hostile

from koujing.chinese.marks import split_lines

# Notes what the readers compile and which word lists they load, by the file of the caller.
SPY = """
import csv, re, sys
done, compile, reader = [], re.compile, csv.DictReader
def note(what, depth):
    name = sys._getframe(depth).f_code.co_filename.replace("\\\\", "/")
    if "/koujing/reading/" in name or "/koujing/speech" in name:
        done.append(f"{name.rpartition('/koujing/')[2]}: {str(what)[:40]}")
def spy_compile(pattern, flags=0):
    note(pattern, 2)
    return compile(pattern, flags)
def spy_reader(lines, **rest):
    note("a word list", 3)
    return reader(lines, **rest)
re.compile, csv.DictReader = spy_compile, spy_reader
import koujing.reading
loaded = len(done)
koujing.reading.read_string("同志们：王锐指出，要修路。", "a")
print(loaded, done[:loaded], len(done) > loaded)
"""


def test_importing_the_readers_compiles_no_pattern_and_loads_no_word_list():
    ran = subprocess.run([sys.executable, "-c", SPY], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "0 [] True"


def test_the_lines_of_a_text_are_those_between_its_line_ends():
    for text in hostile.texts(5, 60):
        assert [text[a:b] for a, b in split_lines(text)] == text.split("\n")
