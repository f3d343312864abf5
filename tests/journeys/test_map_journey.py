"""The map beside the list: opened, moved, searched in, left again; by mouse, by keyboard, on a small screen."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.test_search_journey import press_until_focused

OpenPage = Callable[..., Page]
Violations = Callable[[Page], list[str]]
SHOWN_MS = 40_000  # drawn by the processor, on a machine that does other things as well


def open_map(page: Page, address: str) -> None:
    page.goto(address)
    if not page.locator("[data-open-map]").is_visible():
        page.locator("#map > summary").click()
    page.locator("[data-open-map]").click()
    expect(page.locator(".mapbox[data-open]")).to_have_count(1, timeout=SHOWN_MS)


def pins(page: Page) -> list[str]:
    return page.locator(".mapcanvas .pin").all_text_contents()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_on_the_opened_map(
    open_page: OpenPage, violations: Violations, width: int, scheme: str
) -> None:
    page = open_page(width=width, color_scheme=scheme, reduced_motion="reduce")
    open_map(page, "/cs/adresar/?q=Musterbau&place=Chemnitz&radius=50")
    expect(page.locator(".maplibregl-canvas")).to_be_focused()
    page.locator("[data-map=out]").click()
    expect(page.locator("[data-map=here]")).to_be_visible()
    assert violations(page) == []


def test_search_in_the_section_and_go_back(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce")
    open_map(page, "/de/verzeichnis/?sort=name")
    assert sorted(pins(page), key=int) == [str(number) for number in range(1, 21)]
    expect(page.locator("[data-map=here]")).to_be_hidden()
    page.locator("[data-map=in]").click()
    expect(page.locator("#live")).to_have_text(re.compile(r"Treffer in diesem Kartenausschnitt: \d+"))
    page.locator("[data-map=here]").click()
    expect(page).to_have_url(re.compile(r"area="))
    expect(page.locator("a.chip").filter(has_text="Kartenausschnitt")).to_be_visible()
    expect(page.locator(".mapbox[data-open] .maplibregl-canvas")).to_be_visible()
    expect(page.locator("[data-map=here]")).to_be_hidden()
    page.go_back()
    expect(page).not_to_have_url(re.compile(r"area="))
    expect(page.locator("a.chip").filter(has_text="Kartenausschnitt")).to_have_count(0)
    expect(page.locator(".mapbox[data-open] .maplibregl-canvas")).to_be_visible()
    assert len(pins(page)) == 20


def test_the_map_follows_the_list(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce")
    open_map(page, "/de/verzeichnis/?q=Musterbau")
    page.get_by_role("link", name="Weiter").click()
    expect(page.locator(".mapcanvas .pin").filter(has_text=re.compile("^21$"))).to_be_visible()
    page.locator("#q").fill("Senzorika")
    expect(page.locator(".mapcanvas .pin")).to_have_text(["1"])


def test_another_place_leaves_the_section(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/de/verzeichnis/?area=12,50,15,52&sort=name")
    page.locator("#place").fill("Chemnitz")
    page.locator("#place").press("Enter")
    expect(page).to_have_url(re.compile(r"place=Chemnitz"))
    expect(page).not_to_have_url(re.compile(r"area="))


def test_rows_and_pins_keep_step(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce")
    page.goto("/de/verzeichnis/?q=Senzorika")
    page.locator(".hit").hover()
    expect(page.locator("svg [data-result].lit")).to_have_count(1)  # on the drawn map
    open_map(page, "/de/verzeichnis/?q=Senzorika")
    pin = page.locator(".mapcanvas .pin")
    expect(pin).to_have_accessible_name("1: Severočeská Senzorika s.r.o.")
    page.locator(".hit h3 a").focus()
    expect(pin).to_have_class(re.compile("lit"))
    page.locator("#q").focus()
    expect(pin).not_to_have_class(re.compile("lit"))
    pin.hover()
    expect(page.locator(".hit")).to_have_class(re.compile("lit"))
    pin.click()
    expect(page.locator(".hit h3 a")).to_be_focused()


def test_the_map_by_keyboard_alone(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce")
    page.goto("/de/verzeichnis/?sort=name")
    press_until_focused(page, "[data-open-map]", most=120)
    page.keyboard.press("Enter")
    canvas = page.get_by_role("region", name=re.compile("Bewegliche Karte"))
    expect(canvas).to_be_focused(timeout=SHOWN_MS)
    page.keyboard.press("+")
    expect(page.locator("#live")).to_have_text(re.compile("Kartenausschnitt"))
    page.keyboard.press("ArrowLeft")
    for action in ("here", "in", "out", "all"):
        page.keyboard.press("Tab")
        expect(page.locator(f"[data-map={action}]")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"area="))
    expect(canvas).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#results-title")).to_be_focused()


def test_list_and_map_on_a_small_screen(open_page: OpenPage) -> None:
    page = open_page(width=390)
    page.goto("/de/verzeichnis/?q=Musterbau")
    expect(page.locator(".mapbox")).to_be_hidden()
    page.get_by_text("Karte zeigen").click()
    expect(page.get_by_role("img", name=re.compile("Karte mit den Treffern"))).to_be_visible()
    page.get_by_role("link", name="Liste zeigen").click()
    expect(page.locator("#results-title")).to_be_in_viewport()
    page.get_by_text("Karte ausblenden").click()
    expect(page.locator(".mapbox")).to_be_hidden()


def test_without_scripts_the_drawn_map_stays_and_shows_the_section(open_page: OpenPage) -> None:
    page = open_page(java_script_enabled=False)
    page.goto("/de/verzeichnis/?area=12,50,15,52&sort=name")
    expect(page.locator(".mapbox > svg")).to_be_visible()
    expect(page.locator(".mapbox rect.section")).to_have_count(1)
    expect(page.locator("[data-open-map]")).to_be_hidden()
    page.locator("a.chip").filter(has_text="Kartenausschnitt").click()
    expect(page).not_to_have_url(re.compile(r"area="))


def test_without_webgl_the_drawn_map_stays(open_page: OpenPage) -> None:
    page = open_page()
    page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    page.goto("/de/verzeichnis/?q=Musterbau")
    expect(page.locator(".mapbox > svg")).to_be_visible()
    expect(page.locator("[data-open-map]")).to_be_hidden()
