"""`regiowerk serve`: the web server, the process that keeps the index up to date and the one that does jobs, in one."""

import os
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from regiowerk.common.commands import require_migrated_database
from regiowerk.common.companions import companions


class Command(BaseCommand):
    help = "Serve the site, keep the index up to date and do the background jobs until stopped"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=min(4, os.cpu_count() or 1))

    def handle(self, *args: Any, **options: Any) -> None:
        require_migrated_database()
        if not settings.DEBUG:
            call_command("collectstatic", interactive=False, verbosity=0)
        call_command("search", "wordlists")
        call_command("search", "update")
        with companions(["search", "follow"], ["jobs", "work"]):
            self._serve(options["host"], options["port"], options["workers"])

    def _serve(self, host: str, port: int, workers: int) -> None:
        from granian.constants import Interfaces
        from granian.server import Server

        self.stdout.write(f"Regiowerk is at http://{host}:{port} (stop with Ctrl+C)")
        Server(
            "regiowerk.config.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=workers,
            log_access=False,
            respawn_failed_workers=True,
        ).serve()
