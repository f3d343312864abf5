"""The site closed for a while: a file in the data directory says so to all server processes."""

from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve

Handler = Callable[[HttpRequest], HttpResponse]
USUAL_MINUTES = 15
OPEN = ("account:sign-in", "theme")


def close_site(minutes: int = USUAL_MINUTES) -> None:
    """Answer every page with 503 from now on; `minutes` is what visitors and crawlers are told to wait."""
    _file().write_text(str(max(1, minutes)), encoding="ascii")


def open_site() -> None:
    _file().unlink(missing_ok=True)


def minutes_closed() -> int | None:
    """The minutes to wait, None while the site is open."""
    try:
        return int(_file().read_text(encoding="ascii"))
    except FileNotFoundError:
        return None
    except ValueError:  # made by hand
        return USUAL_MINUTES


class MaintenanceGate:
    """Lets only the sign-in and the look through while the site is closed. Static files are served before."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        minutes = minutes_closed()
        if minutes is None or _stays_open(request.path_info):
            return self.get_response(request)
        return HttpResponse(
            render_to_string("503.html"),
            status=503,
            headers={"Retry-After": str(minutes * 60), "Cache-Control": "no-store"},
        )


def _file() -> Path:
    return Path(settings.DATA_DIR) / "maintenance"


def _stays_open(path: str) -> bool:
    try:
        return resolve(path).view_name in OPEN
    except Resolver404:
        return False
