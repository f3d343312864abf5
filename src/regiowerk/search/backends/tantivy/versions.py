"""Where the versions of an index lie, which one is present, and who may write.

organisations/current         names the present version, replaced in one step
organisations/v0003/          a complete version
organisations/v0004.building  one being built; left over by a killed build, removed by the next
organisations/write.lock      held by the one process that writes
"""

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from regiowerk.search.backends.tantivy import schema
from regiowerk.search.interface import IndexBusyError


class Current(msgspec.Struct, frozen=True):
    version: int
    schema: int
    built_at: str


class Versions:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "current"

    def path(self, version: int) -> Path:
        return self.folder / f"v{version:04d}"

    def current(self) -> Current | None:
        """The present version; None when there is none or its fields are of another release."""
        try:
            current = msgspec.json.decode(self.file.read_bytes(), type=Current)
        except (FileNotFoundError, msgspec.DecodeError):
            return None
        return current if current.schema == schema.VERSION and self.path(current.version).is_dir() else None

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the right to write. Raises IndexBusyError when another process or thread has it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "write.lock").open("w") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise IndexBusyError(
                    "Another process is writing the search index. Try again when it is done."
                ) from None
            yield

    def start_building(self) -> Path:
        """An empty folder for the next version, leftovers removed. Only while writing."""
        for leftover in self.folder.glob("*.building"):
            shutil.rmtree(leftover)
        building = self.path(self._last() + 1).with_suffix(".building")
        building.mkdir()
        return building

    def switch(self, building: Path) -> Current:
        """Make the built version the present one; keep the one before, remove older ones. Only while writing."""
        complete = building.with_suffix("")
        building.replace(complete)
        current = Current(int(complete.name[1:]), schema.VERSION, datetime.now(UTC).isoformat(timespec="seconds"))
        fresh = self.file.with_suffix(".new")
        fresh.write_bytes(msgspec.json.encode(current))
        fresh.replace(self.file)
        for number in self._numbers()[:-2]:
            shutil.rmtree(self.path(number))
        return current

    def _numbers(self) -> list[int]:
        return sorted(int(path.name[1:]) for path in self.folder.glob("v[0-9]*") if path.name[1:].isdigit())

    def _last(self) -> int:
        return max(self._numbers(), default=0)
