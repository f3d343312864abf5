"""Fetch what is new of a register and import it.

plan (what is new) → files in `WORK_DIR/fetch` → import → mark. Each step can be killed; the same call again goes on
from there: a plan is kept with what was fetched of it, and the mark moves after the import only.
"""

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from importlib.metadata import version
from os import environ
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from regiowerk.common.locks import LockedError, file_lock
from regiowerk.registers.actions import RunBusyError, import_files
from regiowerk.registers.fetching.client import Client
from regiowerk.registers.fetching.downloads import Note
from regiowerk.registers.fetching.errors import FetchError
from regiowerk.registers.fetching.fetchers import fetcher
from regiowerk.registers.fetching.pace import Timing
from regiowerk.registers.fetching.visits import Fetched, Plan, SourceFetcher, Visit
from regiowerk.registers.models import FetchMark, Run, RunState
from regiowerk.registers.reading import Progress
from regiowerk.registers.sources import catalogue
from regiowerk.registers.sources.base import SourceInfo, UnusableFileError

_PLAN = "plan.json"
_TAKEN_LATER = frozenset({"shrunk", "other_extract"})  # refusals that `accept_shrink` overrules
_KEPT = timedelta(days=2)  # how long an unfinished fetch is gone on with


@dataclass(frozen=True)
class FetchReport:
    source: str
    items: tuple[str, ...]  # addresses or numbers that were new
    size: int  # bytes, 0 when the register does not say
    run: Run | None  # the import; None when nothing was new, and of a dry run


@dataclass(frozen=True)
class CheckReport:
    """What a live register said to one small request."""

    source: str
    status: int
    type: str
    size: int | None
    version: str  # ETag or date of the file
    recognised: bool | None  # whether the source knows the form; None where that takes the whole file
    fault: str  # why it does not
    licence: str


def _silent(first: object, second: object) -> None:
    pass


def fetch(
    *,
    source: str,
    by: str,
    numbers: Sequence[str] = (),
    anew: bool = False,
    since: date | None = None,
    accept_shrink: bool = False,
    dry_run: bool = False,
    note: Note = _silent,
    progress: Progress = _silent,
    base: str = "",
    timing: Timing | None = None,
) -> FetchReport:
    """Fetch what changed since the last time, or single entries by `numbers`, and import it.

    `anew` forgets the mark and what was begun; `since` does so too and asks for what changed from that day on, which
    works with registers that list changes by days. A failed fetch leaves a refused run with its message. `base` stands
    in for scheme and host of all addresses and `timing` for the clock, for trying against a server of one's own.
    Raises FetchError, UnknownSourceError, RunBusyError.
    """
    info = catalogue.source(source).info
    try:
        with file_lock(settings.WORK_DIR / f"{source}.fetch.lock"):
            folder = Path(settings.WORK_DIR) / "fetch" / (f"{source}-entries" if numbers else source)
            if anew or since:
                _forget(info, folder, since)
            visit = _visit(info, folder, note, base, timing)
            if since:
                visit = replace(visit, mark={"day": (since - timedelta(days=1)).isoformat()})
            return _Fetch(visit, fetcher(source), by, accept_shrink, progress).done(numbers, dry_run)
    except LockedError as error:
        raise RunBusyError(f"{source} is being fetched already.") from error
    except FetchError as error:
        if not dry_run:
            _note_failure(source, by, error)
        raise


def check(*, source: str, base: str = "", timing: Timing | None = None) -> CheckReport:
    """Ask the live register one small thing. Raises FetchError, UnknownSourceError."""
    register = catalogue.source(source)
    folder = settings.WORK_DIR / "check" / source
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        answer = fetcher(source).check(_visit(register.info, folder, _silent, base, timing))
        recognised, fault = None, ""
        if name := register.info.fetch["check"].get("file"):
            (folder / name).write_bytes(answer.data)
            try:
                register.probe([folder / name])
                recognised = True
            except UnusableFileError as error:
                recognised, fault = False, str(error)
    finally:
        shutil.rmtree(folder)
    remote = answer.remote
    return CheckReport(
        source, answer.status, remote.type, remote.size, remote.version, recognised, fault, register.info.licence_url
    )


class _Fetch:
    def __init__(
        self, visit: Visit, source_fetcher: SourceFetcher, by: str, accept_shrink: bool, progress: Progress
    ) -> None:
        self.visit, self.fetcher, self.by = visit, source_fetcher, by
        self.accept_shrink, self.progress = accept_shrink, progress

    def done(self, numbers: Sequence[str], dry_run: bool) -> FetchReport:
        name = self.visit.info.name
        if dry_run:
            plan = Plan(tuple(numbers), {}) if numbers else self.fetcher.plan(self.visit)
            return FetchReport(name, plan.items, plan.size, None)
        self._make_folder(fresh=bool(numbers))
        if numbers:
            plan, fetched = Plan(tuple(numbers), {}), Fetched(self.fetcher.entries(self.visit, numbers), {})
        else:
            plan = self._plan()
            fetched = self.fetcher.get(self.visit, plan) if plan.items else Fetched([], plan.mark)
        run = self._imported(fetched) if fetched.paths else None
        if (run is None or run.state == RunState.DONE) and not numbers:
            FetchMark.objects.update_or_create(source=name, defaults={"mark": dict(fetched.mark)})
        if run is None or run.message_code not in _TAKEN_LATER:
            shutil.rmtree(self.visit.folder)
        return FetchReport(name, plan.items, plan.size, run)

    def _make_folder(self, *, fresh: bool) -> None:
        """Without what an attempt long ago left: its answers would be taken for those of today."""
        plan = self.visit.folder / _PLAN
        if fresh or not plan.exists() or _age(plan) > _KEPT:
            shutil.rmtree(self.visit.folder, ignore_errors=True)
        self.visit.folder.mkdir(parents=True, exist_ok=True)

    def _imported(self, fetched: Fetched) -> Run:
        return import_files(
            source=self.visit.info.name,
            paths=fetched.paths,
            by=self.by,
            accept_shrink=self.accept_shrink,
            progress=self.progress,
        )

    def _plan(self) -> Plan:
        """The plan that was begun with, else a new one."""
        file = self.visit.folder / _PLAN
        if file.exists():
            data = json.loads(file.read_text(encoding="utf-8"))
            return Plan(tuple(data["items"]), data["mark"], data["size"])
        plan = self.fetcher.plan(self.visit)
        beside = file.with_suffix(".part")
        beside.write_text(json.dumps({"items": plan.items, "mark": plan.mark, "size": plan.size}), encoding="utf-8")
        beside.replace(file)
        return plan


def _age(file: Path) -> timedelta:
    return datetime.now(UTC) - datetime.fromtimestamp(file.stat().st_mtime, UTC)


def _forget(info: SourceInfo, folder: Path, since: date | None) -> None:
    if since and not info.fetch.get("by_day"):
        raise FetchError("no_days", source=info.name)
    shutil.rmtree(folder, ignore_errors=True)
    FetchMark.objects.filter(source=info.name).delete()


def _visit(info: SourceInfo, folder: Path, note: Note, base: str, timing: Timing | None) -> Visit:
    timing = timing or Timing()
    known = FetchMark.objects.filter(source=info.name).first()
    client = Client(
        agent=_agent(),
        per_minute=info.fetch.get("per_minute", 10),
        hosts=frozenset(info.fetch.get("hosts", ())),
        timing=timing,
    )
    return Visit(
        info=info,
        client=client,
        folder=folder,
        mark=known.mark if known else {},
        today=timing.now().astimezone(ZoneInfo(info.fetch.get("zone", "UTC"))).date(),
        # Sources of the operator's own name variables of their own, so they are read here and not in the settings.
        keys={name: environ.get(variable, "").strip() for name, variable in info.fetch.get("keys", {}).items()},
        base=base,
        note=note,
    )


def _agent() -> str:
    """Who asks, and whom to write to, as registers wish."""
    contact = "; ".join(filter(None, (settings.BASE_URL, settings.OPERATOR_EMAIL)))
    return f"Regiowerk/{version('regiowerk')}" + (f" (+{contact})" if contact else "")


def _note_failure(source: str, by: str, error: FetchError) -> None:
    """So that the page of the runs shows it as well."""
    Run.objects.create(
        source=source,
        state=RunState.REFUSED,
        message_code=error.code,
        message_data=error.data,
        actor=by,
        retrieved_at=timezone.now(),
        finished_at=timezone.now(),
    )
