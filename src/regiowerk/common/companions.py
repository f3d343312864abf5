"""Processes that live beside the server: started with it, started again when they die, stopped with it."""

import logging
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

LOOK_EVERY = 2.0  # seconds
PATIENCE = 20.0  # seconds that a companion has to end by itself
log = logging.getLogger(__name__)


@contextmanager
def companions(*commands: Sequence[str]) -> Iterator[None]:
    """Run each `regiowerk …` command as a process as long as the block lasts."""
    running = [_start(command) for command in commands]
    stop = threading.Event()
    guard = threading.Thread(target=_guard, args=(commands, running, stop), daemon=True)
    guard.start()
    try:
        yield
    finally:
        stop.set()
        guard.join()
        for process in running:
            process.terminate()
        for process in running:
            _wait(process)


def _start(command: Sequence[str]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-m", "regiowerk", *command])


def _guard(commands: Sequence[Sequence[str]], running: list["subprocess.Popen[bytes]"], stop: threading.Event) -> None:
    while not stop.wait(LOOK_EVERY):
        for place, command in enumerate(commands):
            if running[place].poll() is not None:
                log.warning(
                    "regiowerk %s ended with %s; starting it again", " ".join(command), running[place].returncode
                )
                running[place] = _start(command)


def _wait(process: "subprocess.Popen[bytes]") -> None:
    try:
        process.wait(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
