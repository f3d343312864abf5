"""A clerk at the review desk: by letter keys, which can be switched off, and without scripts."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from regiowerk.accounts.models import Account
from regiowerk.linking.models import Judgement, Verdict
from tests.factories.desk import waiting_pair
from tests.journeys.test_pages_for_all import sign_in

DESK = "/de/arbeitsbereich/abgleich/"
NEXT = "/de/arbeitsbereich/abgleich/naechstes/"


def test_letters_decide_unless_they_are_switched_off(open_page: Callable[..., Page], operator: Account) -> None:
    waiting_pair(weight=5)
    waiting_pair("Musterbau 1 GmbH", "Ukázka 1 s.r.o.", weight=4)
    page = open_page()
    sign_in(page)
    page.goto(NEXT)
    expect(page.get_by_role("button", name="Verschieden")).to_contain_text("D")
    page.keyboard.press("d")
    expect(page.get_by_role("status").first).to_contain_text("verschiedene Organisationen")
    assert Judgement.objects.get().verdict == Verdict.NEGATIVE
    page.get_by_label("Falls verschieden").focus()
    page.keyboard.press("s")
    page.get_by_label("Mit den Buchstabentasten entscheiden").uncheck()
    page.locator("h1").click()
    page.keyboard.press("s")
    page.reload()
    expect(page.get_by_label("Mit den Buchstabentasten entscheiden")).not_to_be_checked()
    assert Judgement.objects.count() == 1


def test_without_scripts_there_are_the_buttons(open_page: Callable[..., Page], operator: Account) -> None:
    waiting_pair()
    page = open_page(java_script_enabled=False)
    sign_in(page)
    page.goto(DESK)
    page.get_by_role("link", name="Mit dem wahrscheinlichsten Paar beginnen").click()
    expect(page.get_by_text("Mit den Buchstabentasten entscheiden")).to_be_hidden()
    page.get_by_role("button", name="Unklar").click()
    expect(page.locator("main")).to_contain_text("1 von 1 entschieden")
    page.get_by_role("button", name="Rückgängig machen").click()
    expect(page.get_by_role("button", name="Unklar")).to_be_visible()
    assert not Judgement.objects.filter(withdrawn_at=None).exists()
