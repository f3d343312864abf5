"""A page on paper, or saved as PDF: what it says, with sources and dates; no ways to other pages."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.factories.region import LONG_NAME, organisation

OpenPage = Callable[..., Page]
PAGE = re.compile(rb"/Type\s*/Page\b")


def printed(page: Page, address: str) -> int:
    """Opens the page as it is printed and counts its sheets."""
    page.goto(address)
    page.emulate_media(media="print")
    return len(PAGE.findall(page.pdf(format="A4")))


def test_an_organisation_takes_two_sheets_at_most(open_page: OpenPage) -> None:
    page = open_page(color_scheme="dark")
    for name in ("Severočeská Senzorika s.r.o.", LONG_NAME):
        assert 1 <= printed(page, f"/de/verzeichnis/{organisation(name).public_id}/") <= 2
        expect(page.locator("h1")).to_have_text(name)


def test_ways_to_other_pages_are_left_out(open_page: OpenPage) -> None:
    page = open_page()
    printed(page, f"/de/verzeichnis/{organisation('Severočeská Senzorika s.r.o.').public_id}/")
    expect(page.locator("nav:visible, form:visible, button:visible, .btn:visible, .foot li:visible")).to_have_count(0)
    expect(page.locator(".brand")).to_be_visible()


def test_sources_dates_and_address_are_kept(open_page: OpenPage) -> None:
    page = open_page()
    printed(page, f"/de/verzeichnis/{organisation('Severočeská Senzorika s.r.o.').public_id}/")
    expect(page.locator("main")).to_contain_text("RES, tschechisches Register der Wirtschaftssubjekte")
    expect(page.locator("main")).to_contain_text("abgerufen am")
    expect(page.locator(".only-print")).to_contain_text("/de/verzeichnis/severoceska-senzorika")
    source = page.locator("main a[rel~=external]").first
    assert "http" in source.evaluate("link => getComputedStyle(link, '::after').content")


def test_paper_is_white_whatever_the_scheme(open_page: OpenPage) -> None:
    page = open_page(color_scheme="dark")
    printed(page, "/de/impressum/")
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light"


def test_results_are_printed_as_a_list_with_the_map(open_page: OpenPage) -> None:
    page = open_page()
    assert printed(page, "/de/verzeichnis/?q=Musterbau&place=Chemnitz&radius=25") <= 2
    expect(page.locator(".hit")).to_have_count(20)
    expect(page.locator(".mapbox > svg")).to_be_visible()
    expect(page.locator(".only-print")).to_contain_text("q=Musterbau&place=Chemnitz")
    expect(page.locator(".facets, .searchbar, .pager, #sort").locator("visible=true")).to_have_count(0)


@pytest.mark.parametrize("address", ["/de/ueber-die-daten/", "/cs/ochrana-osobnich-udaju/"])
def test_nothing_is_cut_off_at_the_edge(open_page: OpenPage, address: str) -> None:
    page = open_page(width=680)  # pixels: what is left of a sheet of A4
    printed(page, address)
    assert page.evaluate("document.documentElement.scrollWidth") <= 680
