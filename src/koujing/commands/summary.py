"""``koujing summary``: one speech on one screen."""

from __future__ import annotations

import argparse
from pathlib import Path

from koujing.commands.common import say_problems
from koujing.speech import Problem

MOST = 12  # more speeches in a file are a corpus, which no screen holds
REFERENCE, SAID = "work-reports", "the State Council's reports"


def describe(parser: argparse.ArgumentParser) -> None:
    """Give the parser the options of this command."""
    parser.description = (
        "Show what is telling about one speech: its date, place and length, its slogans, the words it has more of than the "
        "reports of the State Council, its statistics and targets, the claims that do not add up, its voices and its damage."
    )
    parser.add_argument("file", type=Path, help="a .txt, .md, .html, .docx or .pdf file")


def run(options: argparse.Namespace) -> int:
    """Print the profile of each speech in the file."""
    from rich.console import Console

    from koujing.opening import code, open_study
    from koujing.show.profile import profile
    from koujing.show.profile_text import profile_text

    if options.file.is_dir():
        raise ValueError(f"{options.file}: a folder, and one file is expected; koujing build shows a folder of speeches")
    study = code(options.file)
    speeches = study.documents["speech"].tolist()
    if len(speeches) > MOST:
        raise ValueError(f"{options.file}: {len(speeches):,} speeches, and at most {MOST} are shown; koujing build shows them all")
    others = open_study(REFERENCE).terms
    console = Console(highlight=False)
    for number, speech in enumerate(speeches):
        console.print(*[""] * bool(number), profile_text(profile(study, speech, others), SAID), sep="\n")
    return say_problems([Problem(*row) for row in study.problems[["path", "what", "hint"]].itertuples(index=False)])
