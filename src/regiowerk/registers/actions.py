"""The import of register files: file → snapshot → staging → entries → what is derived from them.

Each step can be killed at any moment; the same call again goes on from there (docs/adr/0004).
"""

import logging
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from regiowerk.activity import actions as activity
from regiowerk.common.locks import LockedError, file_lock
from regiowerk.registers import guards, signals, snapshots, staging, storing, suppression
from regiowerk.registers.guards import RunRefusedError
from regiowerk.registers.models import Run, RunIssue, RunState
from regiowerk.registers.reading import Progress, Reading
from regiowerk.registers.snapshots import Snapshot
from regiowerk.registers.sources import catalogue
from regiowerk.registers.sources.base import Source, UnusableFileError
from regiowerk.registers.staging import Change, Staging

logger = logging.getLogger(__name__)
UNFINISHED = (RunState.READING, RunState.APPLYING, RunState.INDEXING)


class RunBusyError(Exception):
    """Another import of this source is going on."""


def _silent(phase: str, done: int) -> None:
    pass


def import_files(
    *,
    source: str,
    paths: list[Path],
    by: str,
    part: str = "",
    accept_shrink: bool = False,
    dry_run: bool = False,
    progress: Progress = _silent,
) -> Run:
    """Import files of one register and bring everything derived up to date.

    `part` names one of several extracts of the same register that are kept side by side. A run that a
    guard refuses comes back with state `refused` and its message; nothing was changed then.
    Raises UnknownSourceError, RunBusyError, and UnusableFileError when a file is not there at all.
    """
    register = catalogue.source(source)
    try:
        with file_lock(settings.WORK_DIR / f"{source}.lock"):
            run, snapshot = _begin(register, paths, by, part, accept_shrink, dry_run)
            return _Import(run, register, snapshot, progress).go_on()
    except LockedError as error:
        raise RunBusyError(f"An import of {source} is going on already.") from error


def _begin(
    source: Source, paths: list[Path], by: str, part: str, accept_shrink: bool, dry_run: bool
) -> tuple[Run, Snapshot]:
    """The interrupted run of the same files, else a new one. Unfinished runs of other files have failed."""
    snapshot = snapshots.take(source.info, paths, part)
    unfinished = Run.objects.filter(source=source.info.name, state__in=UNFINISHED).order_by("pk")
    same = unfinished.filter(fingerprint=snapshot.fingerprint, dry_run=dry_run).last()
    for run in unfinished:
        if run != same:
            _end(run, RunState.FAILED, "interrupted")
    if same:
        same.accept_shrink = accept_shrink
        return same, snapshot
    return (
        Run.objects.create(
            source=source.info.name,
            part=part,
            actor=by,
            accept_shrink=accept_shrink,
            dry_run=dry_run,
            fingerprint=snapshot.fingerprint,
            files=[file._asdict() for file in snapshot.files],
            retrieved_at=timezone.now(),
        ),
        snapshot,
    )


def _end(run: Run, state: RunState, code: str = "", data: dict[str, Any] | None = None) -> None:
    run.state, run.message_code, run.message_data, run.finished_at = state, code, data or {}, timezone.now()
    with transaction.atomic():
        run.save()
        activity.note(by=run.actor, verb=f"register_run_{state}", object_type="register_run", object_id=run.pk)
    staging.remove(_staging_file(run))


def _staging_file(run: Run) -> Path:
    return Path(settings.WORK_DIR) / f"run-{run.pk}.sqlite"


class _Import:
    """The steps of one run, from where it stands."""

    def __init__(self, run: Run, source: Source, snapshot: Snapshot, progress: Progress) -> None:
        self.run, self.source, self.snapshot, self.progress = run, source, snapshot, progress

    def go_on(self) -> Run:
        try:
            if self.run.state == RunState.APPLYING and not _staging_file(self.run).exists():
                # What was found is lost; what is stored already will be found unchanged.
                self.run.state, self.run.applied = RunState.READING, 0
            if self.run.state == RunState.READING and not self._take_over_last_run():
                self._read()
            if self.run.state == RunState.APPLYING:
                self._store()
            if self.run.state == RunState.INDEXING:
                self._derive()
        except (UnusableFileError, RunRefusedError) as error:
            _end(self.run, RunState.REFUSED, error.code, error.data)
        except Exception as error:
            logger.exception("run %s of %s failed", self.run.pk, self.run.source)
            self.run.message_code = "broken_off"
            self.run.message_data = {"error": f"{type(error).__name__}: {error}"[:500]}
            self.run.save(update_fields=["message_code", "message_data"])
            raise
        return self.run

    def _take_over_last_run(self) -> bool:
        """The very same files as in the last run change nothing; its numbers hold."""
        last = (
            Run.objects.filter(source=self.run.source, state=RunState.DONE, dry_run=False)
            .exclude(pk=self.run.pk)
            .order_by("-pk")
            .first()
        )
        if not last or last.fingerprint != self.run.fingerprint or self._something_failed_since(last):
            return False
        run = self.run
        run.read, run.left_out, run.refused, run.scopes = last.read, last.left_out, last.refused, last.scopes
        run.unchanged = last.new + last.changed + last.unchanged
        run.as_of = last.as_of
        run.message_code, run.message_data = "same_file", {"run": last.pk}
        issues = list(last.issues.all())
        for issue in issues:
            issue.pk, issue.run = None, run
        RunIssue.objects.bulk_create(issues, batch_size=1_000)
        self._finish_reading(RunState.INDEXING)
        return True

    def _something_failed_since(self, run: Run) -> bool:
        """A run that broke off may have stored a part of another file."""
        later = Run.objects.filter(source=run.source, pk__gt=run.pk, dry_run=False)
        return later.filter(state=RunState.FAILED).exists()

    def _read(self) -> None:
        run = self.run
        suppression.check_key()
        run.issues.all().delete()
        paths = self.snapshot.paths
        self.source.probe(paths)
        as_of = self.source.as_of(paths)
        run.as_of = date.fromisoformat(as_of) if as_of else None
        work = Path(settings.WORK_DIR) / f"run-{run.pk}"
        work.mkdir(parents=True, exist_ok=True)
        stage = Staging.anew(_staging_file(run))
        try:
            reading = Reading(run, self.source, stage)
            reading.read_files(paths, work, self._note_progress)
            self._count(reading, stage)
        finally:
            stage.close()
            for file in work.iterdir():
                file.unlink()
            work.rmdir()
        self._finish_reading(RunState.APPLYING)

    def _note_progress(self, phase: str, done: int) -> None:
        Run.objects.filter(pk=self.run.pk).update(read=done)
        self.progress(phase, done)

    def _count(self, reading: Reading, stage: Staging) -> None:
        run, counts = self.run, reading.counts
        run.read, run.refused = reading.read, dict(reading.refused)
        run.new, run.changed = counts[Change.NEW], counts[Change.CHANGED] + counts[Change.RENEWED]
        run.unchanged = counts[Change.UNCHANGED] + counts[Change.CONFIRMED] - reading.kept
        run.left_out = {
            **reading.left_out,
            "natural_person": counts[Change.LEFT_OUT],
            "suppressed": counts[Change.SUPPRESSED],
        }
        run.left_out = {reason: number for reason, number in run.left_out.items() if number}
        mode = self.source.mode(self.snapshot.paths)
        run.scopes = sorted(guards.expected_scopes(run, set(stage.scopes()))) if mode == "full" else []
        still_there = run.unchanged + run.changed
        refused = sum(number for reason, number in reading.refused.items() if reason != "activity_row")
        guards.check(run, self.source.info, mode, taken=still_there + run.new, refused=refused, still_there=still_there)
        if reading.refused["cut_off"]:
            run.scopes = []  # what stood behind the cut is not missing

    def _finish_reading(self, state: RunState) -> None:
        if self.run.dry_run:
            _end(self.run, RunState.DONE, "dry_run")
            return
        self.run.state = state
        self.run.save()

    def _store(self) -> None:
        stage = Staging(_staging_file(self.run))
        try:
            storing.store_changes(self.run, stage, self.progress)
            storing.mark_missing(self.run, stage)
        finally:
            stage.close()
        self.run.state = RunState.INDEXING
        self.run.save()

    def _derive(self) -> None:
        signals.run_stored.send(Run, run=self.run, progress=lambda done: self.progress("indexing", done))
        note = self.run.message_code if self.run.message_code == "same_file" else ""
        _end(self.run, RunState.DONE, note, self.run.message_data if note else {})
        snapshots.forget_old(self.run.source, self.snapshot.folder)
