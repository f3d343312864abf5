"""The search page: what is asked stands in the address, in every language, with and without scripts."""

import re

import pytest
from django.test import Client

from regiowerk.registers.models import Run
from tests.factories.region import CZECH, GERMAN

HTMX = {"HX-Request": "true", "HX-Target": "div#finder"}
pytestmark = pytest.mark.django_db


def page(client: Client, address: str, **headers: str) -> str:
    response = client.get(address, headers=headers)
    assert response.status_code == 200
    return response.content.decode()


def names(html: str) -> list[str]:
    """Names of the results in their order, without marks."""
    return [re.sub(r"<[^>]+>", "", name).strip() for name in re.findall(r"<h3>(.*?)</h3>", html, re.DOTALL)]


def checkbox(html: str, facet: str, value: str) -> str:
    found = re.search(rf'<input[^>]*id="{facet}-{value}"[^>]*>', html)
    assert found, f"no checkbox {facet}={value}"
    return found[0]


def test_the_bare_directory_shows_the_newest_entries_and_the_facets(client: Client, region: list[Run]) -> None:
    html = page(client, "/de/verzeichnis/")
    assert "Neueste Einträge" in html
    assert len(names(html)) == 8
    assert "checked" not in checkbox(html, "region", "CZ")


def test_an_empty_directory_says_so(client: Client) -> None:
    html = page(client, "/de/verzeichnis/")
    assert "Hier ist noch nichts" in html
    assert "Filter anwenden" not in html


def test_a_word_finds_and_is_marked(client: Client, region: list[Run]) -> None:
    html = page(client, "/de/verzeichnis/?q=Senzorika")
    assert names(html) == ["Severočeská Senzorika s.r.o."]
    assert "<mark>Senzorika</mark>" in html
    assert re.search(r'<input[^>]*id="q"[^>]*value="Senzorika"', html, re.DOTALL)


def test_a_former_name_finds_and_is_shown(client: Client, region: list[Run]) -> None:
    html = page(client, "/de/verzeichnis/?q=Nordlicht")
    assert names(html) == ["Erzgebirge Präzision GmbH"]
    assert "früher:" in html
    assert "<mark>Nordlicht</mark>" in html


def test_a_register_number_finds_and_is_shown(client: Client, region: list[Run]) -> None:
    html = page(client, "/de/verzeichnis/?q=HRB+2000")
    assert names(html)[0] == "Erzgebirge Präzision GmbH"
    assert "Registernummer: HRB 2000" in html


def test_a_typo_is_corrected_and_told(client: Client, region: list[Run]) -> None:
    html = page(client, "/de/verzeichnis/?q=Senzorikka")
    assert names(html) == ["Severočeská Senzorika s.r.o."]
    assert "Keine Treffer für „Senzorikka“" in html


def test_facets_stay_multi_select_and_give_chips(client: Client, region: list[Run]) -> None:
    html = page(client, "/de/verzeichnis/?region=CZ")
    assert f"{CZECH} Treffer" in html
    assert "checked" in checkbox(html, "region", "CZ")
    assert "checked" not in checkbox(html, "region", "DE")
    both = page(client, "/de/verzeichnis/?region=CZ&region=DE&kind=company")
    assert f"{CZECH + GERMAN} Treffer" in both
    assert both.count('class="chip"') == 3
    assert 'href="/de/verzeichnis/?region=DE&amp;kind=company"' in both  # the chip that takes CZ away


def test_a_chosen_region_opens_the_way_to_it(client: Client, region: list[Run]) -> None:
    html = page(client, "/de/verzeichnis/?region=CZ042")
    assert "checked" in checkbox(html, "region", "CZ042")
    assert 'class="widen" href="/de/verzeichnis/?region=CZ"' in html.replace("\n", " ").replace(
        'class="widen"\n', 'class="widen" '
    )


def test_a_chosen_value_without_hits_stays(client: Client, region: list[Run]) -> None:
    html = page(client, "/de/verzeichnis/?q=Senzorika&region=DE")
    assert "0 Treffer" in html
    assert "checked" in checkbox(html, "region", "DE")
    assert "Ohne Filter suchen" in html


def test_checkboxes_and_sorting_belong_to_the_form_without_scripts(client: Client, region: list[Run]) -> None:
    html = page(client, "/de/verzeichnis/?q=Musterbau")
    assert 'form="search-form"' in checkbox(html, "region", "DE")
    assert re.search(r'<select[^>]*id="sort"[^>]*form="search-form"', html, re.DOTALL)
    assert re.search(r'<button[^>]*type="submit"[^>]*form="search-form"', html, re.DOTALL)


def test_place_and_radius(client: Client, region: list[Run]) -> None:
    html = page(client, "/de/verzeichnis/?place=Chemnitz&radius=5&sort=distance")
    assert f"{GERMAN} Treffer" in html
    assert re.search(r'<option value="5"\s+selected', html)


def test_a_place_that_was_chosen_among_namesakes_stays_chosen(client: Client, region: list[Run]) -> None:
    html = page(client, "/de/verzeichnis/?place=Chemnitz&place_in=DED41")
    assert '<input type="hidden" name="place_in" value="DED41">' in html


def test_around_a_place_the_nearest_come_first(client: Client, region: list[Run]) -> None:
    html = page(client, "/de/verzeichnis/?place=Chemnitz&radius=150")
    assert re.search(r'<option value=""\s+selected[^>]*>Entfernung<', html)
    assert 'value="relevance"' in html
    assert names(html)[0].endswith("GmbH")
    assert names(page(client, "/de/verzeichnis/?place=Chemnitz&radius=150&page=3"))[-1].endswith("s.r.o.")


def test_an_unknown_place_is_told_beside_the_field(client: Client, region: list[Run]) -> None:
    html = page(client, "/de/verzeichnis/?place=Xyzzyqq&q=Musterbau")
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="place-error"' in html
    assert "Diesen Ort kennen wir nicht." in html
    assert names(html)


def test_pages_have_numbers_and_go_on_counting(client: Client, region: list[Run]) -> None:
    first, second = page(client, "/de/verzeichnis/?q=Musterbau"), page(client, "/de/verzeichnis/?q=Musterbau&page=2")
    assert not set(names(first)) & set(names(second))
    assert 'aria-current="page"><span class="sr">Seite</span> 2' in second
    assert re.search(r'class="pin\s*"\s*aria-hidden="true">21<', second)


def test_a_page_too_far_is_the_last_one(client: Client, region: list[Run]) -> None:
    assert names(page(client, "/de/verzeichnis/?q=Musterbau&page=999999")) == names(
        page(client, "/de/verzeichnis/?q=Musterbau&page=2")
    )


def test_htmx_gets_the_changed_parts_only(client: Client, region: list[Run]) -> None:
    part = page(client, "/de/verzeichnis/?q=Musterbau", **HTMX)
    assert "<html" not in part
    assert 'id="finder"' in part
    assert 'hx-target="#live"' in part
    assert "28 Treffer, Seite 1 von 2" in part


def test_a_step_back_in_the_history_gets_the_whole_page(client: Client, region: list[Run]) -> None:
    assert "<html" in page(client, "/de/verzeichnis/?q=Musterbau", **HTMX, **{"HX-History-Restore-Request": "true"})


def test_caches_keep_part_and_page_apart(client: Client, region: list[Run]) -> None:
    assert "HX-Request" in client.get("/de/verzeichnis/?q=x").headers["Vary"]


def test_the_language_switch_keeps_the_question(client: Client, region: list[Run]) -> None:
    html = page(client, "/de/verzeichnis/?q=Musterbau&region=DE")
    assert 'href="/cs/adresar/?q=Musterbau&amp;region=DE"' in html
    assert 'hreflang="x-default"' in html
    assert 'href="http://testserver/cs/adresar/?q=Musterbau&amp;region=DE"' in html
    assert names(page(client, "/cs/adresar/?q=Musterbau&region=DE")) == names(html)


def test_the_map_numbers_its_pins_like_the_list(client: Client, region: list[Run]) -> None:
    html = page(client, "/de/verzeichnis/?q=Senzorika")
    assert re.search(r'<g data-side="b"[^>]*>.*?<text[^>]*>1</text>', html, re.DOTALL)
    assert 'aria-label="Karte mit den Treffern dieser Seite' in html


def test_suggestions(client: Client, region: list[Run]) -> None:
    entries = client.get("/de/verzeichnis/vorschlaege/?q=Severo").json()["entries"]
    assert [entry["name"] for entry in entries] == ["Severočeská Senzorika s.r.o."]
    assert client.get(entries[0]["url"], follow=True).status_code == 200
    assert client.get("/de/verzeichnis/vorschlaege/").json() == {"entries": []}


def test_the_number_of_queries_does_not_grow_with_the_results(
    client: Client, region: list[Run], django_assert_max_num_queries: object
) -> None:
    page(client, "/de/verzeichnis/?q=Musterbau")  # labels are loaded once
    with django_assert_max_num_queries(5):  # type: ignore[operator]
        page(client, "/de/verzeichnis/?q=Musterbau&region=DE&place=Chemnitz")
