"""Runs `regiowerk` in a process and a data directory of its own, and says what that took."""

import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

PSS = re.compile(r"^Pss:\s+(\d+) kB", re.MULTILINE)
ROOT = Path(__file__).resolve().parent.parent.parent


class Took(NamedTuple):
    seconds: float  # wall time, start of the process included
    peak_mb: float  # of the process and all it started
    output: str


def environment(data_dir: Path) -> dict[str, str]:
    return {
        **os.environ,
        "REGIOWERK_DATA_DIR": str(data_dir),
        "REGIOWERK_WORDLIST_DIR": os.environ.get("REGIOWERK_WORDLIST_DIR", str(ROOT / "data" / "wordlists")),
        "REGIOWERK_LOG_LEVEL": "WARNING",
        "DJANGO_SETTINGS_MODULE": "regiowerk.config.settings",
        "DATABASE_URL": "",
    }


def python(data_dir: Path, arguments: Sequence[str]) -> Took:
    """Raises RuntimeError with the errors when the process fails."""
    started = time.perf_counter()
    with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as errors:
        process = subprocess.Popen(
            [sys.executable, *arguments],
            env=environment(data_dir),
            stdout=output,
            stderr=errors,
            cwd=ROOT,
            start_new_session=True,
        )
        try:
            with _Memory(process.pid) as memory:
                process.wait()
        except BaseException:
            os.killpg(process.pid, signal.SIGTERM)  # its session does not get the Ctrl+C
            raise
        seconds = time.perf_counter() - started
        output.seek(0)
        errors.seek(0)
        if process.returncode:
            raise RuntimeError(f"{' '.join(arguments)} ended with {process.returncode}:\n{errors.read()}")
        return Took(seconds, memory.peak_mb, output.read())


class _Memory:
    """Watches the memory of a process and of those it started, shared pages counted once (PSS)."""

    EVERY_S = 0.1

    def __init__(self, session: int) -> None:
        self._session = session
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self.peak_mb = 0.0

    def __enter__(self) -> "_Memory":
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(self.EVERY_S):
            self.peak_mb = max(self.peak_mb, sum(self._sizes()) / 1024)

    def _sizes(self) -> Iterator[int]:
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                session = (folder / "stat").read_text().rpartition(")")[2].split()[3]
                if int(session) == self._session:
                    yield int(PSS.findall((folder / "smaps_rollup").read_text())[0])
            except (OSError, IndexError):
                continue  # it ended meanwhile


def regiowerk(data_dir: Path, *arguments: str) -> Took:
    return python(data_dir, ["-m", "regiowerk", *arguments])


@contextmanager
def fresh_instance() -> Iterator[Path]:
    """A data directory with an empty, prepared database."""
    with tempfile.TemporaryDirectory(prefix="regiowerk-bench-") as folder:
        data_dir = Path(folder)
        regiowerk(data_dir, "migrate", "--verbosity", "0")
        yield data_dir
