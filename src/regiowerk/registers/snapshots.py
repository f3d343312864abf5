"""Snapshots: the files of a run as they were, kept by their hash."""

import shutil
from hashlib import blake2b, sha256
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from regiowerk.registers import suppression
from regiowerk.registers.reading import kept_of_persons
from regiowerk.registers.sources.base import SourceInfo, UnusableFileError

KEEP = 3  # of each source
_BLOCK = 1 << 20


class FileInfo(NamedTuple):
    name: str
    size: int
    sha256: str


class Snapshot(NamedTuple):
    folder: Path
    files: tuple[FileInfo, ...]
    fingerprint: str

    @property
    def paths(self) -> list[Path]:
        return [self.folder / file.name for file in self.files]


def take(info: SourceInfo, paths: list[Path], part: str) -> Snapshot:
    """Copy the files into the data directory; the same files are not copied twice. A folder stands for its files.

    The fingerprint is of their content, whatever they are called, and of what decides how they are read.
    Raises UnusableFileError.
    """
    paths = [file for path in paths for file in _files(path)]
    names = [path.name for path in paths]
    if len(set(names)) != len(names):
        raise UnusableFileError("same_name")
    described = tuple(_describe(path) for path in paths)
    hashes = sorted(file.sha256 for file in described)
    fingerprint = sha256(
        repr((info.name, info.format_version, part, kept_of_persons(), suppression.state(), hashes)).encode()
    ).hexdigest()
    content = blake2b(repr(sorted(described)).encode(), digest_size=10).hexdigest()
    folder = settings.SNAPSHOT_DIR / info.name / content
    if not folder.is_dir():
        _copy(paths, folder)
    return Snapshot(folder, described, fingerprint)


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    found = sorted(file for file in path.iterdir() if file.is_file() and not file.name.startswith("."))
    if not found:
        raise UnusableFileError("empty_file", file=path.name)
    return found


def _describe(path: Path) -> FileInfo:
    digest = sha256()
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                digest.update(block)
        return FileInfo(path.name, path.stat().st_size, digest.hexdigest())
    except OSError as error:
        raise UnusableFileError("cannot_be_read", file=str(path), error=error.strerror) from error


def _copy(paths: list[Path], folder: Path) -> None:
    beside = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    for path in paths:
        shutil.copyfile(path, beside / path.name)
    beside.rename(folder)


def forget_old(source: str, keep: Path) -> None:
    """Remove all but the newest snapshots of a source, and never `keep`."""
    folders = sorted((settings.SNAPSHOT_DIR / source).iterdir(), key=lambda folder: folder.stat().st_mtime)
    for folder in folders[:-KEEP]:
        if folder != keep:
            shutil.rmtree(folder, ignore_errors=True)
