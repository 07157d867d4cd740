"""The command ``koujing``: ``code``, ``summary``, ``concordance``, ``build``, ``score``, ``against``."""

from __future__ import annotations

import argparse
import errno
import os
import signal
import sys
from collections.abc import Sequence
from importlib import import_module

import koujing

# Each is a module of ``commands``, imported only if its name is among the arguments: what all need together takes seconds.
COMMANDS = {
    "code": "code a folder of speeches into tables",
    "summary": "show one speech on one screen",
    "concordance": "show every occurrence of a wording in its context",
    "build": "execute the notebooks and build the site",
    "score": "score coded tables against a reference coding",
    "against": "compare what speeches report with your own yearbook",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line; returns the exit status.

    The status is 0 if all went well, 1 if part of the work failed (a file that could not be read, a section of a report),
    2 if nothing could be done. Ctrl-C and SIGTERM end it with 130, after half-written files are removed.
    """
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        given = sys.argv[1:] if arguments is None else arguments
        options = _parser(given).parse_args(given)
        status: int = options.run(options)
    except BrokenPipeError:  # the reader of the output closed it early, as in koujing concordance … | head
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (OSError, ValueError, RuntimeError, MemoryError) as error:
        print(f"koujing: {_sentence(error)}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("koujing: stopped", file=sys.stderr)
        return 130
    finally:
        signal.signal(signal.SIGTERM, before)
    return status


def _sentence(error: Exception) -> str:
    if isinstance(error, MemoryError) or getattr(error, "errno", None) == errno.ENOMEM:
        return "not enough memory; close other programs, or process fewer texts at a time"
    return str(error)


def _parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="koujing", description=koujing.__doc__)
    parser.add_argument("--version", action="version", version=koujing.__version__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, says in COMMANDS.items():
        command = commands.add_parser(name, help=says)
        if name in arguments:
            module = import_module(f"koujing.commands.{name}")
            module.describe(command)
            command.set_defaults(run=module.run)
    return parser


if __name__ == "__main__":
    sys.exit(main())
