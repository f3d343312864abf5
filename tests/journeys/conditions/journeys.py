"""The core journeys, each a function that walks through the site and looks at every page on its way."""

import re
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from regiowerk.registers.models import Run
from tests.factories.region import organisation
from tests.journeys.conditions.hand import Pointer
from tests.journeys.conditions.kinds import Condition
from tests.journeys.conftest import PASSWORD

FIRM = "Severočeská Senzorika s.r.o."


@dataclass(frozen=True)
class Visitor:
    page: Page
    hand: Pointer
    condition: Condition

    def looks(self) -> None:
        """Nothing is cut off, covered, too small or out of order on the page as it is now."""
        self.page.wait_for_load_state()
        faults = self.condition.faults(self.page)
        assert not faults, "\n".join([f"{self.page.url} under {self.condition.name}:", *faults])

    def sign_in(self, password: str = PASSWORD) -> None:
        self.hand.write("#id_username", "operator@example.org")
        self.hand.write("#id_password", password)
        self.hand.follow("form.signin button")


def find_a_partner(visitor: Visitor) -> None:
    """Words, place and radius; narrowed by a facet; a profile opened; back to the list as it was."""
    page, hand = visitor.page, visitor.hand
    page.goto("/de/verzeichnis/")
    visitor.looks()
    hand.write("#q", "Senzorika")
    hand.write("#place", "Ústí nad Labem")
    hand.choose("#radius", "25 km")
    hand.follow("#search-form button[type=submit]")
    expect(page).to_have_url(re.compile(r"place=.*radius=25"))
    expect(page.locator("#results-title")).to_have_text(re.compile("1 Treffer"))
    visitor.looks()
    hand.tick("#region-CZ")
    if visitor.condition.scripts:
        expect(page.locator("#live")).to_have_text(re.compile("1 Treffer, Seite 1 von 1"))
    else:
        hand.follow(".facetcol button[type=submit]")
    expect(page).to_have_url(re.compile("region=CZ"))
    visitor.looks()
    hand.follow(".hit h3 a")
    expect(page.locator("h1")).to_have_text(FIRM)
    visitor.looks()
    page.go_back()
    expect(page.locator(".hit h3")).to_have_text([FIRM])
    expect(page.locator("#q")).to_have_value("Senzorika")
    expect(page.locator("#place")).to_have_value("Ústí nad Labem")
    expect(page.locator("#region-CZ")).to_be_checked()


def switch_language(visitor: Visitor) -> None:
    """The question stays in the list, and the organisation on its page."""
    page, hand = visitor.page, visitor.hand
    page.goto("/de/verzeichnis/?q=Musterbau&region=DE")
    hand.follow(".lang a[hreflang=cs]")
    expect(page.locator("html")).to_have_attribute("lang", "cs")
    expect(page.locator("#q")).to_have_value("Musterbau")
    expect(page.locator("#region-DE")).to_be_checked()
    visitor.looks()
    hand.follow(".hit h3 a")
    expect(page.locator("h1")).to_contain_text("Musterbau")
    name = page.locator("h1").inner_text()
    hand.follow(".lang a[hreflang=pl]")
    expect(page.locator("html")).to_have_attribute("lang", "pl")
    expect(page.locator("h1")).to_have_text(name)
    visitor.looks()


def report_an_error(visitor: Visitor) -> None:
    """From the entry to the form; a mistake is told and mended; the message is sent."""
    page, hand = visitor.page, visitor.hand
    page.goto(f"/de/verzeichnis/{organisation(FIRM).public_id}/")
    hand.follow("a[href*='/fehler-melden/']")
    expect(page.locator("#id_text")).to_be_visible()
    visitor.looks()
    hand.follow("main form button[type=submit]")
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    visitor.looks()
    hand.follow("[role=alert] a")
    expect(page.locator("#id_text")).to_be_focused()
    hand.write("#id_text", "Die Anschrift stimmt nicht mehr.")
    hand.follow("main form button[type=submit]")
    expect(page).to_have_url(re.compile("/de/danke/"))
    visitor.looks()


def report_a_barrier(visitor: Visitor) -> None:
    """From the foot of any page; the form knows which."""
    page, hand = visitor.page, visitor.hand
    page.goto("/de/ueber-die-daten/")
    visitor.looks()
    hand.follow("footer a[href*='/barriere-melden/']")
    expect(page.locator("main")).to_contain_text("/de/ueber-die-daten/")
    visitor.looks()
    hand.write("#id_text", "Die Überschrift wird nicht vorgelesen.")
    hand.write("#id_reply_to", "reader@example.org")
    hand.follow("main form button[type=submit]")
    expect(page).to_have_url(re.compile("/de/danke/"))


def sign_in_and_out(visitor: Visitor) -> None:
    """A wrong password is told; then in, and out again."""
    page, hand = visitor.page, visitor.hand
    page.goto("/de/")
    hand.follow(".top a[href$='/konto/anmelden/']")
    expect(page.locator("h1")).to_have_text("Anmelden")
    visitor.looks()
    visitor.sign_in("not the password")
    expect(page.get_by_role("alert")).to_be_visible()
    visitor.looks()
    visitor.sign_in()
    expect(page.locator("h1")).to_have_text("Registerläufe")
    hand.follow(".top form[action$='/abmelden/'] button")
    expect(page.locator(".top form[action$='/abmelden/']")).to_have_count(0)
    visitor.looks()


def read_a_run(visitor: Visitor) -> None:
    """An operator opens the report of a register run, and goes back to all runs."""
    page, hand = visitor.page, visitor.hand
    run = Run.objects.latest("pk")
    page.goto("/de/konto/anmelden/")
    visitor.sign_in()
    expect(page.locator("h1")).to_have_text("Registerläufe")
    visitor.looks()
    hand.follow(f"main a[href$='/{run.pk}/']")
    expect(page.locator("h1")).to_contain_text(f"Lauf {run.pk}")
    visitor.looks()
    hand.follow("main a[href$='/laeufe/']")
    expect(page.locator("h1")).to_have_text("Registerläufe")


CORE = (find_a_partner, switch_language, report_an_error, report_a_barrier, sign_in_and_out, read_a_run)
