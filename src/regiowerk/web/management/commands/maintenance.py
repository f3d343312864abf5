"""`regiowerk maintenance …`: close the site for a while."""

from typing import Any, ClassVar

from django.core.management.base import CommandParser

from regiowerk.common.commands import VerbCommand
from regiowerk.web.maintenance import USUAL_MINUTES, close_site, minutes_closed, open_site


class Command(VerbCommand):
    help = "Close the site with a page that says so, and open it again"
    needs_database = False
    verbs: ClassVar[dict[str, tuple[str, str]]] = {
        "on": ("answer every page with “under maintenance”", "close"),
        "off": ("open the site again", "open"),
        "status": ("say whether the site is closed", "status"),
    }

    def add_close_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--minutes", type=int, default=USUAL_MINUTES, help="how long it will take, as visitors are told"
        )

    def close(self, options: dict[str, Any]) -> None:
        close_site(options["minutes"])
        self.status(options)

    def open(self, options: dict[str, Any]) -> None:
        open_site()
        self.status(options)

    def status(self, options: dict[str, Any]) -> None:
        minutes = minutes_closed()
        if options["json"]:
            self.print_json({"closed": minutes is not None, "minutes": minutes})
        elif minutes is None:
            self.stdout.write("The site is open.")
        else:
            self.stdout.write(f"The site is closed; visitors are told to come back in {minutes} minutes.")
