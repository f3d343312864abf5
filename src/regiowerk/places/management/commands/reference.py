"""`regiowerk reference load | status`."""

from typing import Any, ClassVar

from django.core.management.base import CommandError, CommandParser
from tqdm import tqdm

from regiowerk.codelists.queries import reference_sets
from regiowerk.common.commands import VerbCommand
from regiowerk.places import loading
from regiowerk.places.download import Progress


class Command(VerbCommand):
    help = "Reference data: code lists, regions, postal codes, outlines."
    verbs: ClassVar[dict[str, tuple[str, str]]] = {
        "load": ("load code lists, places and outlines, each set as a whole", "load"),
        "status": ("what is loaded, from whom and since when", "status"),
    }

    def add_load_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--from",
            dest="origin",
            default="",
            metavar="DIR_OR_URL",
            help="folder or web folder with the files; without it they come from their publishers",
        )
        parser.add_argument(
            "--only",
            action="append",
            choices=list(loading.known_sets()),
            metavar="NAME",
            help="only this set; repeatable",
        )

    def load(self, options: dict[str, Any]) -> None:
        sets = loading.known_sets()
        outcomes = []
        for name in options["only"] or sets:
            outcome = loading.load(sets[name], options["origin"], self._progress if self.on_terminal else None)
            outcomes.append(outcome)
            if outcome.problem:
                self.stderr.write(f"{name}: {outcome.problem}")
            elif not options["json"]:
                self.stdout.write(f"{name}: {outcome.rows} rows, {'loaded' if outcome.changed else 'unchanged'}")
        if options["json"]:
            self.print_json([vars(outcome) for outcome in outcomes])
        if failed := [outcome.name for outcome in outcomes if outcome.problem]:
            raise CommandError(
                f"not loaded: {', '.join(failed)}. What was there of them before is still there. "
                "To load from files on this machine: regiowerk reference load --from DIR"
            )

    def status(self, options: dict[str, Any]) -> None:
        sets = reference_sets()
        if options["json"]:
            fields = ("name", "version", "publisher", "licence", "attribution", "url", "rows", "loaded_at")
            self.print_json([{field: getattr(found, field) for field in fields} for found in sets])
            return
        for found in sets:
            self.stdout.write(
                f"{found.loaded_at:%Y-%m-%d}  {found.rows:>7}  {found}  ({found.publisher}, {found.licence})"
            )

    def _progress(self, name: str) -> Progress:
        bar: tqdm[Any] = tqdm(desc=name, unit="B", unit_scale=True, leave=False)

        def show(done: int, total: int | None) -> None:
            bar.total = total
            bar.update(done - bar.n)
            if total is not None and done >= total:
                bar.close()

        return show
