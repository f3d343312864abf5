"""Taking an organisation's page along: by its link, and on paper."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from regiowerk.directory.models import Organisation


def address() -> str:
    return f"/de/verzeichnis/{Organisation.objects.get(name='Erzgebirge Präzision GmbH').public_id}/"


def test_the_link_is_copied_and_it_is_said(open_page: Callable[..., Page]) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(address())
    page.get_by_role("button", name="Kopieren").click()
    expect(page.locator("#live")).to_have_text("Der Link ist kopiert.")
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_where_copying_is_not_allowed_the_link_is_selected(open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.goto(address())
    page.get_by_role("button", name="Kopieren").click()
    expect(page.locator("#live")).to_contain_text("markiert")
    assert page.evaluate("getSelection().toString() || document.activeElement.value") == page.url


def test_printing_is_one_click(open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.add_init_script("window.print = () => { document.title = 'printed' }")
    page.goto(address())
    page.get_by_role("button", name="PDF").click()
    expect(page).to_have_title("printed")


def test_without_scripts_there_is_the_link_and_no_dead_button(open_page: Callable[..., Page]) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(address())
    expect(page.get_by_label("Link zu dieser Seite")).to_have_value(page.url)
    expect(page.locator("#share").get_by_role("button")).to_have_count(0)
    expect(page.get_by_role("link", name="Per E-Mail senden")).to_be_visible()
