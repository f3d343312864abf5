"""A lock between processes that the operating system lets go when its holder dies."""

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class LockedError(Exception):
    """Another process holds the lock."""


_PAUSE = 0.1  # seconds between two attempts


@contextmanager
def file_lock(path: Path, *, patience: float = 0.0) -> Iterator[None]:
    """Hold the lock, or raise LockedError after `patience` seconds."""
    path.parent.mkdir(parents=True, exist_ok=True)
    latest = time.monotonic() + patience
    with path.open("a") as file:
        while not _taken(file.fileno()):
            if time.monotonic() >= latest:
                raise LockedError(path.name)
            time.sleep(_PAUSE)
        yield


def _taken(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
