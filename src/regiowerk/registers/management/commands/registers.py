"""`regiowerk registers …`: see the sources, import their files, read the reports."""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import CommandError, CommandParser
from tqdm import tqdm

from regiowerk.common.commands import VerbCommand
from regiowerk.registers import actions, queries
from regiowerk.registers.actions import RunBusyError
from regiowerk.registers.reasons import LEFT_OUT, REASONS
from regiowerk.registers.sources.base import UnusableFileError
from regiowerk.registers.sources.catalogue import UnknownSourceError

PHASES = {"reading": "reading the file", "storing": "storing entries", "indexing": "bringing the index up to date"}


class Command(VerbCommand):
    help = "Register sources and their imports"
    verbs: ClassVar = {
        "sources": ("list the register sources", "sources"),
        "import": ("import files of one register", "import_files"),
        "report": ("print the report of a run", "report"),
        "runs": ("list the last runs", "runs"),
    }

    def add_import_files_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source", metavar="SOURCE")
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="read and compare, change nothing")
        parser.add_argument(
            "--accept-shrink", action="store_true", help="take a file with far fewer entries than before"
        )
        parser.add_argument("--part", default="", help="name of this extract, when several of one register are kept")

    def add_report_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("run", type=int, nargs="?", help="number of the run; the last one when left out")
        parser.add_argument("--issues", type=int, default=20, help="how many refused rows to show (20)")

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
        try:
            run = actions.import_files(
                source=options["source"],
                paths=options["files"],
                by="command",
                part=options["part"],
                accept_shrink=options["accept_shrink"],
                dry_run=options["dry_run"],
                progress=progress.note,
            )
        except UnknownSourceError as error:
            known = ", ".join(info.name for info in queries.sources())
            raise CommandError(f"There is no source {options['source']!r}. Sources: {known}.", returncode=2) from error
        except (RunBusyError, UnusableFileError) as error:
            raise CommandError(str(error)) from error
        finally:
            progress.close()
        self._print_report(run.pk, options["json"], 20)
        if run.state == "refused":
            raise CommandError(run.message)

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


class _Progress:
    """A bar for each phase, on a terminal only."""

    def __init__(self) -> None:
        self._bar: tqdm | None = None
        self._phase = ""

    def note(self, phase: str, done: int) -> None:
        if phase != self._phase:
            self.close()
            self._phase = phase
            self._bar = tqdm(desc=PHASES.get(phase, phase), unit=" rows", disable=not sys.stderr.isatty())
        if self._bar is not None:
            self._bar.update(done if phase == "indexing" else done - self._bar.n)

    def close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None
