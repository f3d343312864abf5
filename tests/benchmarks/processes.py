"""Runs `regiowerk` in a process and a data directory of its own, and says what that took."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent.parent


class Took(NamedTuple):
    seconds: float  # wall time, start of the process included
    peak_mb: float  # largest resident set
    output: str


def environment(data_dir: Path) -> dict[str, str]:
    return {
        **os.environ,
        "REGIOWERK_DATA_DIR": str(data_dir),
        "REGIOWERK_WORDLIST_DIR": os.environ.get("REGIOWERK_WORDLIST_DIR", str(ROOT / ".cache" / "wordlists")),
        "REGIOWERK_LOG_LEVEL": "WARNING",
        "DJANGO_SETTINGS_MODULE": "regiowerk.config.settings",
        "DATABASE_URL": "",
    }


def python(data_dir: Path, arguments: Sequence[str]) -> Took:
    """Raises RuntimeError with the errors when the process fails."""
    started = time.perf_counter()
    with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as errors:
        process = subprocess.Popen(
            [sys.executable, *arguments], env=environment(data_dir), stdout=output, stderr=errors, cwd=ROOT
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        errors.seek(0)
        if process.returncode:
            raise RuntimeError(f"{' '.join(arguments)} ended with {process.returncode}:\n{errors.read()}")
        return Took(seconds, usage.ru_maxrss / 1024, output.read())


def regiowerk(data_dir: Path, *arguments: str) -> Took:
    return python(data_dir, ["-m", "regiowerk", *arguments])


@contextmanager
def fresh_instance() -> Iterator[Path]:
    """A data directory with an empty, prepared database."""
    with tempfile.TemporaryDirectory(prefix="regiowerk-bench-") as folder:
        data_dir = Path(folder)
        regiowerk(data_dir, "migrate", "--verbosity", "0")
        yield data_dir
