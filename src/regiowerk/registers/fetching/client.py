"""HTTP as the registers want it: paced, patient, bounded, and never off to another site. Free of Django."""

import re
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple, TypeVar
from urllib.parse import SplitResult, urljoin, urlsplit
from urllib.request import getproxies

import urllib3
from urllib3.exceptions import HTTPError, SSLError
from urllib3.response import BaseHTTPResponse

from regiowerk.registers.fetching.errors import FetchError, PassingError
from regiowerk.registers.fetching.pace import Pace, Patience, Timing, asked_wait

MOST_ANSWER = 50_000_000  # bytes of an answer that is held in memory
BLOCK = 1 << 16
_TIMEOUT = urllib3.Timeout(connect=15, read=90)  # seconds; ARES and LINDAS think for a while before they answer
_MOST_REDIRECTS = 5
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
_DATA_TYPES = (
    "application/json", "application/x-ndjson", "application/geo+json", "application/vnd.api+json", "application/zip",
    "application/x-zip", "application/gzip", "application/x-gzip", "application/x-bzip2", "application/bzip2",
    "application/octet-stream", "binary/octet-stream", "application/csv", "application/xml", "application/soap+xml",
    "application/xop+xml", "multipart/related", "text/csv", "text/plain", "text/xml", "text/tab-separated-values",
    "text/json",
)  # fmt: skip
_PAGE = (b"<!doctype html", b"<html")

T = TypeVar("T")


class Request(NamedTuple):
    url: str
    headers: Mapping[str, str] = {}
    body: bytes | None = None  # with one it is a POST
    head: bool = False

    @property
    def method(self) -> str:
        return "HEAD" if self.head else "POST" if self.body is not None else "GET"


class Remote(NamedTuple):
    """What a server says of a file: enough to know whether it changed."""

    etag: str = ""
    last_modified: str = ""
    size: int | None = None  # bytes
    type: str = ""

    @property
    def version(self) -> str:
        """'' when the server does not say."""
        return self.etag or self.last_modified


class Answer(NamedTuple):
    status: int
    remote: Remote
    data: bytes


class Client:
    """Raises FetchError for everything that goes wrong.

    `hosts` are those that addresses may lead to besides their own site.
    """

    def __init__(
        self, *, agent: str, per_minute: float, hosts: frozenset[str] = frozenset(), timing: Timing | None = None
    ) -> None:
        self.timing = timing or Timing()
        self._agent, self._hosts = agent, hosts
        self._pace = Pace(per_minute, self.timing)
        self._pool = _pool()

    def get(self, request: Request, *, missing: bool = False, most: int = MOST_ANSWER) -> Answer:
        """A whole answer of at most `most` bytes; with `missing`, 404 is an answer as well."""

        def read(response: BaseHTTPResponse, patience: Patience) -> Answer:
            data = bytearray()
            for block in blocks(response, request.url):
                data += block
                if len(data) > most:
                    raise FetchError("too_big", url=request.url, most=most)
            return Answer(response.status, remote(response), bytes(data))

        return self.attempt(lambda: request, read, also=frozenset({404}) if missing else frozenset())

    def peek(self, request: Request, size: int) -> Answer:
        """The answer's first `size` bytes; the rest is not fetched."""

        def read(response: BaseHTTPResponse, patience: Patience) -> Answer:
            data = bytearray()
            for block in blocks(response, request.url):
                data += block
                if len(data) >= size:
                    break
            return Answer(response.status, remote(response), bytes(data[:size]))

        return self.attempt(lambda: request, read, also=frozenset())

    def look(self, url: str) -> Remote:
        """What the server says of a file, without the file; nothing where it does not answer such questions."""

        def read(response: BaseHTTPResponse, patience: Patience) -> Remote:
            return remote(response) if response.status == 200 else Remote()

        return self.attempt(lambda: Request(url, head=True), read, also=frozenset({403, 404, 405, 501}))

    def attempt(
        self,
        request: Callable[[], Request],
        read: Callable[[BaseHTTPResponse, Patience], T],
        also: frozenset[int],
    ) -> T:
        """Send and read until it succeeds or patience ends. `also` are statuses to be read besides 200."""
        patience = Patience(self.timing)
        while True:
            try:
                response = self._send(request(), also)
                try:
                    return read(response, patience)
                finally:
                    response.close()
            except PassingError as error:
                patience.wait(error)

    def same_site(self, url: str, other: str) -> bool:
        """Whether an address may lead to the other one: the same scheme, and the same host or one below it."""
        start, end = urlsplit(url), urlsplit(other)
        if start.scheme != end.scheme or (start.port != end.port):
            return False
        below = (end.hostname or "").endswith(f".{(start.hostname or '').removeprefix('www.')}")
        return end.hostname == start.hostname or below or end.hostname in self._hosts

    def _send(self, request: Request, also: frozenset[int]) -> BaseHTTPResponse:
        headers = {"User-Agent": self._agent, "Accept-Encoding": "identity", **request.headers}
        url = request.url
        for _ in range(_MOST_REDIRECTS):
            host = urlsplit(url)
            self._pace.wait(host.netloc)
            with network(url):
                response = self._pool.request(
                    request.method, url, body=request.body, headers=headers, preload_content=False, redirect=False
                )
            target = response.get_redirect_location()
            if not target:
                return self._checked(response, url, also)
            response.close()
            url = self._redirected(request, url, urljoin(url, target))
            if urlsplit(url).netloc != host.netloc:
                headers.pop("Authorization", None)
        raise FetchError("other_site", url=request.url, target=url)

    def _redirected(self, request: Request, url: str, target: str) -> str:
        if request.body is not None or not self.same_site(url, target):
            raise FetchError("other_site", url=url, target=_without_query(urlsplit(target)))
        return target

    def _checked(self, response: BaseHTTPResponse, url: str, also: frozenset[int]) -> BaseHTTPResponse:
        status, host = response.status, urlsplit(url).netloc
        if status in also:
            return response
        if status != 200:
            response.close()
        if status in _PASSING:
            asked = asked_wait(response.headers.get("Retry-After"), self.timing.now())
            raise PassingError("busy", asked, host=host, status=status)
        if status in (401, 403):
            raise FetchError("key_refused", host=host, status=status)
        if status != 200:
            raise FetchError("answered", url=url, status=status)
        check_type(response, url)
        return response


def check_type(response: BaseHTTPResponse, url: str) -> None:
    """Raises FetchError for what is no data."""
    kind = remote(response).type
    if kind in ("text/html", "application/xhtml+xml"):
        raise FetchError("web_page", url=url)
    if kind and kind not in _DATA_TYPES and not kind.endswith(("+json", "+xml")):
        raise FetchError("other_type", url=url, type=kind)


def blocks(response: BaseHTTPResponse, url: str) -> Iterator[bytes]:
    """The body in pieces. Raises PassingError when the connection breaks, FetchError for a web page."""
    with network(url):
        for number, block in enumerate(response.stream(BLOCK, decode_content=False)):
            if number == 0 and response.status == 200 and block[:200].lstrip().lower().startswith(_PAGE):
                raise FetchError("web_page", url=url)
            yield block


def remote(response: BaseHTTPResponse) -> Remote:
    headers = response.headers
    size = headers.get("Content-Length", "")
    return Remote(
        etag=headers.get("ETag", ""),
        last_modified=headers.get("Last-Modified", ""),
        size=int(size) if size.isdigit() else None,
        type=headers.get("Content-Type", "").partition(";")[0].strip().lower(),
    )


@contextmanager
def network(url: str) -> Iterator[None]:
    """Turns faults of the connection into FetchError."""
    host = urlsplit(url).netloc
    try:
        yield
    except SSLError as error:
        raise FetchError("certificate", host=host, error=str(error)) from error
    except (HTTPError, OSError) as error:
        raise PassingError("unreachable", host=host, error=_reason(error)) from error


def _pool() -> urllib3.PoolManager:
    """Through the proxy that the environment names for HTTPS, if any; certificates are always verified."""
    context = ssl.create_default_context()
    proxy = getproxies().get("https")
    if proxy:
        return urllib3.ProxyManager(proxy, retries=False, timeout=_TIMEOUT, ssl_context=context)
    return urllib3.PoolManager(retries=False, timeout=_TIMEOUT, ssl_context=context)


def _reason(error: Exception) -> str:
    """Without the connection that urllib3 names before it."""
    return re.sub(r"^HTTPS?Connection(?:Pool)?\([^)]*\): ", "", str(error))


def _without_query(address: SplitResult) -> str:
    return f"{address.scheme}://{address.netloc}{address.path}"
