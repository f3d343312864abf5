"""What there is to know of sources, runs and entries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import msgspec
from django.db.models import Count, Max, Min

from regiowerk.registers import record as records
from regiowerk.registers.history import EntryHistory, FieldChange, HistoryStep, compare
from regiowerk.registers.models import Entry, EntryVersion, Run, RunIssue, RunState
from regiowerk.registers.record import RegisterRecord
from regiowerk.registers.sources import catalogue
from regiowerk.registers.sources.base import SourceInfo
from regiowerk.registers.staging import Change
from regiowerk.registers.storing import StoredEntry

RUNNING = (RunState.READING, RunState.APPLYING, RunState.INDEXING)


@dataclass(frozen=True)
class Issue:
    file: str
    line: int
    reason: str
    detail: str
    refused: bool


@dataclass(frozen=True)
class RunReport:
    """A run's report, as the command, the page and JSON show it."""

    run: int
    source: str
    part: str
    state: str
    message: str  # in English, see registers.messages
    message_code: str
    message_data: dict[str, Any]
    dry_run: bool
    started_at: datetime
    finished_at: datetime | None
    as_of: date | None
    files: list[dict[str, Any]]
    read: int
    taken: int  # new, changed and unchanged together
    new: int
    changed: int
    unchanged: int
    missing: int
    gone: int
    left_out: dict[str, int]
    refused: dict[str, int]
    issues: list[Issue] = field(default_factory=list)
    issues_total: int = 0

    @property
    def running(self) -> bool:
        return self.state in RUNNING

    @property
    def refused_total(self) -> int:
        return sum(self.refused.values())

    @property
    def left_out_total(self) -> int:
        return sum(self.left_out.values())


@dataclass(frozen=True)
class Coverage:
    """What the instance has of one source."""

    source: SourceInfo
    entries: int
    gone: int
    last_run: Run | None
    oldest: date | None  # where each entry is dated by itself
    newest: date | None


def sources() -> list[SourceInfo]:
    return [catalogue.source(name).info for name in catalogue.names()]


def source(name: str) -> SourceInfo:
    """Raises UnknownSourceError."""
    return catalogue.source(name).info


def latest_runs() -> dict[str, Run]:
    """The last finished run of each source."""
    latest = Run.objects.filter(state=RunState.DONE, dry_run=False).values("source").annotate(last=Max("pk"))
    return {run.source: run for run in Run.objects.filter(pk__in=[row["last"] for row in latest])}


def runs(limit: int = 50) -> list[Run]:
    return list(Run.objects.order_by("-pk")[:limit])


def sources_of_runs(run_ids: Iterable[int]) -> dict[int, str]:
    """The source of each of these runs."""
    return dict(Run.objects.filter(pk__in=list(run_ids)).values_list("pk", "source"))


def run_report(run_id: int, issues: int = 200) -> RunReport | None:
    """The report of a run with its first issues; None when there is no such run."""
    run = Run.objects.filter(pk=run_id).first()
    if not run:
        return None
    found = RunIssue.objects.filter(run=run)
    return RunReport(
        run=run.pk,
        source=run.source,
        part=run.part,
        state=run.state,
        message=run.message,
        message_code=run.message_code,
        message_data=run.message_data,
        dry_run=run.dry_run,
        started_at=run.started_at,
        finished_at=run.finished_at,
        as_of=run.as_of,
        files=run.files,
        read=run.read,
        taken=run.new + run.changed + run.unchanged,
        new=run.new,
        changed=run.changed,
        unchanged=run.unchanged,
        missing=run.missing,
        gone=run.gone,
        left_out=run.left_out,
        refused=run.refused,
        issues=[
            Issue(issue.file, issue.line, issue.reason, issue.detail, issue.refused)
            for issue in found.order_by("-refused", "pk")[:issues]
        ],
        issues_total=found.count(),
    )


def coverage() -> list[Coverage]:
    """Per source what is there, for "about the data". Sources without entries are left out."""
    numbers = {
        row["source"]: row
        for row in Entry.objects.values("source").annotate(
            entries=Count("pk"), gone=Count("gone_since"), oldest=Min("retrieved_on"), newest=Max("retrieved_on")
        )
    }
    latest = latest_runs()
    return [
        Coverage(
            source=info,
            entries=numbers[info.name]["entries"],
            gone=numbers[info.name]["gone"],
            last_run=latest.get(info.name),
            oldest=numbers[info.name]["oldest"],
            newest=numbers[info.name]["newest"],
        )
        for info in sources()
        if info.name in numbers
    ]


def record_of(entry: Entry) -> RegisterRecord:
    """The record of an entry as it stands; one that its register has no more has ceased."""
    record = records.decode(entry.payload)
    return record if entry.gone_since_id is None else msgspec.structs.replace(record, status="dissolved")


def best_first(entries: Iterable[Entry]) -> list[Entry]:
    """Entries of one organisation, the one first whose facts win: by the declared precedence of its source, then the
    one with the latest news; those that are gone last.
    """
    return sorted(entries, key=_rank)


def _rank(entry: Entry) -> tuple[bool, int, int, int]:
    return entry.gone_since_id is not None, source(entry.source).precedence, -entry.changed_run_id, entry.pk


def entries_after(entry_id: int, limit: int) -> list[StoredEntry]:
    """The next entries that the registers have, by id and held against changes; inside a transaction."""
    entries = Entry.objects.filter(gone_since=None, pk__gt=entry_id).order_by("pk").select_for_update()
    return [
        StoredEntry(entry.pk, entry.source, entry.key, records.decode(entry.payload), Change.CONFIRMED)
        for entry in entries[:limit]
    ]


def entry_histories(entry_ids: Sequence[int]) -> dict[int, EntryHistory]:
    """What became of these entries, in two queries."""
    entries = Entry.objects.filter(pk__in=entry_ids).select_related("first_run", "missing_since")
    versions: dict[int, list[EntryVersion]] = defaultdict(list)
    for version in EntryVersion.objects.filter(entry__in=entry_ids).select_related("replaced_run").order_by("-pk"):
        versions[version.entry_id].append(version)
    return {entry.pk: _history(entry, versions[entry.pk]) for entry in entries}


def _history(entry: Entry, versions: list[EntryVersion]) -> EntryHistory:
    """`versions` newest first: each was replaced by the one before it, the newest by the entry as it stands."""
    steps = []
    present, seen_on = records.decode(entry.payload), entry.retrieved_on
    for version in versions:
        former = records.decode(version.payload)
        if changes := compare(former, present):
            steps.append(_step(changes, former, present, version.replaced_run, seen_on))
        present, seen_on = former, version.retrieved_on
    missing = entry.missing_since
    return EntryHistory(
        first_seen=seen_on or _day_of(entry.first_run),
        steps=tuple(steps),
        missing_since=_day_of(missing) if missing else None,
        gone=entry.gone_since_id is not None,
    )


def _step(
    changes: tuple[FieldChange, ...], former: RegisterRecord, present: RegisterRecord, run: Run, seen_on: date | None
) -> HistoryStep:
    noted = present.changed_at_source
    return HistoryStep(
        changes=changes,
        changed_on=noted if noted != former.changed_at_source else "",
        as_of=seen_on or run.as_of,
        retrieved_on=run.retrieved_at.date(),
    )


def _day_of(run: Run) -> date:
    """The day of the data, or when they came."""
    return run.as_of or run.retrieved_at.date()
