"""A register's server on this machine that says what a test wants, faults included."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from regiowerk.registers.fetching.pace import Timing

NOON = datetime(2026, 9, 23, 12, tzinfo=UTC)  # a Wednesday


@dataclass(frozen=True)
class Reply:
    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    cut_after: int | None = None  # bytes after which the connection breaks
    announced: bool = True  # how long it is


@dataclass(frozen=True)
class Asked:
    method: str
    path: str
    headers: dict[str, str]  # names in small letters
    body: bytes


Answerer = Callable[[Asked], Reply]


def data(body: bytes | str, kind: str = "application/json", **headers: str) -> Reply:
    return Reply(body=body.encode() if isinstance(body, str) else body, headers={"Content-Type": kind, **headers})


class Server:
    """`say(path, reply, …)`: the replies one after the other, the last one for ever. HEAD tells of the last."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self._replies: dict[str, list[Reply | Answerer]] = {}
        self.base = ""

    def say(self, path: str, *replies: Reply | Answerer) -> None:
        self._replies[path] = list(replies)

    def answer(self, asked: Asked) -> Reply:
        self.asked.append(asked)
        waiting = self._replies.get(asked.path)
        if not waiting:
            return Reply(404, b"{}", {"Content-Type": "application/json"})
        found = waiting.pop(0) if len(waiting) > 1 and asked.method != "HEAD" else waiting[-1]
        return found if isinstance(found, Reply) else found(asked)

    def paths(self, method: str = "GET") -> list[str]:
        return [asked.path for asked in self.asked if asked.method == method]


def file_of(body: bytes, etag: str, kind: str = "text/csv", cut_after: int | None = None) -> Answerer:
    """A file as a good server gives it: by ranges, as long as it is of the same version."""

    def reply(asked: Asked) -> Reply:
        headers = {"Content-Type": kind, "ETag": etag}
        place = asked.headers.get("range", "")
        if place and asked.headers.get("if-range") == etag:
            start = int(place.removeprefix("bytes=").rstrip("-"))
            headers["Content-Range"] = f"bytes {start}-{len(body) - 1}/{len(body)}"
            return Reply(206, body[start:], headers, cut_after)
        return Reply(200, body, headers, cut_after)

    return reply


def _handler(server: Server) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            sent = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            reply = server.answer(Asked(self.command, self.path, headers, sent))
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if reply.announced:
                self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(reply.body[: reply.cut_after])
            if reply.cut_after is not None or not reply.announced:
                self.close_connection = True

        do_POST = do_HEAD = do_GET  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    return Handler


@contextmanager
def running() -> Iterator[Server]:
    server = Server()
    http = ThreadingHTTPServer(("127.0.0.1", 0), _handler(server))
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    server.base = f"http://127.0.0.1:{http.server_port}"
    try:
        yield server
    finally:
        http.shutdown()
        thread.join()
        http.server_close()


class FakeTime:
    """A clock that moves only when somebody sleeps; after faults 1.5 seconds, 3, 6 …"""

    def __init__(self) -> None:
        self.slept: list[float] = []
        self.timing = Timing(
            clock=lambda: sum(self.slept), now=lambda: NOON, sleep=self.slept.append, chance=lambda: 0.5
        )
