"""What comes of the files of a source, in the form of its expected.jsonl."""

import json
from pathlib import Path
from typing import Any

from regiowerk.registers.record import RegisterRecord, encode
from regiowerk.registers.sources.base import LeftOut, Parsed, RawEntry, Refused, RefusedRowError, Source


def entries(source: Source, paths: list[Path], work_dir: Path) -> list[RawEntry]:
    """The entries that are there, readable or not."""
    return [entry for entry in source.entries(paths, work_dir) if isinstance(entry, RawEntry)]


def outcomes(source: Source, paths: list[Path], work_dir: Path) -> list[dict[str, Any]]:
    """What comes of each row of the files, in the form of expected.jsonl."""
    found: list[dict[str, Any]] = []
    for entry in source.entries(paths, work_dir):
        if isinstance(entry, Refused):
            found.append({"line": entry.line, "refused": entry.reason})
        elif isinstance(entry, LeftOut):
            found.append({"line": entry.line, "left_out": entry.reason})
        else:
            found.append(_outcome(source, entry))
    return found


def _outcome(source: Source, entry: RawEntry) -> dict[str, Any]:
    try:
        parsed = source.parse(entry)
    except RefusedRowError as error:
        return {"line": entry.line, "refused": error.reason}
    outcome: dict[str, Any] = {"line": entry.line, "record": json.loads(encode(parsed.record))}
    if parsed.retrieved_on:
        outcome["retrieved_on"] = parsed.retrieved_on
    if parsed.doubts:
        outcome["doubts"] = [reason for reason, _ in parsed.doubts]
    return outcome


def parsed(source: Source, entry: RawEntry) -> Parsed | None:
    """What is taken of the entry, None when it is refused."""
    try:
        return source.parse(entry)
    except RefusedRowError:
        return None


def records(source: Source, paths: list[Path], work_dir: Path) -> list[RegisterRecord]:
    taken = [parsed(source, entry) for entry in entries(source, paths, work_dir)]
    return [item.record for item in taken if item]


def records_of(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row["record"] for row in rows if "record" in row]
