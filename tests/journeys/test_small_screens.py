"""What is folded or stacked on a phone."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from regiowerk.accounts.models import Account
from tests.journeys.test_pages_for_all import sign_in

OpenPage = Callable[..., Page]
Violations = Callable[[Page], list[str]]


def test_applying_the_filters_leads_to_the_list(open_page: OpenPage) -> None:
    page = open_page(width=390)
    page.goto("/de/verzeichnis/?q=Musterbau&region=DE")
    expect(page.locator("#facets > summary")).to_contain_text("Filter (1)")
    page.locator("#facets > summary").click()
    apply = page.get_by_role("button", name="Filter anwenden")
    expect(apply).to_be_in_viewport()  # however long the filters are
    apply.click()
    expect(page.locator("#results-title")).to_be_focused()
    expect(page.locator("#region-DE")).to_be_hidden()


def test_runs_are_stacked_instead_of_pushed_sideways(
    open_page: OpenPage, operator: Account, violations: Violations
) -> None:
    page = open_page(width=390, reduced_motion="reduce")
    sign_in(page)
    box = page.locator(".tablewrap")
    assert box.evaluate("box => box.scrollWidth <= box.clientWidth")
    expect(page.get_by_role("row").nth(1)).to_contain_text("abgeschlossen")
    label = page.locator("td").first.evaluate("cell => getComputedStyle(cell, '::before').content")
    assert "Register" in label
    assert violations(page) == []


def test_pages_fade_over_only_where_motion_is_wanted(open_page: OpenPage) -> None:
    for wish, name in (("no-preference", "top"), ("reduce", "none")):
        page = open_page(reduced_motion=wish)
        page.goto("/de/ueber-die-daten/")
        assert page.locator(".top").evaluate("top => getComputedStyle(top).viewTransitionName") == name
