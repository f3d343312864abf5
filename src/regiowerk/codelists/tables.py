"""Reads the tables that the package carries: semicolons, one header line, UTF-8."""

import csv
import hashlib
from collections.abc import Iterator
from pathlib import Path

LANGUAGES = ("de", "cs", "pl", "fi", "en")


def read_table(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter=";")


def labels_of(row: dict[str, str]) -> dict[str, str]:
    """The labels in a row's language columns, empty ones left out."""
    return {language: row[language] for language in LANGUAGES if row.get(language)}


def fingerprint(folder: Path) -> str:
    """Of all files in a folder; changes when one of them does."""
    digest = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        if path.is_file():
            digest.update(path.name.encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()
