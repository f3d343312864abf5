"""The first page: the region at a glance, and the way into the directory."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from html import unescape
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

from regiowerk.directory.models import Organisation
from regiowerk.registers.models import Run
from regiowerk.search.actions import build
from tests.factories.region import CZECH, GERMAN

pytestmark = pytest.mark.django_db
LANGUAGES = ("de", "cs", "pl", "fi", "en")


def page(client: Client, address: str = "/de/") -> str:
    response = client.get(address, follow=True)
    assert response.status_code == 200, address
    return response.content.decode()


def figures(html: str) -> list[tuple[int, str]]:
    """Each number that is a link or stands beside one, and where that leads to."""
    large = re.findall(r'<a href="([^"]+)">\s*<strong>([\d.]+)</strong>', html)
    lines = re.findall(
        r'<a href="([^"]+)">[^<]*(?:<span[^>]*>[^<]*</span>)?\s*</a>\s*<span class="num">([\d.]+)</span>', html
    )
    cells = re.findall(r'<a class="num" href="([^"]+)">([\d.]+)', html)
    cells += re.findall(r'<a href="([^"]+)">([\d.]+)</a>', html)
    return [(int(number.replace(".", "")), unescape(url)) for url, number in (*large, *lines, *cells)]


def total(html: str) -> int:
    """The number of results that a search page tells."""
    found = re.search(r'id="results-title"[^>]*>\s*([\d.]+) Treffer', html)
    assert found
    return int(found[1].replace(".", ""))


def assert_figures_open_what_they_count(client: Client, address: str, least: int) -> None:
    searches = {pair for pair in figures(page(client, address)) if "/verzeichnis/?" in pair[1]}
    assert len(searches) >= least
    for number, url in searches:
        assert total(page(client, url)) == number, url


@pytest.mark.parametrize(
    ("address", "least"),
    [
        ("/de/", 8),
        ("/de/branchen/", 3),
        ("/de/branchen/26/", 2),
        ("/de/orte/usti-nad-labem-cz042/", 3),
        ("/de/orte/chemnitz-ded41/", 2),
    ],
)
def test_each_figure_opens_the_search_that_finds_as_many(
    client: Client, region: list[Run], address: str, least: int
) -> None:
    Organisation.objects.filter(name="Musterbau 3 GmbH").update(status="dissolved")
    Organisation.objects.filter(name="Musterbau 4 GmbH").update(status="insolvent")
    build()
    assert_figures_open_what_they_count(client, address, least)


def test_both_sides_are_counted(client: Client, region: list[Run]) -> None:
    html = page(client)
    assert re.search(rf"<strong>{GERMAN}</strong>\s*Organisationen", html)
    assert re.search(rf"<strong>{CZECH}</strong>\s*Organisationen", html)


def test_the_search_leads_to_the_directory(client: Client, region: list[Run]) -> None:
    form = re.search(r'<form[^>]*id="search-form"[^>]*>', page(client), re.DOTALL)
    assert form
    assert 'action="/de/verzeichnis/"' in form[0]
    assert "hx-get" not in form[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_example_searches_find_something(client: Client, region: list[Run], language: str) -> None:
    html = page(client, f"/{language}/")
    examples = re.search(r'class="examples">(.*?)</p>', html, re.DOTALL)
    assert examples
    links = re.findall(r'href="([^"]+)"', examples[1])
    assert links
    for link in links:
        assert 'class="hit' in page(client, unescape(link)), link


def test_an_empty_directory_tells_visitors_and_operators_what_to_expect(client: Client) -> None:
    html = page(client)
    assert "Das Verzeichnis ist noch leer." in html
    assert "regiowerk registers import" in html
    assert "regiowerk demo load" in html


def test_without_an_index_the_page_says_that_it_is_being_built(
    client: Client, region: list[Run], settings: LazySettings, tmp_path: Path
) -> None:
    settings.INDEX_DIR = tmp_path / "elsewhere"
    assert "Der Suchindex wird gerade aufgebaut" in page(client)


def test_a_region_without_one_of_its_sides_is_whole(client: Client, region: list[Run], settings: LazySettings) -> None:
    settings.SIDES = ["CZ", "SK"]
    html = page(client)
    assert html.count('class="sidecard"') == 1
    assert "Außerdem aus:" in html


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/de/", 6),
        ("/de/branchen/", 4),
        ("/de/branchen/26-elektronik-und-optik/", 5),
        ("/de/orte/", 4),
        ("/de/orte/chemnitz-ded41/", 5),
    ],
)
def test_queries_do_not_grow_with_what_is_shown(
    client: Client,
    region: list[Run],
    address: str,
    most: int,
    django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    page(client, address)  # labels and names of towns are read once
    with django_assert_max_num_queries(most):
        assert client.get(address).status_code == 200
