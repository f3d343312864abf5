"""`regiowerk jobs …`: do what waits, look at it, plan what comes again."""

import json
from dataclasses import asdict
from datetime import time
from typing import Any, ClassVar

from django.core.management.base import CommandError, CommandParser

from regiowerk.common.commands import VerbCommand
from regiowerk.jobs import actions, queries, worker
from regiowerk.jobs.models import Schedule


class Command(VerbCommand):
    help = "Jobs that are done in the background, from a table of the database."
    verbs: ClassVar[dict[str, tuple[str, str]]] = {
        "work": ("do jobs until stopped (`regiowerk serve` does it by itself)", "work"),
        "list": ("show the newest jobs", "show"),
        "retry": ("give a failed job a fresh start", "retry"),
        "schedule": ("plan a job that comes again", "schedule"),
        "unschedule": ("take a plan back", "unschedule"),
        "schedules": ("show what is planned", "schedules"),
    }

    def add_work_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--until-empty", action="store_true", help="end when no job waits")

    def work(self, options: dict[str, Any]) -> None:
        worker.work(until_empty=options["until_empty"])

    def add_show_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--limit", type=int, default=20)

    def show(self, options: dict[str, Any]) -> None:
        found = queries.jobs(options["limit"])
        if options["json"]:
            self.print_json([asdict(state) for state in found])
            return
        if not found:
            self.stdout.write("There are no jobs.")
        for state in found:
            far = f" {state.done}/{state.total}" if state.total else ""
            self.stdout.write(f"{state.id}  {state.state}{far}  {state.path}  {state.fault}".rstrip())

    def add_retry_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("job_id")

    def retry(self, options: dict[str, Any]) -> None:
        state = queries.job(options["job_id"])
        if state is None or not actions.try_again(job_id=state.id):
            raise CommandError("There is no failed job with this id. See: regiowerk jobs list")
        self.stdout.write("The job waits for a worker again.")

    def add_schedule_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name")
        parser.add_argument("job", help="path of the job, e.g. regiowerk.registers.tasks.fetch")
        parser.add_argument("--period", choices=Schedule.Period.values, required=True)
        parser.add_argument("--at", type=time.fromisoformat, default=time(3), metavar="HH:MM", help="local time")
        parser.add_argument("--arguments", type=json.loads, default={}, metavar="JSON")

    def schedule(self, options: dict[str, Any]) -> None:
        try:
            planned = actions.schedule(
                name=options["name"],
                job_path=options["job"],
                arguments=options["arguments"],
                period=options["period"],
                at=options["at"],
            )
        except (ImportError, TypeError) as error:
            raise CommandError(str(error)) from None
        self._tell(options, planned)

    def add_unschedule_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name")

    def unschedule(self, options: dict[str, Any]) -> None:
        if not actions.unschedule(name=options["name"]):
            raise CommandError(f"Nothing is planned under the name {options['name']}.")
        self.stdout.write("Taken back.")

    def schedules(self, options: dict[str, Any]) -> None:
        planned = queries.schedules()
        if not planned and not options["json"]:
            self.stdout.write("Nothing is planned.")
        for each in planned:
            self._tell(options, each)

    def _tell(self, options: dict[str, Any], planned: Schedule) -> None:
        if options["json"]:
            self.print_json({"name": planned.name, "job": planned.job_path, "next_at": planned.next_at})
        else:
            self.stdout.write(f"{planned}, next {planned.next_at:%Y-%m-%d %H:%M} UTC")
