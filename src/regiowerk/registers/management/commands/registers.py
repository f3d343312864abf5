"""`regiowerk registers …`: see the sources, import their files, read the reports."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import CommandError, CommandParser
from tqdm import tqdm

from regiowerk.common.commands import VerbCommand
from regiowerk.registers import actions, objections, queries
from regiowerk.registers.actions import RunBusyError
from regiowerk.registers.fetching import actions as fetching
from regiowerk.registers.fetching.actions import FetchReport
from regiowerk.registers.fetching.errors import FetchError
from regiowerk.registers.reasons import LEFT_OUT, REASONS
from regiowerk.registers.sources.base import UnusableFileError
from regiowerk.registers.sources.catalogue import UnknownSourceError
from regiowerk.registers.suppression import entry_mark
from regiowerk.search import actions as search

SHOWN = 10  # of the items that would be fetched
PHASES = {
    "fetching": "fetching",
    "reading": "reading the file",
    "storing": "storing entries",
    "indexing": "bringing the index up to date",
}


class Command(VerbCommand):
    help = "Register sources and their imports"
    verbs: ClassVar = {
        "sources": ("list the register sources", "sources"),
        "import": ("import files of one register", "import_files"),
        "fetch": ("fetch what is new of a register and import it", "fetch"),
        "check-source": ("ask the live register one small thing and tell what it said", "check_source"),
        "report": ("print the report of a run", "report"),
        "runs": ("list the last runs", "runs"),
        "suppress": ("erase an entry and keep it out of every import, or let it in again", "suppress"),
    }

    def add_import_files_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source", metavar="SOURCE")
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="read and compare, change nothing")
        parser.add_argument(
            "--accept-shrink", action="store_true", help="take a file with far fewer entries than before"
        )
        parser.add_argument("--part", default="", help="name of this extract, when several of one register are kept")

    def add_fetch_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source", metavar="SOURCE")
        parser.add_argument("--dry-run", action="store_true", help="tell what would be fetched, fetch nothing")
        parser.add_argument(
            "--number", action="append", default=[], metavar="NUMBER", help="fetch this entry only; may be repeated"
        )
        parser.add_argument("--since", type=date.fromisoformat, metavar="DAY", help="what changed from this day on")
        parser.add_argument("--anew", action="store_true", help="forget how far the register was fetched")
        parser.add_argument(
            "--accept-shrink", action="store_true", help="take a file with far fewer entries than before"
        )

    def add_check_source_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source", metavar="SOURCE")

    def add_report_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("run", type=int, nargs="?", help="number of the run; the last one when left out")
        parser.add_argument("--issues", type=int, default=20, help="how many refused rows to show (20)")

    def add_suppress_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("entry", metavar="SOURCE:KEY", help="the key as the register writes it")
        parser.add_argument("--lift", action="store_true", help="the next import brings the entry back")

    def suppress(self, options: dict[str, Any]) -> None:
        source, _, key = options["entry"].partition(":")
        if not key or source not in {info.name for info in queries.sources()}:
            raise CommandError("Name the entry as SOURCE:KEY; see the sources with: regiowerk registers sources")
        if options["lift"]:
            lifted = objections.lift(marks=[entry_mark(source, key)], by="command")
            if not lifted:
                raise CommandError("This entry is not kept out.")
            self._say(options, {"lifted": lifted}, "It may come in again; the next import brings it.")
            return
        objections.suppress(names=[options["entry"]], by="command")
        search.apply_pending()
        self._say(options, {"suppressed": 1}, "The entry is erased and stays out of every import.")

    def _say(self, options: dict[str, Any], data: dict[str, int], text: str) -> None:
        if options["json"]:
            self.print_json(data)
        else:
            self.stdout.write(text)

    def sources(self, options: dict[str, Any]) -> None:
        latest = queries.latest_runs()
        rows = [
            {
                "name": info.name, "title": info.title["en"], "publisher": info.publisher, "url": info.url,
                "licence": info.licence_name["en"], "formats": info.formats, "frequency": info.frequency,
                "last_run": latest[info.name].finished_at if info.name in latest else None,
            }
            for info in queries.sources()
        ]  # fmt: skip
        if options["json"]:
            self.print_json(rows)
            return
        for row in rows:
            self.stdout.write(self.style.MIGRATE_HEADING(f"{row['name']}: {row['title']}"))
            for key in ("publisher", "licence", "formats", "frequency", "url"):
                self.stdout.write(f"  {key:<10} {row[key]}")
            last = row["last_run"]
            self.stdout.write(f"  {'last run':<10} {last:%Y-%m-%d %H:%M}" if last else "  last run   none")

    def import_files(self, options: dict[str, Any]) -> None:
        progress = _Progress()
        with _faults(options["source"]), progress:
            run = actions.import_files(
                source=options["source"],
                paths=options["files"],
                by="command",
                part=options["part"],
                accept_shrink=options["accept_shrink"],
                dry_run=options["dry_run"],
                progress=progress.note,
            )
        self._print_report(run.pk, options["json"], 20)
        if run.state == "refused":
            raise CommandError(run.message)

    def fetch(self, options: dict[str, Any]) -> None:
        progress = _Progress()
        with _faults(options["source"]), progress:
            report = fetching.fetch(
                source=options["source"],
                by="command",
                numbers=options["number"],
                anew=options["anew"],
                since=options["since"],
                accept_shrink=options["accept_shrink"],
                dry_run=options["dry_run"],
                note=lambda done, total: progress.note("fetching", done),
                progress=progress.note,
            )
        if report.run is not None:
            self._print_report(report.run.pk, options["json"], 20)
            if report.run.state == "refused":
                raise CommandError(report.run.message)
        elif options["json"]:
            self.print_json({"source": report.source, "items": report.items, "size": report.size, "run": None})
        elif not report.items:
            self.stdout.write("Nothing new.")
        else:
            self._print_plan(report, options["dry_run"])

    def _print_plan(self, report: FetchReport, dry_run: bool) -> None:
        size = f", {report.size:,} bytes" if report.size else ""
        self.stdout.write(f"{'Would fetch' if dry_run else 'Nothing found of'} {len(report.items):,}{size}:")
        for item in report.items[:SHOWN]:
            self.stdout.write(f"  {item}")
        if len(report.items) > SHOWN:
            self.stdout.write(f"  … {len(report.items) - SHOWN:,} more")

    def check_source(self, options: dict[str, Any]) -> None:
        with _faults(options["source"]):
            report = fetching.check(source=options["source"])
        if options["json"]:
            self.print_json(asdict(report))
        else:
            form = {None: "not looked at, that takes the whole file", True: "recognised", False: "not recognised"}
            rows = {
                "status": report.status, "type": report.type, "size": report.size, "version": report.version,
                "form": form[report.recognised], "fault": report.fault, "licence": report.licence,
            }  # fmt: skip
            for label, value in rows.items():
                if value not in ("", None):
                    self.stdout.write(f"  {label:<8} {value}")
        if report.recognised is False:
            raise CommandError(f"{report.source} answers in another form than is known.")

    def report(self, options: dict[str, Any]) -> None:
        number = options["run"]
        if number is None:
            last = queries.runs(1)
            if not last:
                raise CommandError("There was no run yet. Start one with: regiowerk registers import SOURCE FILE")
            number = last[0].pk
        self._print_report(number, options["json"], options["issues"])

    def runs(self, options: dict[str, Any]) -> None:
        reports = [queries.run_report(run.pk, issues=0) for run in queries.runs(20)]
        if options["json"]:
            self.print_json([asdict(report) for report in reports if report])
            return
        for report in reports:
            if report:
                self.stdout.write(
                    f"{report.run:>5}  {report.started_at:%Y-%m-%d %H:%M}  {report.source:<20} {report.state:<9}"
                    f" {report.taken:>9,} taken {report.refused_total:>7,} refused"
                )
        if not reports:
            self.stdout.write("No runs yet.")

    def _print_report(self, number: int, as_json: bool, issues: int) -> None:
        report = queries.run_report(number, issues)
        if not report:
            raise CommandError(f"There is no run {number}.")
        if as_json:
            self.print_json(asdict(report))
            return
        self.stdout.write(self.style.MIGRATE_HEADING(f"Run {report.run} of {report.source}: {report.state}"))
        if report.message:
            self.stdout.write(f"  {report.message}")
        self._print_numbers(report)
        for issue in report.issues:
            doubt = "" if issue.refused else " (taken)"
            self.stdout.write(
                f"  {issue.file}:{issue.line}: {REASONS.get(issue.reason, issue.reason)}{doubt}. {issue.detail}"
            )
        if report.issues_total > len(report.issues):
            self.stdout.write(f"  … {report.issues_total - len(report.issues):,} more; --issues N shows them.")

    def _print_numbers(self, report: queries.RunReport) -> None:
        numbers = {
            "rows read": report.read, "taken": report.taken, "  new": report.new, "  changed": report.changed,
            "  unchanged": report.unchanged, "missing for the first time": report.missing, "gone": report.gone,
        }  # fmt: skip
        for reason, number in report.left_out.items():
            numbers[f"left out: {LEFT_OUT.get(reason, reason)}"] = number
        for reason, number in report.refused.items():
            numbers[f"refused: {REASONS.get(reason, reason)}"] = number
        width = max(len(label) for label in numbers)
        for label, number in numbers.items():
            self.stdout.write(f"  {label:<{width}} {number:>11,}")


@contextmanager
def _faults(source: str) -> Iterator[None]:
    """Turns what can go wrong into one line."""
    try:
        yield
    except UnknownSourceError as error:
        known = ", ".join(info.name for info in queries.sources())
        raise CommandError(f"There is no source {source!r}. Sources: {known}.", returncode=2) from error
    except (RunBusyError, UnusableFileError, FetchError) as error:
        raise CommandError(str(error)) from error


class _Progress:
    """A bar for each phase, on a terminal only."""

    def __init__(self) -> None:
        self._bar: tqdm | None = None
        self._phase = ""

    def __enter__(self) -> None:
        pass

    def __exit__(self, *fault: object) -> None:
        self.close()

    def note(self, phase: str, done: int) -> None:
        if phase != self._phase:
            self.close()
            self._phase = phase
            self._bar = tqdm(
                desc=PHASES.get(phase, phase),
                unit="" if phase == "fetching" else " rows",
                disable=not sys.stderr.isatty(),
            )
        if self._bar is not None:
            self._bar.update(done if phase == "indexing" else done - self._bar.n)

    def close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None
