"""Big files: into a temporary file that is gone on with after a cut, a kill, a restart. Free of Django."""

import json
from collections.abc import Callable
from pathlib import Path

from urllib3.response import BaseHTTPResponse

from regiowerk.registers.fetching.client import Client, Remote, Request, blocks, check_type, remote
from regiowerk.registers.fetching.errors import FetchError, PassingError
from regiowerk.registers.fetching.pace import Patience

Note = Callable[[int, int], None]  # done, total; 0 when it is not known
_STEP = 1 << 23  # bytes between two notes


def download(client: Client, url: str, target: Path, most: int, note: Note) -> Remote:
    """Get a file of at most `most` bytes, unless it lies there already in the version that the server has.

    `note` is told the bytes done, and of how many where the server says so.
    Raises FetchError; what came until then stays beside the target as `.part`.
    """
    file = _Download(url, target, most, note)
    if target.exists():
        known = file.known()
        if known.version and client.look(url).version == known.version:
            return known
        target.unlink()
    return client.attempt(file.request, file.read, also=frozenset({206, 416}))


class _Download:
    def __init__(self, url: str, target: Path, most: int, note: Note) -> None:
        self._url, self._target, self._most, self._tell = url, target, most, note
        self._part = target.with_name(f"{target.name}.part")
        self._note = target.with_name(f"{target.name}.version")
        self._farthest = 0  # bytes; a file that changes again and again shall not renew the patience for ever

    def known(self) -> Remote:
        """Of which version what lies there is."""
        try:
            return Remote(*json.loads(self._note.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return Remote()

    def request(self) -> Request:
        condition = _condition(self.known())
        if not condition or not self._size():
            return Request(self._url)
        return Request(self._url, {"Range": f"bytes={self._size()}-", "If-Range": condition})

    def read(self, response: BaseHTTPResponse, patience: Patience) -> Remote:
        version = remote(response)
        begun = self._size() if response.status == 206 else 0
        if response.status == 416 or (begun and not self._continues(response, version)):
            self._part.unlink(missing_ok=True)
            raise PassingError("changed", url=self._url)
        check_type(response, self._url)
        if (version.size or 0) + begun > self._most:
            raise FetchError("too_big", url=self._url, most=self._most)
        self._write(response, version, patience, begun)
        self._part.replace(self._target)
        return version

    def _size(self) -> int:
        return self._part.stat().st_size if self._part.exists() else 0

    def _continues(self, response: BaseHTTPResponse, version: Remote) -> bool:
        """Some servers send a range of another version than the one that was asked for."""
        place = response.headers.get("Content-Range", "")
        return version.version == self.known().version and place.startswith(f"bytes {self._size()}-")

    def _write(self, response: BaseHTTPResponse, version: Remote, patience: Patience, begun: int) -> None:
        size = begun
        try:
            with self._part.open("ab" if begun else "wb") as part:
                if not begun:
                    self._note.write_text(json.dumps(version), encoding="utf-8")
                for block in blocks(response, self._url):
                    size += len(block)
                    if size > self._most:
                        raise FetchError("too_big", url=self._url, most=self._most)
                    part.write(block)
                    if size // _STEP > (size - len(block)) // _STEP:
                        self._tell(size, begun + (version.size or 0))
                    if size > self._farthest:
                        self._farthest = size
                        patience.renew()
        except OSError as error:
            raise FetchError("cannot_be_stored", file=str(self._target), error=error.strerror or str(error)) from error


def _condition(known: Remote) -> str:
    """What a range is asked for on condition of; a weak tag does not do (RFC 9110, 13.1.5)."""
    return known.etag if known.etag and not known.etag.startswith("W/") else known.last_modified
