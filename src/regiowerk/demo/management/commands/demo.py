"""`regiowerk demo …`: a region to look at, made by generated register files and the real importers."""

import time
from pathlib import Path
from typing import Any, ClassVar, get_args

from django.core.management.base import CommandError, CommandParser
from tqdm import tqdm

from regiowerk.common.commands import VerbCommand, require_migrated_database
from regiowerk.demo.actions import is_wanted, load_demo
from regiowerk.demo.generate import Size, generate
from regiowerk.registers.actions import RunBusyError
from regiowerk.registers.models import RunState


class Command(VerbCommand):
    help = "The demo region Elbe/Labe, with invented organisations on both sides"
    verbs: ClassVar = {
        "load": ("make the region's register files and import them", "load"),
        "files": ("only write the register files", "files"),
    }
    needs_database = False  # to write files

    def add_load_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="only into an empty directory, or to finish it")
        self._add_choices(parser)

    @staticmethod
    def _add_choices(parser: CommandParser) -> None:
        parser.add_argument(
            "--size", choices=get_args(Size), default="full", help="full: 52,000 organisations; small: 2,600"
        )
        parser.add_argument("--month", type=int, choices=range(13), default=0, help="the region so many months on (0)")

    def add_files_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR")
        self._add_choices(parser)

    def load(self, options: dict[str, Any]) -> None:
        require_migrated_database()
        if options["if_empty"] and not is_wanted():
            return
        started = time.monotonic()
        progress = _Progress(quiet=not self.on_terminal)
        try:
            runs = load_demo(size=options["size"], month=options["month"], by="command", progress=progress.note)
        except RunBusyError as error:
            raise CommandError(str(error)) from error
        finally:
            progress.close()
        refused = [run.message for run in runs if run.state == RunState.REFUSED]
        if refused:
            raise CommandError(" ".join(refused))
        if options["json"]:
            numbers = ("source", "pk", "new", "changed", "unchanged", "missing", "gone")
            self.print_json([{name: getattr(run, name) for name in numbers} for run in runs])
            return
        for run in runs:
            self.stdout.write(
                f"{run.source:<18} {run.new:>7,} new {run.changed:>7,} changed {run.unchanged:>7,} unchanged"
                f" {sum(run.left_out.values()):>7,} left out (natural persons)"
            )
        total = sum(run.new + run.changed + run.unchanged for run in runs)
        self.stdout.write(f"The demo region of {total:,} organisations is there ({time.monotonic() - started:.0f} s).")
        self.stdout.write("Look at it with: regiowerk serve")

    def files(self, options: dict[str, Any]) -> None:
        with tqdm(desc="writing", unit=" entries", disable=not self.on_terminal) as bar:
            files = generate(options["folder"], options["size"], month=options["month"], progress=bar.update)
        paths = [files.offeneregister, files.res_data, files.res_pf_nace]
        if options["json"]:
            self.print_json([str(path) for path in paths])
            return
        for path in paths:
            self.stdout.write(f"{path}  {path.stat().st_size:,} bytes")


class _Progress:
    """A bar for each phase of each register."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet
        self._phase = ("", "")
        self._bar: tqdm | None = None

    def note(self, source: str, phase: str, done: int) -> None:
        """`done` counts up within the phase, except for the index, which tells what it did since the last call."""
        if self._phase != (source, phase):
            self.close()
            self._phase = (source, phase)
            self._bar = tqdm(desc=f"{source}: {phase}", unit=" rows", disable=self._quiet)
        if self._bar is not None:
            self._bar.update(done if phase == "indexing" else done - self._bar.n)

    def close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None
