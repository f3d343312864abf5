"""`regiowerk search …`: build and watch the index, ask it."""

import gzip
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

import msgspec
from django.core.management.base import CommandError, CommandParser
from tqdm import tqdm

from regiowerk.common.commands import VerbCommand
from regiowerk.search import actions, queries, sources
from regiowerk.search.analysis import LANGUAGES, wordlists
from regiowerk.search.following import follow
from regiowerk.search.interface import IndexBusyError, IndexCountError, Progress, Query

PATIENCE = 30.0  # seconds to wait for a follower that is just taking changes over


class AskedQuery(msgspec.Struct, frozen=True):
    """A line of a query file."""

    text: str
    id: str = ""
    lang: str = "en"


class Command(VerbCommand):
    help = "Build the search index, keep it up to date, ask it."
    verbs: ClassVar[dict[str, tuple[str, str]]] = {
        "build": ("build a new version of the index, check it, switch to it", "build"),
        "status": ("show the present version, its size and what waits to be taken over", "status"),
        "update": ("take over the changes that wait", "update"),
        "follow": ("take over changes as they come, until stopped", "follow"),
        "wordlists": ("make the word lists of the five languages where they are missing", "wordlists"),
        "query": ("ask the index; one text or a file of queries", "query"),
    }

    def add_query_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("text", nargs="?", metavar="TEXT", help="what to look for")
        parser.add_argument("--file", type=Path, metavar="QUERIES.jsonl", help='lines of {"id", "lang", "text"}')
        parser.add_argument("--lang", choices=list(LANGUAGES), default="en", help="the reader's language")
        parser.add_argument("--limit", type=int, default=10, help="hits per query (default 10)")

    def handle(self, *args: Any, **options: Any) -> None:
        self.needs_database = options["verb"] != "wordlists"
        super().handle(*args, **options)

    def build(self, options: dict[str, Any]) -> None:
        try:
            with self.progress(sources.organisations().count(), "documents") as progress:
                status = actions.build(progress=progress, patience=PATIENCE)
        except (IndexBusyError, IndexCountError) as error:
            raise CommandError(str(error)) from None
        self._print_status(options, status.documents)

    def status(self, options: dict[str, Any]) -> None:
        self._print_status(options, queries.status().documents)

    def _print_status(self, options: dict[str, Any], documents: int) -> None:
        status, pending = queries.status(), queries.pending_changes()
        if options["json"]:
            self.print_json({**msgspec.to_builtins(status), "pending": pending})
        elif status.version == 0:
            self.stdout.write(f"There is no index yet; {pending} changes wait. Run: regiowerk search build")
        else:
            size = status.size_bytes / 1_000_000
            self.stdout.write(f"Version {status.version} of {status.built_at}: {documents} documents, {size:.1f} MB")
            self.stdout.write(f"{pending} changes wait.")

    def update(self, options: dict[str, Any]) -> None:
        try:
            with self.progress(queries.pending_changes(), "changes") as progress:
                applied = actions.apply_pending(progress=progress)
        except IndexCountError as error:
            raise CommandError(str(error)) from None
        if options["json"]:
            self.print_json(applied._asdict())
        elif applied.busy:
            self.stdout.write("Another process is writing the index and takes the changes over.")
        else:
            self.stdout.write(
                f"{applied.documents} documents " + ("in a new index." if applied.rebuilt else "taken over.")
            )

    def follow(self, options: dict[str, Any]) -> None:
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        follow(stop)

    def wordlists(self, options: dict[str, Any]) -> None:
        made = wordlists.missing()
        with self.progress(None, "words") as progress:
            for code in made:
                wordlists.make(code, progress)
        if options["json"]:
            self.print_json({"made": made})
        else:
            self.stdout.write(f"Made: {', '.join(made)}" if made else "All word lists are there.")

    def query(self, options: dict[str, Any]) -> None:
        if (options["text"] is None) == (options["file"] is None):
            raise CommandError("Give either a TEXT or --file QUERIES.jsonl.", returncode=2)
        asked = (
            [AskedQuery(options["text"], lang=options["lang"])] if options["file"] is None else _read(options["file"])
        )
        for query in asked:
            answer = _ask(query, options["limit"])
            if options["json"]:
                self.print_json(answer)
                continue
            self.stdout.write(f"{answer['total']} hits for {query.text!r} in {answer['took_ms']} ms")
            for hit in answer["hits"]:
                self.stdout.write(f"  {hit['id']}  {hit['name']}  ({', '.join(hit['reasons'])})")

    @contextmanager
    def progress(self, total: int | None, unit: str) -> Iterator[Progress]:
        """A bar on a terminal, nothing in a pipe."""
        with tqdm(total=total, unit=f" {unit}", disable=not self.on_terminal) as bar:
            yield bar.update


def _ask(query: AskedQuery, limit: int) -> dict[str, Any]:
    results = queries.search(Query(text=query.text, language=query.lang, limit=limit, facets=()))
    names = {document.id: document.name for document in sources.organisations().some([hit.id for hit in results.hits])}
    hits = [
        {
            "id": hit.id,
            "external_id": None,
            "name": names.get(hit.id),
            "score": round(hit.score, 4),
            "reasons": hit.reasons,
        }
        for hit in results.hits
    ]
    return {
        "id": query.id,
        "text": query.text,
        "lang": query.lang,
        "total": results.total,
        "took_ms": round(results.took_ms, 2),
        "hits": hits,
    }


def _read(file: Path) -> list[AskedQuery]:
    try:
        with gzip.open(file, "rb") if file.suffix == ".gz" else file.open("rb") as lines:
            rows = [line for line in lines if line.strip()]
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror or error}") from None
    queries_asked = []
    for number, row in enumerate(rows, start=1):
        try:
            queries_asked.append(msgspec.json.decode(row, type=AskedQuery))
        except msgspec.DecodeError as error:
            raise CommandError(f"{file}, query {number}: {error}") from None
    return queries_asked
