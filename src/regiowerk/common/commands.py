"""Base of the command line: `regiowerk NOUN VERB …`, one method and one parser for each verb."""

import json
import sys
from collections.abc import Callable
from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor


class VerbCommand(BaseCommand):
    """A command with verbs. Subclasses list `verbs`: name → (help, add_arguments, run).

    Exit status: 0 success, 2 wrong use, 1 failure with one line on stderr.
    """

    verbs: ClassVar[dict[str, tuple[str, str]]]  # verb → (help, name of its method)
    needs_database = True

    def add_arguments(self, parser: CommandParser) -> None:
        subparsers = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        for verb, (text, method) in self.verbs.items():
            sub = subparsers.add_parser(verb, help=text, description=text)
            sub.add_argument("--json", action="store_true", help="print JSON instead of text")
            adder: Callable[[CommandParser], None] | None = getattr(self, f"add_{method}_arguments", None)
            if adder:
                adder(sub)

    def handle(self, *args: Any, **options: Any) -> None:
        if self.needs_database:
            require_migrated_database()
        method = getattr(self, self.verbs[options["verb"]][1])
        method(options)

    def print_json(self, value: Any) -> None:
        self.stdout.write(json.dumps(value, ensure_ascii=False, default=str))

    @property
    def on_terminal(self) -> bool:
        return sys.stderr.isatty()


def require_migrated_database() -> None:
    """Raises CommandError with what to do when `regiowerk migrate` was not run."""
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise CommandError("The data directory is not prepared. Run: regiowerk migrate")
