"""Every page, on large and small screens, light and dark: no finding of axe."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from regiowerk.accounts.models import Account
from regiowerk.feedback.actions import send
from regiowerk.feedback.models import Topic
from regiowerk.web import menu as menus
from tests.journeys.conftest import PASSWORD
from tests.journeys.pages import operators_addresses, public_addresses

OpenPage = Callable[..., Page]
Violations = Callable[[Page], list[str]]


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
    open_page: OpenPage, operator: Account, violations: Violations, width: int, scheme: str
) -> None:
    page = open_page(width=width, color_scheme=scheme, reduced_motion="reduce")
    sign_in(page)
    send(topic=Topic.BARRIER, text="Die Karte hat keinen Namen.", language="de", page="/de/", reply_to="a@example.org")
    for address in operators_addresses():
        page.goto(address)
        assert violations(page) == [], address


def test_axe_finds_nothing_while_suggestions_are_shown(open_page: OpenPage, violations: Violations) -> None:
    page = open_page(reduced_motion="reduce")
    page.goto("/de/verzeichnis/")
    page.locator("#q").press_sequentially("Muster")
    expect(page.get_by_role("option").first).to_be_visible()
    expect(page).to_have_url(re.compile("q=Muster$"))
    expect(page.locator("[aria-busy=true]")).to_have_count(0)  # the list is faded while it is fetched
    page.keyboard.press("ArrowDown")
    assert violations(page) == []


def test_a_message_with_a_mistake_is_helped_with(open_page: OpenPage, violations: Violations) -> None:
    page = open_page()
    page.goto("/de/barriere-melden/")
    page.locator("#id_reply_to").fill("nobody")
    page.get_by_role("button", name="Nachricht senden").click()
    expect(page.get_by_role("alert")).to_contain_text("Bitte schreiben Sie, was Ihnen aufgefallen ist.")
    assert violations(page) == []
    page.get_by_role("alert").get_by_role("link").first.click()
    expect(page.locator("#id_text")).to_be_focused()


def test_every_stop_of_the_tab_key_is_seen(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/de/verzeichnis/?q=Musterbau")
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


def test_the_languages_are_a_row_beside_a_short_menu_or_a_menu(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(menus, "ENTRIES", menus.ENTRIES[:2])
    page = open_page(width=1280)
    page.goto("/fi/")
    expect(page.locator(".lang summary")).to_be_hidden()
    expect(page.locator(".lang a:visible")).to_have_text(["Deutsch", "Čeština", "Polski", "Suomi", "English"])
    page = open_page(width=390, java_script_enabled=False)
    page.goto("/fi/")
    expect(page.locator(".lang a").first).to_be_hidden()
    page.get_by_text("Kieli: Suomi").click()
    page.locator(".lang a[hreflang=pl]").click()
    expect(page.locator("html")).to_have_attribute("lang", "pl")


@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_in_the_menu_of_languages(open_page: OpenPage, violations: Violations, width: int) -> None:
    page = open_page(width=width, reduced_motion="reduce")
    page.goto("/pl/o-danych/")
    if width == 390:
        page.locator(".lang summary").click()
    assert violations(page) == []


def test_the_present_language_is_underlined_in_forced_colours(open_page: OpenPage) -> None:
    page = open_page(forced_colors="active")
    page.goto("/cs/")
    line = page.locator(".lang a[aria-current]").evaluate("link => getComputedStyle(link).textDecorationLine")
    assert line == "underline"
