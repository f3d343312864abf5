"""The site closed for a while."""

import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

pytestmark = pytest.mark.django_db


def run(*words: str) -> str:
    out = StringIO()
    call_command("maintenance", *words, stdout=out)
    return out.getvalue()


@pytest.fixture
def closed(data_dir: Path) -> Iterator[None]:
    run("on", "--minutes", "30")
    yield
    run("off")


@pytest.mark.usefixtures("closed")
@pytest.mark.parametrize(
    ("address", "language", "text"),
    [
        ("/de/", "de", "Wir arbeiten an der Plattform"),
        ("/cs/adresar/?q=Musterbau", "cs", "Na platformě právě pracujeme"),
        ("/fi/gibt-es-nicht/", "fi", "Palvelua huolletaan"),
        ("/pl/nota-prawna/", "pl", "Trwają prace nad platformą"),
        ("/robots.txt", "en", "We are working on the platform"),
    ],
)
def test_every_page_says_so_in_the_readers_language(client: Client, address: str, language: str, text: str) -> None:
    response = client.get(address, headers={"Accept-Language": "en"})
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "1800"
    assert response.headers["Cache-Control"] == "no-store"
    html = response.content.decode()
    assert text in html
    assert f'<html lang="{language}">' in html
    assert "Content-Security-Policy" in response.headers


@pytest.mark.usefixtures("closed")
def test_forms_are_closed_as_well(client: Client) -> None:
    assert client.post("/de/barriere-melden/", {"text": "x"}).status_code == 503


@pytest.mark.usefixtures("closed")
def test_sign_in_stays_open(client: Client) -> None:
    assert client.get("/de/konto/anmelden/").status_code == 200


@pytest.mark.usefixtures("closed")
def test_static_files_stay_open(client: Client) -> None:
    assert client.get("/static/vendor/favicon.svg").status_code == 200


def test_the_command_opens_and_closes(client: Client) -> None:
    assert client.get("/de/").status_code == 200
    assert "closed" in run("on")
    assert json.loads(run("status", "--json")) == {"closed": True, "minutes": 15}
    assert client.get("/de/").status_code == 503
    assert "open" in run("off")
    assert client.get("/de/").status_code == 200
    assert json.loads(run("off", "--json")) == {"closed": False, "minutes": None}


def test_a_file_made_by_hand_closes_as_well(client: Client, data_dir: Path) -> None:
    (data_dir / "maintenance").write_text("back at noon", encoding="utf-8")
    assert client.get("/de/").headers["Retry-After"] == "900"
