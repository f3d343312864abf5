"""The head of the page stays one row, however long the menu and however narrow the screen."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import Settings
from playwright.sync_api import Page, expect

from regiowerk.accounts.models import Account
from regiowerk.web import menu as menus
from regiowerk.web.menu import MenuEntry
from tests.journeys.test_pages_for_all import sign_in

OpenPage = Callable[..., Page]
Violations = Callable[[Page], list[str]]
LABELS = (
    "Verzeichnis",
    "Kooperationen",
    "Veranstaltungen",
    "Weiterbildung",
    "Netzwerke",
    "Förderprogramme",
    "Begleitung",
    "Branchen",
    "Orte",
    "Über die Daten",
)
ONE_ROW = 80  # pixels


@pytest.fixture
def long_menu(monkeypatch: pytest.MonkeyPatch) -> None:
    entries = tuple(MenuEntry("directory:data", label, number) for number, label in enumerate(LABELS))
    monkeypatch.setattr(menus, "ENTRIES", entries)


def height(page: Page) -> int:
    return int(page.evaluate("document.querySelector('.top').offsetHeight"))


@pytest.mark.parametrize("width", [1400, 1280, 1024, 800, 390, 320])
def test_ten_entries_stand_in_one_row_or_behind_a_button(
    open_page: OpenPage, violations: Violations, long_menu: None, operator: Account, width: int
) -> None:
    page = open_page(width=width, reduced_motion="reduce")
    sign_in(page)
    for address in ("/de/", "/fi/"):
        page.goto(address)
        assert height(page) <= ONE_ROW, address
        assert page.evaluate("document.documentElement.scrollWidth") == width
    page.goto("/de/")
    page.locator(".nav summary").click()
    expect(page.locator(".nav a:visible")).to_have_count(len(LABELS))
    assert {label.strip() for label in page.locator(".nav a:visible").all_inner_texts()} == set(LABELS)
    assert violations(page) == []


def test_the_menu_of_a_phone_works_without_scripts(open_page: OpenPage) -> None:
    page = open_page(width=390, java_script_enabled=False)
    page.goto("/de/")
    expect(page.locator(".nav a").first).to_be_hidden()
    page.get_by_text("Menü").click()
    page.locator(".nav").get_by_role("link", name="Über die Daten").click()
    expect(page.locator("h1")).to_have_text("Über die Daten")


def test_menus_close_with_escape_and_the_focus_stays(open_page: OpenPage) -> None:
    page = open_page(width=390)
    page.goto("/de/")
    page.locator(".nav summary").click()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(page.locator(".nav details")).not_to_have_attribute("open", "")
    expect(page.locator(".nav summary")).to_be_focused()
    page.locator(".lang summary").click()
    page.mouse.click(20, 600)
    expect(page.locator(".lang a").first).to_be_hidden()


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_a_logo_is_seen_at_every_width(
    open_page: OpenPage, violations: Violations, settings: Settings, tmp_path: Path, width: int
) -> None:
    file = tmp_path / "logo.svg"
    file.write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 40"><path d="M0 0h160v40z"/></svg>')
    settings.LOGO = file
    page = open_page(width=width, reduced_motion="reduce")
    page.goto("/de/impressum/")
    size = page.get_by_role("img", name="Muster-Wirtschaftsförderung").bounding_box()
    assert size
    assert size["height"] == 40
    assert size["width"] >= 80
    assert height(page) <= ONE_ROW
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert violations(page) == []
