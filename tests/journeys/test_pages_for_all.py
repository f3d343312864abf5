"""Every page, on large and small screens, light and dark: no finding of axe, nothing runs over the edge."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from regiowerk.accounts.models import Account
from regiowerk.registers.models import Run
from tests.factories.region import LONG_NAME, organisation
from tests.journeys.conftest import PASSWORD

OpenPage = Callable[..., Page]
Violations = Callable[[Page], list[str]]


def public_addresses() -> list[str]:
    return [
        "/de/",
        "/cs/?q=Musterbau&place=Chemnitz&radius=50&region=DED",
        "/de/?q=nichts+davon+gibt+es&region=CZ",
        "/de/?q=Senzorikka&place=Nirgendwo",
        f"/de/verzeichnis/{organisation('Erzgebirge Präzision GmbH').public_id}/",
        f"/cs/adresar/{organisation(LONG_NAME).public_id}/",
        "/en/about-the-data/",
        "/de/konto/anmelden/",
    ]


def sign_in(page: Page) -> None:
    page.goto("/de/konto/anmelden/")
    page.locator("#id_username").fill("operator@example.org")
    page.locator("#id_password").fill(PASSWORD)
    page.locator("form.signin button").click()
    expect(page.locator("h1")).to_have_text("Registerläufe")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_on_public_pages(
    open_page: OpenPage, violations: Violations, width: int, scheme: str
) -> None:
    page = open_page(width=width, color_scheme=scheme, reduced_motion="reduce")
    for address in public_addresses():
        page.goto(address)
        assert violations(page) == [], address


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_on_operators_pages(
    open_page: OpenPage, operator: Account, last_run: Run, violations: Violations, width: int, scheme: str
) -> None:
    page = open_page(width=width, color_scheme=scheme, reduced_motion="reduce")
    sign_in(page)
    for address in ("/de/arbeitsbereich/laeufe/", f"/cs/pracovni-plocha/behy/{last_run.pk}/"):
        page.goto(address)
        assert violations(page) == [], address


def test_axe_finds_nothing_while_suggestions_are_shown(open_page: OpenPage, violations: Violations) -> None:
    page = open_page()
    page.goto("/de/")
    page.locator("#q").press_sequentially("Muster")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    assert violations(page) == []


def test_nothing_runs_over_the_edge_of_the_smallest_screen(
    open_page: OpenPage, operator: Account, last_run: Run
) -> None:
    page = open_page(width=320)
    sign_in(page)
    for address in [*public_addresses(), f"/de/arbeitsbereich/laeufe/{last_run.pk}/"]:
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") == 320, address


def test_every_stop_of_the_tab_key_is_seen(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/de/?q=Musterbau")
    stops = 0
    while stops < 40:
        page.keyboard.press("Tab")
        ring = page.evaluate(
            """() => {
                const element = document.activeElement;
                if (!element || element === document.body) return null;
                const style = getComputedStyle(element);
                const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 3;
                return [element.outerHTML.slice(0, 120), ring];
            }"""
        )
        if ring is None:
            break
        assert ring[1], ring[0]
        stops += 1
    assert stops >= 20
