"""From the file to the staging: what is new, changed, the same, refused. Changes nothing in the database."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from regiowerk.common.bulk import in_chunks
from regiowerk.registers import record as records
from regiowerk.registers.models import Entry, Run, RunIssue
from regiowerk.registers.sources.base import RawEntry, Refused, RefusedRowError, Source, fingerprint
from regiowerk.registers.staging import Change, Staged, Staging

BATCH = 5_000
ISSUES_KEPT = 2_000  # of each reason; the numbers in the report are always exact

Progress = Callable[[str, int], None]  # phase, rows done in it


class Known(NamedTuple):
    """What the database has of an entry."""

    entry_id: int
    fingerprint: bytes
    scope: str
    present: bool  # not missing, not gone
    payload: bytes  # empty where the row did not change


class Reading:
    """One pass over the files of a run."""

    def __init__(self, run: Run, source: Source, staging: Staging) -> None:
        self.run, self.source, self.staging = run, source, staging
        self.counts: Counter[Change] = Counter()
        self.read = 0
        self.refused: Counter[str] = Counter()
        self._noted: Counter[str] = Counter()
        self._issues: list[RunIssue] = []
        # With other rules the same row has to be read again.
        rules = repr((source.info.format_version, settings.STORE_SOLE_TRADERS)).encode()
        self._rules = int.from_bytes(fingerprint(rules), "big")
        self._nothing_known = not Entry.objects.filter(source=run.source).exists()

    def read_files(self, paths: list[Path], work_dir: Path, progress: Progress) -> None:
        """Raises UnusableFileError for a broken file."""
        for batch in in_chunks(self._usable(self.source.entries(paths, work_dir)), BATCH):
            self._stage(batch)
            self._save_issues()
            progress("reading", self.read)
        self._save_issues()

    def _usable(self, entries: Iterator[RawEntry | Refused]) -> Iterator[RawEntry]:
        for entry in entries:
            if isinstance(entry, Refused):
                self.read += entry.reason != "activity_row"
                self._note(entry)
            else:
                self.read += 1
                yield entry

    def _stage(self, batch: list[RawEntry]) -> None:
        known = {} if self._nothing_known else self._known(batch)
        rows: dict[str, Staged] = {}
        lines = {}
        for entry in batch:
            if entry.key in rows:
                self._note_duplicate(entry)
            elif staged := self._compare(entry, known.get(entry.key)):
                rows[entry.key] = staged
                lines[entry.key] = entry
        if not self.staging.add(list(rows.values())):
            # Only now is it worth asking which are there already.
            for key in self.staging.known(rows):
                self._note_duplicate(lines[key])
                del rows[key]
            self.staging.add(list(rows.values()))
        self.counts.update(staged.change for staged in rows.values())

    def _note_duplicate(self, entry: RawEntry) -> None:
        self._note(Refused(entry.file, entry.line, "duplicate", entry.key))

    def _known(self, batch: list[RawEntry]) -> dict[str, Known]:
        entries = Entry.objects.filter(source=self.run.source, key__in=[entry.key for entry in batch])
        fingerprints = {entry.key: self._mark(entry) for entry in batch}
        rows = list(entries.values_list("key", "id", "fingerprint", "scope", "missing_since_id", "gone_since_id"))
        other = [row[1] for row in rows if bytes(row[2]) != fingerprints[row[0]]]
        payloads = dict(Entry.objects.filter(pk__in=other).values_list("pk", "payload"))
        return {
            key: Known(pk, bytes(stored), scope, not (missing or gone), bytes(payloads.get(pk, b"")))
            for key, pk, stored, scope, missing, gone in rows
        }

    def _compare(self, entry: RawEntry, known: Known | None) -> Staged | None:
        mark = self._mark(entry)
        if known and known.present and known.fingerprint == mark and self._same_part(known.scope):
            return Staged(entry.key, Change.UNCHANGED, known.scope, entry_id=known.entry_id)
        try:
            parsed = self.source.parse(entry)
        except RefusedRowError as error:
            self._note(Refused(entry.file, entry.line, error.reason, error.detail))
            return None
        for reason, detail in parsed.doubts:
            self._note(Refused(entry.file, entry.line, reason, detail), refused=False)
        record = parsed.record
        if record.natural_person and not settings.STORE_SOLE_TRADERS:
            return Staged(entry.key, Change.LEFT_OUT, entry_id=known.entry_id if known else None)
        payload = records.encode(record)
        change = _kind_of_change(known, payload)
        scope = self._scope(self.source.scope(record))
        return Staged(entry.key, change, scope, mark, payload, parsed.retrieved_on or None, known and known.entry_id)

    def _mark(self, entry: RawEntry) -> bytes:
        """What is stored to know the row again: its fingerprint, and the rules it was read by."""
        return (int.from_bytes(entry.fingerprint, "big") ^ self._rules).to_bytes(16, "big")

    def _scope(self, scope: str) -> str:
        return f"{self.run.part}/{scope}" if self.run.part else scope

    def _same_part(self, scope: str) -> bool:
        return (scope.partition("/")[0] if "/" in scope else "") == self.run.part

    def _note(self, row: Refused, *, refused: bool = True) -> None:
        if refused:
            self.refused[row.reason] += 1
        self._noted[row.reason] += 1
        if self._noted[row.reason] <= ISSUES_KEPT:
            detail = row.detail.encode("utf-8", "replace").decode().replace("\0", "\\0")[:300]
            self._issues.append(
                RunIssue(
                    run=self.run, file=row.file[:200], line=row.line, reason=row.reason, detail=detail, refused=refused
                )
            )

    def _save_issues(self) -> None:
        RunIssue.objects.bulk_create(self._issues, batch_size=1_000)
        self._issues.clear()


def _kind_of_change(known: Known | None, payload: bytes) -> Change:
    if known is None:
        return Change.NEW
    return Change.CONFIRMED if known.present and known.payload in (payload, b"") else Change.CHANGED
