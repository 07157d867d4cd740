"""What tests ask about running processes."""

import time
from pathlib import Path

import pytest

needs_proc = pytest.mark.skipif(not Path("/proc/self").exists(), reason="no /proc to look for processes in")


def _fields(pid):
    """State, parent and more of a process, from what follows its name."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None


def is_running(pid):
    """A process that ended and that nobody has asked for is no longer running."""
    fields = _fields(pid)
    return fields is not None and fields[0] != "Z"


def children(pid):
    """The running processes that a process has started."""
    there = {int(path.name): _fields(path.name) for path in Path("/proc").glob("[0-9]*")}
    return sorted(one for one, fields in there.items() if fields and fields[0] != "Z" and int(fields[1]) == pid)


def wait_for(condition, seconds=120):
    """Whether the condition holds within a generous time; it is asked again and again."""
    until = time.monotonic() + seconds
    while not condition() and time.monotonic() < until:
        time.sleep(0.02)
    return condition()
