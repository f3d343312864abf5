"""Against a server on this machine that breaks off, changes its file, or answers badly."""

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from regiowerk.places.download import Download, DownloadError, download

BODY = bytes(range(256)) * 1200  # larger than one read


@dataclass
class Behaviour:
    body: bytes = BODY
    etag: str = '"one"'
    break_after: list[int] = field(default_factory=list)  # bytes sent of each answer before the line goes dead
    status: list[int] = field(default_factory=list)  # answered instead of the file
    ranges: bool = True
    announce_length: bool = True
    requests: list[tuple[str, str]] = field(default_factory=list)  # Range and If-None-Match of each


class Handler(BaseHTTPRequestHandler):
    behaviour: ClassVar[Behaviour]

    def do_GET(self) -> None:
        now = self.behaviour
        wanted, known = self.headers.get("Range") or "", self.headers.get("If-None-Match") or ""
        now.requests.append((wanted, known))
        if now.status and (status := now.status.pop(0)) != 200:
            self.send_error(status)
            return
        if known == now.etag:
            self.send_response(304)
            self.end_headers()
            return
        self._send(wanted if now.ranges and self.headers.get("If-Range") == now.etag else "")

    def _send(self, wanted: str) -> None:
        now = self.behaviour
        match = re.fullmatch(r"bytes=(\d+)-", wanted)
        start = int(match[1]) if match else 0
        self.send_response(206 if match else 200)
        if match:
            self.send_header("Content-Range", f"bytes {start}-{len(now.body) - 1}/{len(now.body)}")
        if now.announce_length:
            self.send_header("Content-Length", str(len(now.body) - start))
        self.send_header("ETag", now.etag)
        self.end_headers()
        end = start + now.break_after.pop(0) if now.break_after else None
        self.wfile.write(now.body[start:end])

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[tuple[str, Behaviour]]:
    behaviour = Behaviour()
    handler = type("ThisHandler", (Handler,), {"behaviour": behaviour})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        thread = threading.Thread(target=running.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}/file.csv", behaviour
        running.shutdown()
        thread.join()


def fetch(url: str, folder: Path, **options: int) -> Path:
    return download(Download(url, folder / "file.csv", first_pause_s=0.001, **options))


def test_the_whole_file_arrives(server: tuple[str, Behaviour], tmp_path: Path) -> None:
    seen: list[tuple[int, int | None]] = []
    target = tmp_path / "new folder" / "file.csv"
    download(Download(server[0], target, progress=lambda done, total: seen.append((done, total))))
    assert target.read_bytes() == BODY
    assert seen[-1] == (len(BODY), len(BODY))
    assert {path.name for path in target.parent.iterdir()} == {"file.csv", "file.csv.version"}


def test_a_broken_download_goes_on_where_it_stopped(server: tuple[str, Behaviour], tmp_path: Path) -> None:
    url, behaviour = server
    behaviour.break_after = [100_000, 50_000]
    assert fetch(url, tmp_path).read_bytes() == BODY
    assert [wanted for wanted, _ in behaviour.requests] == ["", "bytes=100000-", "bytes=150000-"]


def test_the_next_run_goes_on_too(server: tuple[str, Behaviour], tmp_path: Path) -> None:
    url, behaviour = server
    behaviour.break_after, behaviour.status = [100_000], [200, 404]
    with pytest.raises(DownloadError, match="404"):
        fetch(url, tmp_path)
    behaviour.requests.clear()
    assert fetch(url, tmp_path).read_bytes() == BODY
    assert behaviour.requests == [("bytes=100000-", "")]


def test_a_file_that_changed_meanwhile_is_fetched_anew(server: tuple[str, Behaviour], tmp_path: Path) -> None:
    url, behaviour = server
    behaviour.break_after, behaviour.status = [100_000], [200, 404]
    with pytest.raises(DownloadError):
        fetch(url, tmp_path)
    behaviour.body, behaviour.etag = BODY[::-1], '"two"'
    assert fetch(url, tmp_path).read_bytes() == BODY[::-1]


def test_a_server_without_ranges_sends_all_again(server: tuple[str, Behaviour], tmp_path: Path) -> None:
    url, behaviour = server
    behaviour.break_after, behaviour.ranges = [100_000], False
    assert fetch(url, tmp_path).read_bytes() == BODY


def test_an_unchanged_file_is_not_fetched_again(server: tuple[str, Behaviour], tmp_path: Path) -> None:
    url, behaviour = server
    fetch(url, tmp_path)
    assert fetch(url, tmp_path).read_bytes() == BODY
    assert behaviour.requests[-1] == ("", '"one"')


def test_a_busy_server_is_asked_again(server: tuple[str, Behaviour], tmp_path: Path) -> None:
    url, behaviour = server
    behaviour.status = [503, 429, 200]
    assert fetch(url, tmp_path).read_bytes() == BODY
    assert len(behaviour.requests) == 3


def test_a_server_that_stays_busy_is_left_alone(server: tuple[str, Behaviour], tmp_path: Path) -> None:
    url, behaviour = server
    behaviour.status = [503] * 20
    with pytest.raises(DownloadError, match="503"):
        fetch(url, tmp_path)
    assert len(behaviour.requests) == 5


def test_a_part_longer_than_the_file_is_thrown_away(server: tuple[str, Behaviour], tmp_path: Path) -> None:
    url, behaviour = server
    (tmp_path / "file.csv.part").write_bytes(BODY + b"more")
    (tmp_path / "file.csv.part.version").write_text('"one"', encoding="utf-8")
    behaviour.status = [416, 200]
    assert fetch(url, tmp_path).read_bytes() == BODY


@pytest.mark.parametrize("announced", [True, False])
def test_a_file_that_is_too_large_is_refused(announced: bool, server: tuple[str, Behaviour], tmp_path: Path) -> None:
    url, behaviour = server
    behaviour.announce_length = announced
    with pytest.raises(DownloadError, match="larger than 1000 bytes"):
        fetch(url, tmp_path, max_bytes=1000)
    assert not (tmp_path / "file.csv").exists()


def test_without_a_network_one_line_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(DownloadError, match=r"Is 127\.0\.0\.1:9 reachable\?"):
        fetch("http://127.0.0.1:9/file.csv", tmp_path)


def test_only_addresses_on_the_web_are_fetched(tmp_path: Path) -> None:
    with pytest.raises(DownloadError, match="not an address on the web"):
        fetch("file:///etc/hostname", tmp_path)


def test_a_host_that_nobody_knows_is_asked_for_once(tmp_path: Path) -> None:
    with pytest.raises(DownloadError, match="connection to the internet"):
        download(Download("http://nowhere.invalid/file.csv", tmp_path / "file.csv", first_pause_s=3600))
