"""Serves an instance as in production, on a free port of this machine."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests.benchmarks.processes import ROOT, environment

LONGEST_START_S = 120


@contextmanager
def served(data_dir: Path) -> Iterator[str]:
    """The address. Raises RuntimeError when the server does not answer in time."""
    port = _free_port()
    with tempfile.TemporaryFile("w+") as output:
        server = subprocess.Popen(
            [sys.executable, "-m", "regiowerk", "serve", "--port", str(port)],
            env={**environment(data_dir), "REGIOWERK_DEBUG": "0", "REGIOWERK_BASE_URL": "", "REGIOWERK_STATIC_DIR": ""},
            stdout=output,
            stderr=output,
            cwd=ROOT,
            start_new_session=True,
        )
        try:
            _wait(server, f"http://127.0.0.1:{port}/robots.txt")
            yield f"http://127.0.0.1:{port}"
        except URLError as error:
            output.seek(0)
            raise RuntimeError(f"{error}; the server said: {output.read()[-2000:]}") from error
        finally:
            if server.poll() is None:
                os.killpg(server.pid, signal.SIGTERM)
            server.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait(server: subprocess.Popen[bytes], address: str) -> None:
    until = time.monotonic() + LONGEST_START_S
    while True:
        try:
            with urlopen(address):
                return
        except URLError:
            if server.poll() is not None or time.monotonic() > until:
                raise
            time.sleep(0.5)
