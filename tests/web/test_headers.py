"""What every answer keeps to: headers, no foreign address, no inline script or style."""

import re

import pytest
from django.test import Client

from regiowerk.accounts.models import Account
from regiowerk.registers.models import Run
from tests.factories.region import organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(client: Client, region: list[Run], operator: Account) -> dict[str, str]:
    """Every kind of page, as an operator sees it."""
    client.force_login(operator)
    firm = organisation("Severočeská Senzorika s.r.o.").public_id
    addresses = [
        "/de/",
        "/de/verzeichnis/",
        "/cs/adresar/?q=Musterbau&place=Chemnitz",
        "/en/directory/?q=nothing-like-this",
        f"/de/verzeichnis/{firm}/",
        "/de/ueber-die-daten/",
        "/de/impressum/",
        "/cs/ochrana-osobnich-udaju/",
        "/de/barrierefreiheit/",
        "/en/report-a-barrier/",
        f"/de/fehler-melden/{firm}/",
        "/de/arbeitsbereich/nachrichten/",
        "/de/arbeitsbereich/laeufe/",
        f"/de/arbeitsbereich/laeufe/{region[0].pk}/",
        "/de/gibt-es-nicht/",
    ]
    return {address: client.get(address, follow=True).content.decode() for address in addresses}


def test_security_headers(client: Client) -> None:
    headers = client.get("/de/").headers
    policy = headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "http" not in policy
    for name, value in {
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }.items():
        assert headers[name] == value
    assert "camera=()" in headers["Permissions-Policy"]


def test_no_page_loads_anything_from_elsewhere(pages: dict[str, str]) -> None:
    loads = re.compile(
        r'<(?:script|img|iframe|source|use|link(?![^>]*rel="(?:alternate|canonical)"))[^>]*?(?:src|href)="([^"]+)"'
    )
    for address, html in pages.items():
        found = loads.findall(html)
        assert found, address
        assert [url for url in found if not url.startswith("/static/")] == [], address


def test_no_page_has_inline_script_or_style(pages: dict[str, str]) -> None:
    # Structured data is no script: browsers do not run it.
    inline = re.compile(
        r'<script(?![^>]*(?:\bsrc=|type="application/ld\+json"))|<style|\sstyle="|\son\w+="|hx-on|javascript:'
    )
    assert {address: inline.findall(html) for address, html in pages.items() if inline.search(html)} == {}


def test_every_id_stands_once(pages: dict[str, str]) -> None:
    for address, html in pages.items():
        ids = re.findall(r'\sid="([^"]+)"', html)
        assert sorted(ids) == sorted(set(ids)), address


def test_the_root_leads_to_the_language_last_read(client: Client) -> None:
    assert client.get("/").headers["Location"] == "/de/"
    assert client.get("/", headers={"Accept-Language": "cs,de;q=0.5"}).headers["Location"] == "/cs/"
    client.get("/en/")
    assert client.get("/", headers={"Accept-Language": "cs"}).headers["Location"] == "/en/"


def test_an_address_without_language_keeps_its_question(client: Client) -> None:
    response = client.get("/verzeichnis/?q=x", follow=True)
    assert response.redirect_chain[-1][0] == "/de/verzeichnis/?q=x"


def test_robots(client: Client) -> None:
    response = client.get("/robots.txt")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/plain"
