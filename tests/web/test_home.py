"""The first page: the region at a glance, and the way into the directory."""

import re

import pytest
from django.test import Client

from regiowerk.registers.models import Run
from tests.factories.region import CZECH, GERMAN

pytestmark = pytest.mark.django_db


def page(client: Client, address: str = "/de/") -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_both_sides_are_counted(client: Client, region: list[Run]) -> None:
    html = page(client)
    assert re.search(rf"<strong>{GERMAN}</strong>\s*Organisationen", html)
    assert re.search(rf"<strong>{CZECH}</strong>\s*Organisationen", html)


def test_the_search_leads_to_the_directory(client: Client, region: list[Run]) -> None:
    form = re.search(r'<form[^>]*id="search-form"[^>]*>', page(client), re.DOTALL)
    assert form
    assert 'action="/de/verzeichnis/"' in form[0]
    assert "hx-get" not in form[0]


def test_an_empty_directory_says_so(client: Client) -> None:
    assert "Das Verzeichnis ist noch leer." in page(client)
