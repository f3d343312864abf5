"""Pages of sectors and towns: what is there, where they are, which are for search engines."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client

from regiowerk.codelists.freshness import forget_all
from regiowerk.codelists.models import Code
from regiowerk.directory import towns
from regiowerk.directory.models import Organisation
from regiowerk.places.queries import town_key
from regiowerk.registers.models import Run
from regiowerk.search.actions import build
from tests.factories.region import CZECH, GERMAN
from tests.web.test_machines import HOST, data_of, locations, xml

pytestmark = pytest.mark.django_db
CHEMNITZ = "/de/orte/chemnitz-ded41/"
USTI = "/de/orte/usti-nad-labem-cz042/"
ELECTRONICS = "/de/branchen/26-elektronik-und-optik/"


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_all_sectors_are_listed_with_both_sides(client: Client, region: list[Run]) -> None:
    html = page(client, "/de/branchen/")
    assert f'href="{ELECTRONICS}"' in html
    assert "Industrie" in html
    assert data_of(client, "/de/branchen/")["ItemList"]["itemListElement"][0]["item"].startswith(f"{HOST}/de/branchen/")


def test_a_sector_is_found_under_its_own_name_only(client: Client, region: list[Run]) -> None:
    for address in ("/de/branchen/26/", "/de/branchen/26-something-else/"):
        response = client.get(address)
        assert response.status_code == 301
        assert response.headers["Location"] == ELECTRONICS


@pytest.mark.parametrize("code", ["04", "99.9", "w", "123", "25.62"])
def test_a_code_that_names_no_sector_is_not_found(client: Client, region: list[Run], code: str) -> None:
    assert client.get(f"/de/branchen/{code}/").status_code == 404


def test_the_language_switch_leads_to_the_name_in_that_language(client: Client, region: list[Run]) -> None:
    html = page(client, ELECTRONICS)
    for language, folder in {"cs": "obory", "fi": "toimialat"}.items():
        found = re.search(rf'href="(/{language}/{folder}/26-[a-z-]+/)"', html)
        assert found
        assert client.get(found[1]).status_code == 200
        assert f'hreflang="{language}"\n              href="{HOST}{found[1]}"' in html or HOST + found[1] in html


def test_a_sector_shows_who_where_and_what_lies_beside(client: Client, region: list[Run]) -> None:
    html = page(client, ELECTRONICS)
    assert "Severočeská Senzorika s.r.o." in html
    assert "Region Ústí" in html
    steps = data_of(client, ELECTRONICS)["BreadcrumbList"]["itemListElement"]
    assert [step["name"] for step in steps] == ["Branchen", "Industrie", "Elektronik und Optik"]


@pytest.fixture
def named_groups(db: None) -> Iterator[None]:
    """The names of groups and classes, as `regiowerk reference load` brings them."""
    for position, (code, name) in enumerate((("26.5", "Mess- und Prüfgeräte"), ("26.51", "Messgeräte"))):
        Code.objects.create(code_list="NACE21", code=code, position=position, labels={"de": name, "cs": "Měření"})
    forget_all()
    yield
    forget_all()


def test_a_division_leads_to_its_groups_and_a_group_to_the_search_of_its_classes(
    client: Client, region: list[Run], named_groups: None
) -> None:
    group = "/de/branchen/26.5-mess-und-prufgerate/"
    assert f'href="{group}"' in page(client, ELECTRONICS)
    html = page(client, group)
    assert 'href="/de/verzeichnis/?sector=26.51&amp;status=active"' in html
    assert 'href="/cs/obory/26.5-mereni/"' in html


def test_all_towns_are_listed_by_country_and_region(client: Client, region: list[Run]) -> None:
    html = page(client, "/de/orte/")
    assert html.index(f'href="{CHEMNITZ}"') < html.index(f'href="{USTI}"')
    assert "Aussig" in html


def test_a_town_shows_its_names_its_firms_and_what_lies_across_the_border(client: Client, region: list[Run]) -> None:
    html = page(client, USTI)
    assert re.search(r'<span lang="cs">Ústí nad Labem</span>\s*<span class="alias">Aussig</span>', html)
    assert "Severočeská Senzorika s.r.o." in html
    across = html.split('id="across-title"', 1)[1]
    assert f'href="{CHEMNITZ}"' in across
    town = data_of(client, USTI)["City"]
    assert town["alternateName"] == "Aussig"
    assert 50 < town["geo"]["latitude"] < 51


@pytest.mark.parametrize("address", ["/de/orte/chemnitz-cz042/", "/de/orte/nirgendwo-ded41/", "/de/orte/x-xx/"])
def test_a_town_that_has_nobody_is_not_found(client: Client, region: list[Run], address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_town_whose_organisations_are_all_dissolved_is_not_found(client: Client, region: list[Run]) -> None:
    Organisation.objects.filter(country="DE").update(status="dissolved")
    build()
    assert client.get(CHEMNITZ).status_code == 404


def test_spellings_of_one_town_are_one_town(client: Client, region: list[Run]) -> None:
    written = ("CHEMNITZ", "09111 Chemnitz", "Chemnitz OT Grüna", "Chemnitz, Kaßberg")
    assert {town_key("DE", "DED41", text) for text in written} == {"DED41-chemnitz"}
    for number, text in enumerate(written):
        Organisation.objects.filter(name=f"Musterbau {number} GmbH").update(town=text)
    build()
    towns.forget()
    assert f"<strong>{GERMAN}</strong>" in page(client, CHEMNITZ)
    assert "<h1>" in page(client, CHEMNITZ)
    assert "Chemnitz OT" not in page(client, CHEMNITZ).split("</h1>")[0]


def test_thin_pages_are_for_readers_but_not_for_search_engines(client: Client, region: list[Run]) -> None:
    assert '<meta name="robots" content="noindex, follow">' in page(client, USTI)
    assert '<meta name="robots" content="noindex, follow">' in page(client, ELECTRONICS)
    full = page(client, CHEMNITZ)
    assert "noindex" not in full
    assert f'<link rel="canonical" href="{HOST}{CHEMNITZ}">' in full


def test_sitemaps_list_the_pages_worth_being_found(client: Client, region: list[Run]) -> None:
    files = [file.removeprefix(HOST) for file in locations(xml(client, "/sitemap.xml"))]
    listed = {
        kind: [url.removeprefix(HOST) for file in files if f"-{kind}-" in file for url in locations(xml(client, file))]
        for kind in ("sectors", "places")
    }
    assert CHEMNITZ in listed["places"]
    assert USTI not in listed["places"]
    assert ELECTRONICS not in listed["sectors"]
    assert listed["sectors"]
    for address in (*listed["sectors"], *listed["places"]):
        assert client.get(address).status_code == 200, address
        assert "noindex" not in page(client, address)


@pytest.mark.parametrize("address", ["/sitemap-sectors-xx-0.xml", "/sitemap-towns-de-0.xml"])
def test_a_sitemap_of_something_else_is_not_found(client: Client, region: list[Run], address: str) -> None:
    assert client.get(address).status_code == 404


def test_the_filter_of_a_town_is_a_chip_and_stays_in_the_form(client: Client, region: list[Run]) -> None:
    html = page(client, "/de/verzeichnis/?town=DED41-chemnitz&region=DE&town=%3Cscript%3E")
    assert f"{GERMAN} Treffer" in html
    assert re.search(r'class="chip"[^>]*>\s*<span>(<span[^>]*>)?Chemnitz', html)
    assert re.search(r'<input type="hidden"\s+form="search-form"\s+name="town"\s+value="DED41-chemnitz">', html)


def test_pages_of_an_empty_directory_say_so(client: Client) -> None:
    for address in ("/de/branchen/", "/de/orte/"):
        assert "Das Verzeichnis ist noch leer." in page(client, address)
    assert "noch keine Organisation bekannt" in page(client, ELECTRONICS)


def test_an_organisation_leads_to_its_sector_and_its_town(client: Client, region: list[Run]) -> None:
    firm = Organisation.objects.get(name="Severočeská Senzorika s.r.o.")
    html = client.get(f"/de/verzeichnis/{firm.public_id}/", follow=True).content.decode()
    assert f'href="{ELECTRONICS}"' in html
    assert f'href="{USTI}"' in html


def test_all_counts_of_the_region_are_there(client: Client, region: list[Run]) -> None:
    counts = re.findall(r'<span class="num">(\d+)</span>', page(client, "/de/orte/"))
    assert sum(map(int, counts)) == GERMAN + CZECH
