"""`regiowerk directory …`: one organisation in full, and deriving all anew."""

from dataclasses import asdict
from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import CommandError, CommandParser

from regiowerk.common.commands import VerbCommand
from regiowerk.common.multilingual import pick
from regiowerk.directory import actions, profiles, queries
from regiowerk.directory.page import Fact
from regiowerk.registers.sources.base import UnusableFileError
from regiowerk.search import actions as search


class Command(VerbCommand):
    help = "The organisations"
    verbs: ClassVar = {
        "show": ("one organisation with every fact's source and date", "show"),
        "load-profiles": ("take over profiles of an older platform or a partner", "load_profiles"),
        "derive": ("derive all organisations anew from their register entries", "derive"),
    }

    def add_show_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("id", metavar="ID_OR_IDENTIFIER", help="public id, source:key, IČO, EUID, register key …")

    def add_load_profiles_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.jsonl")
        parser.add_argument("--sender", default="", help="whose profiles they are; ids are unique for each sender")

    def load_profiles(self, options: dict[str, Any]) -> None:
        try:
            report = profiles.load_profiles(path=options["file"], sender=options["sender"], by="command")
        except UnusableFileError as error:
            raise CommandError(str(error)) from error
        search.apply_pending()
        if options["json"]:
            self.print_json({**asdict(report), "taken": report.taken})
            return
        self.stdout.write(
            f"{report.taken:,} taken: {report.new:,} new, {report.changed:,} changed, {report.unchanged:,} unchanged;"
            f" {report.organisations_made:,} organisations made; {len(report.refused):,} refused"
        )
        for line, reason in report.refused:
            self.stdout.write(f"  line {line}: {reason}")

    def show(self, options: dict[str, Any]) -> None:
        public_id = queries.find_by_identifier(options["id"])
        page = queries.organisation_page(public_id) if public_id else None
        if not page:
            raise CommandError(
                f"No single organisation has {options['id']!r}. Try: regiowerk search query {options['id']}"
            )
        if options["json"]:
            self.print_json({**asdict(page), "register_keys": queries.register_keys(page.public_id)})
            return
        self.stdout.write(self.style.MIGRATE_HEADING(f"{page.name}  ({page.public_id})"))
        for name in page.former_names:
            self.stdout.write(f"  formerly            {name.text}")
        for fact in page.facts:
            label = f"{fact.name} {fact.code}" if fact.name == "identifier" else fact.name
            self._print_fact(label, fact)
            for other in (*fact.agreeing, *fact.differing):
                self._print_fact("  also", other)
        for activity in page.activities:
            main = "main activity" if activity.main else "activity"
            self.stdout.write(f"  {main:<19} {activity.code} {pick(activity.labels, 'en').text}")

    def _print_fact(self, label: str, fact: Fact) -> None:
        text = fact.text or pick(fact.labels or {}, "en").text or fact.code
        origin = fact.origin
        source = f"[{origin.source}, {origin.as_of or origin.retrieved_on}]" if origin else ""
        self.stdout.write(f"  {label:<19} {text}  {source}")

    def derive(self, options: dict[str, Any]) -> None:
        number = actions.derive_again()
        search.apply_pending()
        if options["json"]:
            self.print_json({"derived": number})
        else:
            self.stdout.write(f"{number:,} organisations derived and indexed.")
