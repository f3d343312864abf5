"""The page of one organisation: address, facts with their source, the same page in another language."""

import pytest
from django.test import Client

from regiowerk.registers.models import Run
from tests.factories.region import LONG_NAME, organisation

pytestmark = pytest.mark.django_db


def address(name: str, language: str = "de") -> str:
    """Where the slug of the name leads after the redirect."""
    folder = {"de": "verzeichnis", "cs": "adresar", "en": "directory"}[language]
    return f"/{language}/{folder}/{organisation(name).public_id}/"


def test_facts_come_with_source_date_and_licence(client: Client, region: list[Run]) -> None:
    html = client.get(address("Severočeská Senzorika s.r.o."), follow=True).content.decode()
    assert '<h1 lang="cs">Severočeská Senzorika s.r.o.</h1>' in html
    for text in ("Identifikationsnummer (IČO)", "01.03.1994", "26.51"):
        assert text in html
    for text in ("abgerufen am", "Stand 15.06.2026", "Quellen dieser Seite"):
        assert text in html
    assert "csu.gov.cz/podminky" in html


def test_former_names_are_told(client: Client, region: list[Run]) -> None:
    html = client.get(address("Erzgebirge Präzision GmbH"), follow=True).content.decode()
    assert "Frühere Namen" in html
    assert "Metallwaren Nordlicht GmbH" in html


def test_a_wrong_slug_leads_to_the_right_one(client: Client, region: list[Run]) -> None:
    public_id = organisation("Erzgebirge Präzision GmbH").public_id
    response = client.get(f"/de/verzeichnis/something-else-{public_id}/")
    assert response.status_code == 301
    assert response.headers["Location"] == f"/de/verzeichnis/erzgebirge-prazision-gmbh-{public_id}/"
    assert client.get(response.headers["Location"]).status_code == 200


def test_a_very_long_name_has_a_page(client: Client, region: list[Run]) -> None:
    assert client.get(address(LONG_NAME), follow=True).status_code == 200


def test_the_language_switch_leads_to_the_same_organisation(client: Client, region: list[Run]) -> None:
    public_id = organisation("Erzgebirge Präzision GmbH").public_id
    html = client.get(address("Erzgebirge Präzision GmbH"), follow=True).content.decode()
    czech = f"/cs/adresar/erzgebirge-prazision-gmbh-{public_id}/"
    assert f'href="{czech}"' in html
    page = client.get(czech).content.decode()
    assert '<html lang="cs">' in page
    assert '<h1 lang="de">' in page


def test_an_unknown_id_gets_a_page_that_helps(client: Client, region: list[Run]) -> None:
    response = client.get("/de/verzeichnis/nichts-0123456789/")
    assert response.status_code == 404
    html = response.content.decode()
    assert "Diese Seite gibt es nicht" in html
    assert 'role="search"' in html


def test_about_the_data_names_sources_licences_and_coverage(client: Client, region: list[Run]) -> None:
    html = client.get("/cs/o-datech/").content.decode()
    for text in ("Registr ekonomických subjektů", "Český statistický úřad", "CC BY 4.0", "15 záznamů", "30 záznamů"):
        assert text in html
