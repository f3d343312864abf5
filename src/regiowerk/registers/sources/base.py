"""What a register source is: a folder with `source.toml` and `source.py`. Free of Django.

`source.py` has one class that fits `Source`; docs/registers.md shows how to write one.
"""

import tomllib
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any, Literal, NamedTuple, Protocol

from regiowerk.registers.messages import CodedError
from regiowerk.registers.record import RegisterRecord

# `full`: what is not in the files is no longer in the register. `delta`: it just did not change.
Mode = Literal["full", "delta"]


class RawEntry(NamedTuple):
    """One entry of a file, not yet read in full: enough to see whether it changed."""

    file: str
    line: int  # the entry's number in the file where the file does not go by lines
    key: str
    fingerprint: bytes  # of all that matters in the entry, see `fingerprint()`
    raw: Any  # whatever `parse` wants; it goes to other processes, so bytes, texts and tuples of them


class Refused(NamedTuple):
    """A row that cannot be taken. `reason` is a code of `registers.reasons`."""

    file: str
    line: int
    reason: str
    detail: str = ""


class LeftOut(NamedTuple):
    """A row that is fine and not wanted. `reason` is a code of `registers.reasons.LEFT_OUT`."""

    file: str
    line: int
    reason: str


class Parsed(NamedTuple):
    record: RegisterRecord
    retrieved_on: str = ""  # where the register dates each entry by itself
    doubts: tuple[tuple[str, str], ...] = ()  # (reason, detail): taken, but look at it


class RefusedRowError(Exception):
    """Raised by `parse`: this entry cannot be taken."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason, self.detail = reason, detail


class UnusableFileError(CodedError):
    """The file as a whole cannot be taken; the message says why and what to do."""


class SourceInfo(NamedTuple):
    """`source.toml`: who publishes it, under which licence, and what is plausible."""

    name: str
    title: Mapping[str, str]
    publisher: str
    url: str
    country: str
    languages: tuple[str, ...]
    frequency: str
    licence_name: Mapping[str, str]
    licence_url: str
    attribution: str
    formats: str
    note: Mapping[str, str]  # what a reader must know, per language
    format_version: int  # raised when `parse` gives other records for the same rows
    mode: Mode  # of its files, where they do not differ
    max_refused_share: float
    min_entries: int
    max_entries: int
    precedence: int  # of its facts where several sources know one: the lowest wins
    settings: Mapping[str, Any]  # value corrections and mappings, for `source.py`
    fetch: Mapping[str, Any]  # addresses and limits (docs/registers.md); empty when nothing can be fetched

    @property
    def countries(self) -> tuple[str, ...]:
        """Whose organisations it has; `country` is '' for a register of several."""
        return (self.country,) if self.country else tuple(self.settings["countries"])


class Source(Protocol):
    info: SourceInfo

    def probe(self, paths: list[Path]) -> None:
        """Look at the beginning of the files. Raises UnusableFileError when they are not of this register."""
        ...

    def entries(self, paths: list[Path], work_dir: Path) -> Iterator[RawEntry | Refused | LeftOut]:
        """All entries of the files, in constant memory. Raises UnusableFileError for a broken file."""
        ...

    def parse(self, entry: RawEntry) -> Parsed:
        """Read one entry in full. Raises RefusedRowError."""
        ...

    def scope(self, record: RegisterRecord) -> str:
        """The part of the register an entry belongs to, '' where a file is always the whole register.

        Entries are looked for as missing only in the parts that a file has.
        """
        ...

    def as_of(self, paths: list[Path]) -> str:
        """The day (ISO) the files are of, '' where they do not say."""
        ...

    def mode(self, paths: list[Path]) -> Mode:
        """Whether the files are the whole register or a part of it, or only what changed."""
        ...


class PlainSource:
    """What most sources have in common: one part, no date in the file, one mode."""

    def __init__(self, info: SourceInfo) -> None:
        self.info = info

    def scope(self, record: RegisterRecord) -> str:
        return ""

    def as_of(self, paths: list[Path]) -> str:
        return ""

    def mode(self, paths: list[Path]) -> Mode:
        return self.info.mode


def load_info(folder: Path) -> SourceInfo:
    data = tomllib.loads((folder / "source.toml").read_text(encoding="utf-8"))
    return SourceInfo(
        name=folder.name,
        title=data["title"],
        publisher=data["publisher"],
        url=data["url"],
        country=data["country"],
        languages=tuple(data["languages"]),
        frequency=data["frequency"],
        licence_name=data["licence"]["name"],
        licence_url=data["licence"]["url"],
        attribution=data["licence"]["attribution"],
        formats=data["formats"],
        note=data.get("note", {}),
        format_version=data["format_version"],
        mode=data.get("mode", "full"),
        max_refused_share=data["plausible"]["max_refused_share"],
        min_entries=data["plausible"]["min_entries"],
        max_entries=data["plausible"]["max_entries"],
        precedence=data["precedence"],
        settings=data.get("settings", {}),
        fetch=data.get("fetch", {}),
    )


def fingerprint(*parts: bytes) -> bytes:
    """16 bytes that stand for an entry's content."""
    digest = blake2b(digest_size=16)
    for part in parts:
        digest.update(part)
        digest.update(b"\0")
    return digest.digest()
