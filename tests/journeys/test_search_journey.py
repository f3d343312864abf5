"""A person finds a firm on the other side of the border: by keyboard, without scripts, on a small screen."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.conditions.hand import Keyboard, Pointer

OpenPage = Callable[..., Page]
FIRM = "Severočeská Senzorika s.r.o."


def press_until_focused(page: Page, selector: str, key: str = "Tab", most: int = 60) -> None:
    for _ in range(most):
        if page.evaluate("selector => document.activeElement?.matches(selector)", selector):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{selector} is not reached by {key}")


def test_search_filter_open_and_switch_language_by_keyboard_alone(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/de/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    press_until_focused(page, "#q")
    page.keyboard.type("Senzorika")
    page.keyboard.press("Enter")
    expect(page.locator("#results-title")).to_have_text(re.compile("1 Treffer"))
    press_until_focused(page, "#region-CZ")
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile(r"region=CZ"))
    expect(page.locator("#region-CZ")).to_be_focused()
    expect(page.locator("#live")).to_have_text(re.compile("1 Treffer, Seite 1 von 1"))
    press_until_focused(page, ".hit h3 a")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(FIRM)
    Keyboard(page).follow(".lang a[hreflang=cs]")
    expect(page.locator("html")).to_have_attribute("lang", "cs")
    expect(page.locator("h1")).to_have_text(FIRM)


def test_suggestions_are_a_combobox(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/de/")
    field = page.get_by_role("combobox", name="Was suchen Sie?")
    field.focus()
    page.keyboard.type("Sever")
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    option = page.get_by_role("listbox", name="Vorschläge").get_by_role("option", selected=True)
    expect(option).to_contain_text(FIRM)
    expect(field).to_have_attribute("aria-activedescendant", str(option.get_attribute("id")))
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(FIRM)


def test_typing_changes_the_list_but_makes_no_history(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/de/ueber-die-daten/")
    page.goto("/de/verzeichnis/")
    page.locator("#q").press_sequentially("Senzorika", delay=20)
    expect(page.locator("#results-title")).to_have_text(re.compile("1 Treffer"))
    expect(page).to_have_url(re.compile(r"/de/verzeichnis/\?q=Senzorika$"))
    page.go_back()
    expect(page).to_have_url(re.compile("ueber-die-daten"))


def test_facets_make_history_and_back_restores_list_and_form(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/de/verzeichnis/?q=Musterbau")
    page.locator("#region-DE").check()
    expect(page.locator("a.chip").filter(has_text="Deutschland")).to_be_visible()
    page.go_back()
    expect(page.locator("a.chip").filter(has_text="Deutschland")).to_have_count(0)
    expect(page.locator("#region-DE")).not_to_be_checked()
    expect(page.get_by_role("combobox", name="Was suchen Sie?")).to_have_value("Musterbau")


def test_a_chip_takes_its_filter_away(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/de/verzeichnis/?q=Musterbau&region=DE")
    page.locator("a.chip").filter(has_text="Deutschland").click()
    expect(page.locator("#region-DE")).not_to_be_checked()
    expect(page.locator("#results-title")).to_be_focused()


def test_paging_takes_the_focus_to_the_list(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/de/verzeichnis/?q=Musterbau")
    page.get_by_role("navigation", name="Seiten der Trefferliste").get_by_role("link", name="Weiter").click()
    expect(page.locator("#results-title")).to_be_focused()
    expect(page).to_have_url(re.compile(r"page=2"))
    expect(page.locator(".pin").first).to_have_text("21")


def test_the_language_switch_follows_the_question(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/de/verzeichnis/?q=Musterbau")
    page.locator("#region-DE").check()
    expect(page.locator(".lang a[hreflang=cs]")).to_have_attribute("href", re.compile(r"region=DE"))
    Pointer(page).follow(".lang a[hreflang=cs]")
    expect(page.locator("#region-DE")).to_be_checked()
    expect(page.locator("#q")).to_have_value("Musterbau")


def test_without_scripts(open_page: OpenPage) -> None:
    page = open_page(java_script_enabled=False)
    page.goto("/de/")
    page.locator("#q").fill("Musterbau")
    page.get_by_role("button", name="Suchen").click()
    page.locator("#region-DE").check()
    page.get_by_role("button", name="Filter anwenden").click()
    expect(page).to_have_url(re.compile(r"q=Musterbau.*region=DE"))
    expect(page.locator("#region-DE")).to_be_checked()
    page.get_by_role("link", name="Weiter").click()
    expect(page.locator(".pin").first).to_have_text("21")
    page.locator(".hit h3 a").first.click()
    expect(page.locator("h1")).to_contain_text("Musterbau")


def test_the_filters_stay_open_on_a_small_screen(open_page: OpenPage) -> None:
    page = open_page(width=390)
    page.goto("/de/verzeichnis/?q=Musterbau")
    page.locator("#facets > summary").click()
    page.locator("#region-DE").check()
    expect(page.locator("a.chip").filter(has_text="Deutschland")).to_be_visible()
    expect(page.locator("#region-DE")).to_be_visible()
