"""What machines read: robots.txt, sitemaps, structured data, an organisation as JSON."""

import json
import re
from datetime import date
from html import unescape
from typing import Any
from xml.etree import ElementTree

import pytest
from django.conf import settings as django_settings
from django.test import Client

from regiowerk.directory.models import Organisation
from regiowerk.registers.models import Run
from regiowerk.web.machines import sitemaps
from tests.factories.region import CZECH, GERMAN, organisation

pytestmark = pytest.mark.django_db
NAMES = {"s": sitemaps.NAMESPACE, "x": sitemaps.LINKS}
LANGUAGES = [code for code, _ in django_settings.LANGUAGES]
FIRM = "Severočeská Senzorika s.r.o."
HOST = "http://testserver"


def xml(client: Client, address: str) -> ElementTree.Element:
    response = client.get(address)
    assert response.status_code == 200, address
    assert response.headers["Content-Type"] == "application/xml"
    return ElementTree.fromstring(b"".join(response))


def locations(root: ElementTree.Element) -> list[str]:
    return [str(element.text) for element in root.iterfind("*/s:loc", NAMES)]


def organisation_files(client: Client) -> list[str]:
    found = locations(xml(client, "/sitemap.xml"))
    others = ("-pages", "-sectors-", "-places-")
    return [address.removeprefix(HOST) for address in found if not any(part in address for part in others)]


def data_of(client: Client, address: str) -> dict[str, Any]:
    """The structured data in a page, by type."""
    html = client.get(address, follow=True).content.decode()
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    return {entry["@type"]: entry for entry in map(json.loads, found)}


def address_of(name: str = FIRM, language: str = "de") -> str:
    folder = {"de": "verzeichnis", "cs": "adresar", "en": "directory"}[language]
    firm = organisation(name)
    slug = "severoceska-senzorika-s-r-o" if name == FIRM else "erzgebirge-prazision-gmbh"
    return f"/{language}/{folder}/{slug}-{firm.public_id}"


def test_robots_names_the_sitemap(client: Client) -> None:
    assert f"Sitemap: {HOST}/sitemap.xml" in client.get("/robots.txt").content.decode()


def test_every_address_of_the_sitemaps_is_a_page_and_every_organisation_is_there(
    client: Client, region: list[Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemaps, "PART_SIZE", 10)
    files = organisation_files(client)
    assert len(files) >= len(LANGUAGES) * (GERMAN + CZECH) // 10
    listed = [address for file in files for address in locations(xml(client, file))]
    assert len(listed) == len(set(listed)) == (GERMAN + CZECH) * len(LANGUAGES)
    for address in [*listed[:: len(listed) // 12], *locations(xml(client, "/sitemap-pages.xml"))]:
        assert client.get(address.removeprefix(HOST)).status_code == 200, address


def test_a_file_of_the_sitemap_holds_no_more_than_it_may(
    client: Client, region: list[Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemaps, "PART_SIZE", 7)
    assert all(len(locations(xml(client, file))) <= 7 for file in organisation_files(client))


def test_an_entry_of_the_sitemap_has_its_day_and_all_languages(client: Client, region: list[Run]) -> None:
    Organisation.objects.update(updated_on=date(2026, 3, 1))
    Organisation.objects.filter(name=FIRM).update(updated_on=date(2026, 4, 2))
    index = xml(client, "/sitemap.xml")
    days = {
        str(entry.findtext("s:loc", namespaces=NAMES)): entry.findtext("s:lastmod", namespaces=NAMES)
        for entry in index.iterfind("s:sitemap", NAMES)
    }
    assert days[f"{HOST}/sitemap-de-0.xml"] == "2026-04-02"
    assert days[f"{HOST}/sitemap-places-de-0.xml"] == "2026-03-01"  # its town has too few to be listed
    wanted = HOST + address_of() + "/"
    entries = [
        entry
        for file in organisation_files(client)
        for entry in xml(client, file).iterfind("s:url", NAMES)
        if entry.findtext("s:loc", namespaces=NAMES) == wanted
    ]
    assert [entry.findtext("s:lastmod", namespaces=NAMES) for entry in entries] == ["2026-04-02"]
    links = {link.get("hreflang"): link.get("href") for link in entries[0].iterfind("x:link", NAMES)}
    assert set(links) == {*LANGUAGES, "x-default"}
    assert links["x-default"] == links["de"] == wanted
    assert links["cs"] == HOST + address_of(language="cs") + "/"


def test_dissolved_organisations_are_left_out_of_the_sitemap(client: Client, region: list[Run]) -> None:
    Organisation.objects.filter(name=FIRM).update(status="dissolved")
    listed = [address for file in organisation_files(client) for address in locations(xml(client, file))]
    assert len(listed) == (GERMAN + CZECH - 1) * len(LANGUAGES)
    assert not any("senzorika" in address for address in listed)


def test_sitemaps_ask_the_database_a_fixed_number_of_times(
    client: Client, region: list[Run], monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    organisation_files(client)  # labels and names of towns are read once
    with django_assert_num_queries(3):
        files = organisation_files(client)
    with django_assert_num_queries(1):
        xml(client, files[0])


@pytest.mark.parametrize("address", ["/sitemap-xx-0.xml", "/sitemap-de-x.xml"])
def test_a_sitemap_that_cannot_be_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_part_beyond_all_organisations_is_empty(client: Client, region: list[Run]) -> None:
    assert locations(xml(client, f"/sitemap-de-{10**30}.xml")) == []


def test_filtered_lists_are_not_indexed_but_the_first_page_is(client: Client, region: list[Run]) -> None:
    first, filtered = (
        client.get(address).content.decode()
        for address in ("/de/verzeichnis/", "/de/verzeichnis/?q=Musterbau&region=DE")
    )
    assert "noindex" not in first
    assert f'<link rel="canonical" href="{HOST}/de/verzeichnis/">' in first
    assert '<meta name="robots" content="noindex, follow">' in filtered
    assert 'rel="canonical"' not in filtered


def test_a_page_says_what_it_is_when_it_is_shared(client: Client, region: list[Run]) -> None:
    html = " ".join(unescape(client.get(address_of(language="cs") + "/").content.decode()).split())
    for name, content in {
        "og:title": f"{FIRM}, Ústí nad Labem",
        "og:site_name": "regiowerk Elbe/Labe",
        "og:url": HOST + address_of(language="cs") + "/",
        "og:locale": "cs_CZ",
    }.items():
        assert f'<meta property="{name}" content="{content}">' in html
    assert '<meta property="og:locale:alternate" content="de_DE">' in html
    assert re.search(r'<meta name="description" content="[^"]*Ústí nad Labem', html)


def test_the_first_page_tells_machines_how_to_search(client: Client, region: list[Run]) -> None:
    site = data_of(client, "/cs/")["WebSite"]
    assert site["url"] == f"{HOST}/cs/"
    template = site["potentialAction"]["target"]["urlTemplate"]
    assert template == f"{HOST}/cs/adresar/?q={{search_term_string}}"
    found = client.get(template.replace("{search_term_string}", "Senzorika").removeprefix(HOST))
    assert FIRM in re.sub("</?mark>", "", found.content.decode())


def test_the_organisation_page_has_structured_data(client: Client, region: list[Run]) -> None:
    data = data_of(client, address_of() + "/")
    firm = data["Organization"]
    assert firm["name"] == FIRM
    assert firm["foundingDate"] == "1994-03-01"
    assert "CZ-ICO" in {identifier["propertyID"] for identifier in firm["identifier"]}
    assert firm["address"]["addressLocality"] == "Ústí nad Labem"
    assert firm["address"]["addressCountry"] == "CZ"
    assert 49 < firm["location"]["geo"]["latitude"] < 52
    steps = data["BreadcrumbList"]["itemListElement"]
    assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
    assert steps[-1]["name"] == FIRM
    for step in steps:
        assert client.get(step["item"].removeprefix(HOST)).status_code == 200


def test_former_names_and_the_parts_of_an_address_are_structured(client: Client, region: list[Run]) -> None:
    firm = data_of(client, address_of("Erzgebirge Präzision GmbH") + "/")["Organization"]
    assert "Metallwaren Nordlicht GmbH" in firm["alternateName"]
    assert firm["address"]["streetAddress"] == "Dorfstraße 1"
    assert firm["address"]["postalCode"] == "09111"


def test_a_name_cannot_leave_the_structured_data(client: Client, region: list[Run]) -> None:
    name = "</script><script src=x>&"
    Organisation.objects.filter(name=FIRM).update(name=name)
    public_id = organisation(name).public_id
    html = client.get(f"/de/verzeichnis/{public_id}/", follow=True).content.decode()
    assert "<script src=x>" not in html
    assert data_of(client, f"/de/verzeichnis/{public_id}/")["Organization"]["name"] == name


def test_the_record_tells_source_licence_and_dates(client: Client, region: list[Run]) -> None:
    response = client.get(address_of() + ".json")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/json"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert not response.cookies
    data = response.json()
    assert data["name"] == FIRM
    facts = {fact["name"]: fact for fact in data["facts"]}
    assert facts["founded"]["value"] == "1994-03-01"
    assert facts["founded"]["title"] == "Gegründet"
    assert {fact["source"] for fact in data["facts"]} == {"cz_res"}
    assert facts["founded"]["as_of"] == "2026-06-15"
    (source,) = data["sources"]
    assert source["licence"]["url"].startswith("https://csu.gov.cz/")
    assert source["retrieved_on"]


def test_labels_of_the_record_are_in_the_language_of_the_address(client: Client, region: list[Run]) -> None:
    facts = client.get(address_of(language="cs") + ".json").json()["facts"]
    assert {fact["name"]: fact["title"] for fact in facts}["founded"] == "Vznik"


def test_the_linked_form_is_what_the_page_carries(client: Client, region: list[Run]) -> None:
    response = client.get(address_of() + ".jsonld")
    assert response.headers["Content-Type"] == "application/ld+json"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert json.loads(response.content) == data_of(client, address_of() + "/")["Organization"]


def test_the_record_is_sent_again_only_when_it_changed(client: Client, region: list[Run]) -> None:
    address = address_of() + ".json"
    tag = client.get(address).headers["ETag"]
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304
    Organisation.objects.filter(name=FIRM).update(status="insolvent")
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("form", ["json", "jsonld"])
def test_an_unknown_record_is_not_found(client: Client, region: list[Run], form: str) -> None:
    response = client.get(f"/de/verzeichnis/nichts-0123456789.{form}")
    assert response.status_code == 404
    assert response.json()["id"] == "0123456789"
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_a_record_under_a_wrong_name_leads_to_the_right_address(client: Client, region: list[Run]) -> None:
    response = client.get(f"/de/verzeichnis/x-{organisation(FIRM).public_id}.json")
    assert response.status_code == 301
    assert response.headers["Location"] == address_of() + ".json"


def test_no_other_page_is_open_to_foreign_scripts(client: Client, region: list[Run]) -> None:
    for address in ("/de/", address_of() + "/", "/sitemap.xml"):
        assert "Access-Control-Allow-Origin" not in client.get(address).headers
