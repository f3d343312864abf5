"""The main menu: what does not fit into the row is found behind "More"."""

import pytest
from django.test import Client
from django.utils.translation import override

from regiowerk.accounts.models import Account
from regiowerk.web.menu import ENTRIES, NEVER, STEPS, Menu, MenuEntry, menu

LANGUAGES = ("Deutsch", "Čeština", "Polski", "Suomi", "English")


def built(*labels: str, here: str = "", instance_name: str = "Elbe/Labe", operator: bool = False) -> Menu:
    entries = [MenuEntry(f"page:{number}", label, number) for number, label in enumerate(labels)]
    return menu(entries, here, operator=operator, instance_name=instance_name, languages=LANGUAGES)


def test_the_lower_the_priority_the_more_room_it_takes_to_be_in_the_row() -> None:
    found = built(*(f"Entry number {number}" for number in range(10)))
    steps = [item.from_width for item in found.items]
    assert steps == sorted(steps)
    assert steps[0] in STEPS[:2]
    assert steps[-1] == NEVER
    assert found.complete_from == NEVER
    assert not found.spread_languages


def test_entries_stand_in_the_order_of_the_list_whatever_their_priority() -> None:
    entries = [MenuEntry("page:last", "A long name of something", 9), MenuEntry("page:first", "Another", 1)]
    found = menu(entries, "", operator=False, instance_name="X" * 40, languages=LANGUAGES)
    assert [item.url_name for item in found.items] == ["page:last", "page:first"]
    assert found.items[0].from_width > found.items[1].from_width


def test_long_words_take_more_room() -> None:
    short, long = built("Firms", "Towns"), built("Organisationsverzeichnis", "Ortsverzeichnis der Region")
    assert long.items[-1].from_width > short.items[-1].from_width
    assert short.spread_languages


def test_no_entries_no_menu() -> None:
    assert built().items == ()


def test_the_page_one_is_on_is_told() -> None:
    entries = [MenuEntry("directory:search", "Directory", 1, within=("directory:organisation", "sectors"))]
    for here, current in (
        ("directory:search", "page"),
        ("directory:organisation", "true"),
        ("sectors:sector", "true"),
        ("operator:imprint", ""),
    ):
        assert menu(entries, here, operator=False, instance_name="", languages=LANGUAGES).items[0].current == current, (
            here
        )


@pytest.mark.parametrize("language", ["de", "cs", "pl", "fi", "en"])
def test_every_entry_of_today_is_in_the_row_of_a_usual_screen(language: str) -> None:
    with override(language):
        found = menu(ENTRIES, "", operator=False, instance_name="Elbe/Labe", languages=LANGUAGES)
        assert found.complete_from <= 78


@pytest.mark.django_db
def test_operators_have_more_entries(client: Client, operator: Account) -> None:
    assert "Registerläufe" not in client.get("/de/").content.decode()
    client.force_login(operator)
    assert "Registerläufe" in client.get("/de/").content.decode()
