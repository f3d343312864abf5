"""Downloads that go on where they were broken off. Standard library only."""

import http.client
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

TIMEOUT_S = 30.0
ATTEMPTS = 5  # without any progress between them
FIRST_PAUSE_S = 1.0
MAX_BYTES = 1_000_000_000
_CHUNK = 1 << 16
_WORTH_ANOTHER_TRY = frozenset({408, 425, 429, 500, 502, 503, 504})
_BROKEN_OFF = (OSError, http.client.HTTPException)

Progress = Callable[[int, int | None], None]  # bytes so far, bytes in all when known


class DownloadError(Exception):
    """One line that says what is wrong and what to do."""


class _BrokenOffError(OSError):
    pass


@dataclass(frozen=True)
class Download:
    """One file to fetch. What is there of it stays in a `.part` file beside the target."""

    url: str
    target: Path
    progress: Progress | None = None
    timeout_s: float = TIMEOUT_S
    first_pause_s: float = FIRST_PAUSE_S
    max_bytes: int = MAX_BYTES

    @property
    def part(self) -> Path:
        return self.target.with_name(self.target.name + ".part")

    @property
    def part_version(self) -> Path:
        return self.target.with_name(self.target.name + ".part.version")

    @property
    def version(self) -> Path:
        return self.target.with_name(self.target.name + ".version")


def download(job: Download) -> Path:
    """Fetch the file, or only what is missing of it; nothing when the one that is there is still the newest.

    Raises DownloadError when it cannot be had.
    """
    if urlsplit(job.url).scheme not in {"http", "https"}:
        raise DownloadError(f"{job.url} is not an address on the web")
    job.target.parent.mkdir(parents=True, exist_ok=True)
    failures = 0
    while True:
        size_before = _size(job.part)
        try:
            _fetch(job)
        except urllib.error.HTTPError as error:
            error.close()
            if error.code == 304:
                return job.target
            if error.code == 416:  # the part is of another file, or longer than the file
                _forget_part(job)
            elif error.code not in _WORTH_ANOTHER_TRY:
                raise DownloadError(f"{job.url} answers {error.code} {error.reason}") from error
            reason = f"the server answers {error.code}"
        except _BROKEN_OFF as error:
            if isinstance(getattr(error, "reason", None), socket.gaierror):
                host = urlsplit(job.url).hostname
                raise DownloadError(f"{host} is not known here. Is there a connection to the internet?") from error
            reason = str(getattr(error, "reason", "") or error)
        else:
            return job.target
        failures = 1 if _size(job.part) > size_before else failures + 1
        if failures >= ATTEMPTS:
            host = urlsplit(job.url).netloc
            raise DownloadError(
                f"cannot get {job.url} ({reason}). Is {host} reachable? The same command goes on from here"
            )
        time.sleep(job.first_pause_s * 2 ** (failures - 1))


def _fetch(job: Download) -> None:
    with urllib.request.urlopen(_request(job), timeout=job.timeout_s) as response:  # noqa: S310 - scheme is checked
        start = _start_of(response) if response.status == 206 else 0
        if start != _size(job.part):
            start = 0
            _forget_part(job)
            if response.status == 206:
                raise _BrokenOffError("the server sent another part than was asked for")
        length = response.headers.get("Content-Length")
        total = start + int(length) if length and length.isdigit() else None
        if total and total > job.max_bytes:
            raise DownloadError(f"{job.url} is larger than {job.max_bytes} bytes")
        job.part_version.write_text(_version_of(response), encoding="utf-8")
        _copy(job, response, start, total)
    job.part.replace(job.target)
    job.part_version.replace(job.version)


def _copy(job: Download, response: http.client.HTTPResponse, start: int, total: int | None) -> None:
    done = start
    with job.part.open("ab" if start else "wb") as file:
        while chunk := response.read(_CHUNK):
            file.write(chunk)
            done += len(chunk)
            if done > job.max_bytes:
                raise DownloadError(f"{job.url} is larger than {job.max_bytes} bytes")
            if job.progress:
                job.progress(done, total)
    if total is not None and done < total:
        raise _BrokenOffError(f"broken off after {done} of {total} bytes")


def _request(job: Download) -> urllib.request.Request:
    request = urllib.request.Request(job.url, headers={"User-Agent": "Regiowerk", "Accept-Encoding": "identity"})  # noqa: S310
    part_version = _text(job.part_version)
    if _size(job.part) and part_version:
        request.add_header("Range", f"bytes={_size(job.part)}-")
        request.add_header("If-Range", part_version)
    elif job.target.is_file() and (version := _text(job.version)):
        request.add_header("If-None-Match" if version.startswith('"') else "If-Modified-Since", version)
    return request


def _version_of(response: http.client.HTTPResponse) -> str:
    """A strong ETag, else the date; a weak ETag does not promise the same bytes."""
    etag = response.headers.get("ETag") or ""
    return etag if etag.startswith('"') else response.headers.get("Last-Modified") or ""


def _start_of(response: http.client.HTTPResponse) -> int:
    """First byte of 'bytes 100-199/200'; -1 when the header is missing or says something else."""
    words = (response.headers.get("Content-Range") or "").removeprefix("bytes ").split("-", 1)
    return int(words[0]) if words[0].isdigit() else -1


def _forget_part(job: Download) -> None:
    job.part.unlink(missing_ok=True)
    job.part_version.unlink(missing_ok=True)


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""
