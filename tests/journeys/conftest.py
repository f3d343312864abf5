"""A browser against the live server: no error of the console, no request to elsewhere goes unseen."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, Request, ViewportSize
from pytest_django.live_server_helper import LiveServer

from regiowerk.accounts.models import Account
from tests.factories.region import import_small_region

CHROMIUM = Path("/usr/bin/chromium")
AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
TIMEOUT_MS = 8_000
PASSWORD = "a long enough password"


def pytest_configure() -> None:
    # Playwright keeps an event loop in the thread of the tests, and Django takes that for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in Path(item.path).parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is not there (apt-get install chromium)")
    return {
        **browser_type_launch_args,
        "executable_path": str(CHROMIUM),
        "args": ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    }


@pytest.fixture
def site(transactional_db: None, live_server: LiveServer, tmp_path: Path) -> str:
    """Address of a server with the small region in it."""
    import_small_region(tmp_path)
    return str(live_server.url)


@pytest.fixture
def operator(site: str) -> Account:
    account = Account(email="operator@example.org", is_operator=True)
    account.set_password(PASSWORD)
    account.save()
    return account


@pytest.fixture
def open_page(browser: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """Opens a window: `open_page(width=390, color_scheme="dark")`. The test fails when anything went wrong in it."""
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def watch(request: Request) -> None:
        if not request.url.startswith((site, "data:")):
            wrong.append(f"request to {request.url}")

    def opened(width: int = 1280, height: int = 900, **options: Any) -> Page:
        viewport = ViewportSize(width=width, height=height)
        context = browser.new_context(viewport=viewport, base_url=site, locale="de", **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(TIMEOUT_MS)
        page.on("console", lambda message: wrong.append(message.text) if _is_wrong(message) else None)
        page.on("pageerror", lambda error: wrong.append(str(error)) if not _is_left_out(error) else None)
        page.on("request", watch)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert wrong == []


# A form that comes back with its mistakes is an answer, not an error; and a driver says that it draws without a GPU.
_NO_FAULTS = ("status of 422", "GL Driver Message")


def _is_wrong(message: ConsoleMessage) -> bool:
    return message.type in ("error", "warning") and not any(known in message.text for known in _NO_FAULTS)


def _is_left_out(error: Error) -> bool:
    # Chromium's word for a fade between pages that it leaves out, as it does where scripts are off.
    return str(error).startswith("Transition was aborted")


@pytest.fixture
def violations() -> Callable[[Page], list[str]]:
    """What axe finds on a page: WCAG 2.2 A and AA and best practice, one line for each element."""
    if not AXE.is_file():
        pytest.skip(f"{AXE} is not there (npm ci)")
    script = AXE.read_text(encoding="utf-8")

    def found(page: Page) -> list[str]:
        page.evaluate(script)
        result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        return [
            f"{violation['id']}: {node['html'][:160]} {node['failureSummary'][:300]}"
            for violation in result["violations"]
            for node in violation["nodes"]
        ]

    return found
