"""Every page of `pages.py` under every condition that changes how it is laid out."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conditions.kinds import OF_PAGES, Condition
from tests.journeys.conftest import PASSWORD
from tests.journeys.pages import operators_addresses, public_addresses

OpenPage = Callable[..., Page]


@pytest.mark.parametrize("condition", OF_PAGES, ids=lambda condition: condition.name)
def test_every_page_is_whole(open_page: OpenPage, condition: Condition) -> None:
    page = open_page(width=condition.width, height=condition.height, **condition.options)
    condition.prepare(page)
    faults = [fault for address in public_addresses() for fault in found(page, condition, address)]
    page.goto("/de/konto/anmelden/")
    page.locator("#id_username").fill("operator@example.org")
    page.locator("#id_password").fill(PASSWORD)
    page.locator("form.signin button").click()
    expect(page.locator("h1")).to_have_text("Registerläufe")
    faults += [fault for address in operators_addresses() for fault in found(page, condition, address)]
    assert not faults, "\n".join(faults)


def found(page: Page, condition: Condition, address: str) -> list[str]:
    page.goto(address)
    return [f"{address} {fault}" for fault in condition.faults(page)]
