"""From the file to the staging: what is new, changed, the same, refused. Changes nothing in the database."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from regiowerk.common.bulk import in_chunks
from regiowerk.registers.models import Entry, Run, RunIssue
from regiowerk.registers.parsing import Outcome, parse_all
from regiowerk.registers.persons import REDUCED
from regiowerk.registers.sources.base import LeftOut, RawEntry, Refused, Source, fingerprint
from regiowerk.registers.staging import Change, Staged, Staging
from regiowerk.registers.suppression import Suppressed

BATCH = 5_000
ISSUES_KEPT = 2_000  # of each reason; the numbers in the report are always exact

Progress = Callable[[str, int], None]  # phase, rows done in it


class Known(NamedTuple):
    """What the database has of an entry."""

    entry_id: int
    mark: bytes  # fingerprint of its row, see `_mark`
    scope: str
    present: bool  # not missing, not gone
    payload: bytes  # empty where the row did not change


class KnownBatch(NamedTuple):
    """A batch for the parser, with what the database has of its entries."""

    entries: list[RawEntry]
    wanted: list[int]
    known: dict[str, Known]


class Reading:
    """One pass over the files of a run."""

    def __init__(self, run: Run, source: Source, staging: Staging) -> None:
        self.run, self.source, self.staging = run, source, staging
        self.counts: Counter[Change] = Counter()
        self.read = 0
        self.kept = 0  # entries that stay as they were, since their row cannot be read
        self.refused: Counter[str] = Counter()
        self.left_out: Counter[str] = Counter()
        self._noted: Counter[str] = Counter()
        self._issues: list[RunIssue] = []
        # With other rules the same row has to be read again.
        version = source.info.format_version
        self._rules = _rules(version, kept_of_persons())
        self._earlier_rules = {_rules(number, kept) for number in range(1, version + 1) for kept in ("", REDUCED)}
        self._suppressed = Suppressed()
        self._nothing_known = not Entry.objects.filter(source=run.source).exists()

    def read_files(self, paths: list[Path], work_dir: Path, progress: Progress) -> None:
        """Raises UnusableFileError for a broken file."""
        entries = in_chunks(self._usable(self.source.entries(paths, work_dir)), BATCH)
        for batch, outcomes in parse_all(self.source, map(self._look_up, entries)):
            self._stage(batch, outcomes)
            self._save_issues()
            progress("reading", self.read)
        self._save_issues()

    def _usable(self, entries: Iterator[RawEntry | Refused | LeftOut]) -> Iterator[RawEntry]:
        for entry in entries:
            if isinstance(entry, Refused):
                self.read += entry.reason != "activity_row"
                self._note(entry)
            elif isinstance(entry, LeftOut):
                self.read += 1
                self.left_out[entry.reason] += 1
            else:
                self.read += 1
                yield entry

    def _look_up(self, entries: list[RawEntry]) -> KnownBatch:
        """Only rows that are new or not as they were have to be parsed."""
        known = {} if self._nothing_known else self._known(entries)
        wanted = [index for index, entry in enumerate(entries) if not self._unchanged(entry, known.get(entry.key))]
        return KnownBatch(entries, wanted, known)

    def _unchanged(self, entry: RawEntry, known: Known | None) -> bool:
        return bool(known and known.present and known.mark == self._mark(entry) and self._same_part(known.scope))

    def _known(self, entries: list[RawEntry]) -> dict[str, Known]:
        stored = Entry.objects.filter(source=self.run.source, key__in=[entry.key for entry in entries])
        marks = {entry.key: self._mark(entry) for entry in entries}
        rows = list(stored.values_list("key", "id", "fingerprint", "scope", "missing_since_id", "gone_since_id"))
        other = [row[1] for row in rows if bytes(row[2]) != marks[row[0]]]
        payloads = dict(Entry.objects.filter(pk__in=other).values_list("pk", "payload"))
        return {
            key: Known(pk, bytes(mark), scope, not (missing or gone), bytes(payloads.get(pk, b"")))
            for key, pk, mark, scope, missing, gone in rows
        }

    def _stage(self, batch: KnownBatch, outcomes: list[Outcome]) -> None:
        parsed = dict(zip(batch.wanted, outcomes, strict=True))
        rows: dict[str, Staged] = {}
        lines = {}
        for index, entry in enumerate(batch.entries):
            if entry.key in rows:
                self._note_duplicate(entry)
            elif staged := self._staged(entry, batch.known.get(entry.key), parsed.get(index)):
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

    def _staged(self, entry: RawEntry, known: Known | None, outcome: Outcome | None) -> Staged | None:
        if outcome is None:
            return Staged(entry.key, Change.UNCHANGED, known.scope if known else "", entry_id=known and known.entry_id)
        if outcome.refused:
            self._note(Refused(entry.file, entry.line, *outcome.refused))
            if known is None or not known.present:
                return None
            # The file has the entry, if in a row that cannot be read: it stays as it was.
            self.kept += 1
            return Staged(entry.key, Change.UNCHANGED, known.scope, entry_id=known.entry_id)
        if self._suppressed and self._suppressed.holds(self.run.source, entry.key, outcome.payload):
            return Staged(entry.key, Change.SUPPRESSED, entry_id=known and known.entry_id)
        for reason, detail in outcome.doubts:
            self._note(Refused(entry.file, entry.line, reason, detail), refused=False)
        if outcome.natural_person and (outcome.nameless or not settings.STORE_SOLE_TRADERS):
            return Staged(entry.key, Change.LEFT_OUT, entry_id=known and known.entry_id)
        return Staged(
            entry.key,
            self._kind_of_change(entry, known, outcome.payload),
            self._scope(outcome.scope),
            self._mark(entry),
            outcome.payload,
            outcome.retrieved_on,
            known and known.entry_id,
        )

    def _kind_of_change(self, entry: RawEntry, known: Known | None, payload: bytes) -> Change:
        if known is None:
            return Change.NEW
        if known.payload in (payload, b""):
            return Change.CONFIRMED if known.present else Change.RENEWED
        return Change.RENEWED if self._same_row(entry, known) else Change.CHANGED

    def _same_row(self, entry: RawEntry, known: Known) -> bool:
        """Whether the row is as it was, and only our reading of it another."""
        return any(known.mark == _marked(entry, rules) for rules in self._earlier_rules)

    def _mark(self, entry: RawEntry) -> bytes:
        """What is stored to know the row again: its fingerprint, and the rules it was read by."""
        return _marked(entry, self._rules)

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


def _rules(format_version: int, kept: str) -> int:
    return int.from_bytes(fingerprint(repr((format_version, kept)).encode()), "big")


def kept_of_persons() -> str:
    """What is stored of natural persons; '' for nothing."""
    return REDUCED if settings.STORE_SOLE_TRADERS else ""


def _marked(entry: RawEntry, rules: int) -> bytes:
    return (int.from_bytes(entry.fingerprint, "big") ^ rules).to_bytes(16, "big")
