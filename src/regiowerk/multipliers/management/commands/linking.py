"""`regiowerk linking …`: whose entries are one organisation, and which organisations a list means."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import CommandError, CommandParser
from tqdm import tqdm

from regiowerk.common.commands import VerbCommand
from regiowerk.common.locks import LockedError
from regiowerk.linking import actions
from regiowerk.multipliers import columns, messages, spreadsheet
from regiowerk.multipliers.matching import RowMatch, match
from regiowerk.registers import queries as registers


class Command(VerbCommand):
    help = "Link register entries; find the organisations that a list means."
    verbs: ClassVar[dict[str, tuple[str, str]]] = {
        "match": ("say for each row of a list which organisation it is: sure, check or none", "match"),
        "run": ("link the entries of the latest run of each register again", "run_again"),
    }

    def add_match_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="CSV, XLSX, XLS or ODS with a header")
        parser.add_argument("--country", default="", help="of rows that name none, e.g. DE")

    def match(self, options: dict[str, Any]) -> None:
        try:
            header, rows = spreadsheet.read(options["file"])
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}") from None
        except spreadsheet.UnusableSheetError as error:
            raise CommandError(messages.text(error.code, error.data)) from None
        mapped = columns.guess(header, rows)
        if "name" not in mapped:
            raise CommandError("The list needs a column with names, e.g. with the heading 'name'.")
        asked = [(number, columns.by_field(row, mapped)) for number, row in enumerate(rows, 1)]
        try:
            with self.progress(len(asked), "rows") as progress:
                for batch in match(asked, options["country"].upper()):
                    for found in batch:
                        self._tell(options, found)
                    progress(len(batch))
        except LockedError:
            raise CommandError("Another process is linking. Try again in a while.") from None

    @contextmanager
    def progress(self, total: int, unit: str) -> Iterator[Callable[[int], None]]:
        """A bar on a terminal, nothing in a pipe."""
        with tqdm(total=total, unit=f" {unit}", disable=not self.on_terminal) as bar:
            yield bar.update

    def _tell(self, options: dict[str, Any], found: RowMatch) -> None:
        best = found.candidates[0] if found.candidates and found.decision != "none" else None
        if options["json"]:
            self.print_json(
                {
                    "row": found.number,
                    "decision": found.decision,
                    "organisation_id": best.organisation if best else None,
                    "name": best.name if best else None,
                    "register_keys": [best.register_key] if best else [],
                    "score": best.score if best else None,
                    "next_score": found.candidates[1].score if len(found.candidates) > 1 else None,
                    "reasons": [f"{reason.code} {reason.detail}".strip() for reason in best.reasons] if best else [],
                }
            )
        elif best:
            reasons = ", ".join(reason.code for reason in best.reasons)
            self.stdout.write(f"{found.number}\t{found.decision}\t{best.organisation}\t{best.name}\t{reasons}")
        else:
            self.stdout.write(f"{found.number}\t{found.decision}")

    def run_again(self, options: dict[str, Any]) -> None:
        for source, run in registers.latest_runs().items():
            linked = actions.link_run(run=run)
            if options["json"]:
                self.print_json({"source": source, "sure": linked.sure, "to_check": linked.to_check})
            else:
                self.stdout.write(
                    f"{source}: {linked.looked_at} looked at, {linked.sure} linked, {linked.to_check} to check"
                )
