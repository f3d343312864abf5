"""What a row of the results says, and what it leaves to the name."""

import re
from pathlib import Path

import pytest
from django.test import Client

from regiowerk.registers.actions import import_files
from regiowerk.registers.models import Run
from tests.factories.registers import de_row, write_de

pytestmark = pytest.mark.django_db


def row_of(client: Client, query: str) -> str:
    html = client.get(f"/de/verzeichnis/?{query}").content.decode()
    found = re.findall(r'<li class="hit".*?</li>', html, re.DOTALL)
    assert len(found) == 1
    return " ".join(found[0].split())


@pytest.fixture
def firms(tmp_path: Path) -> None:
    rows = [
        de_row(3000, "Nordlicht Beispiel GmbH"),
        de_row(3001, "Südwind Handwerk e. K.", section="HRA"),
        de_row(3002, "Westermann Muster", section="HRB"),
        de_row(3003, "Ostermuster GmbH", current_status="removed"),
    ]
    import_files(source="de_offeneregister", paths=[write_de(tmp_path / "more.jsonl", rows)], by="tests")


def test_the_legal_form_is_left_to_the_name(client: Client, firms: None) -> None:
    assert "Haftung" not in row_of(client, "q=Nordlicht")


def test_a_form_in_another_spelling_is_recognised(client: Client, region: list[Run]) -> None:
    assert "omezeným" not in row_of(client, "q=Senzorika")
    assert "Haftung" not in row_of(client, "q=Senzorika")


def test_a_dissolved_organisation_has_a_chip(client: Client, firms: None) -> None:
    assert '<span class="chip off">Gelöscht</span>' in row_of(client, "q=Ostermuster")
    assert "chip" not in row_of(client, "q=Nordlicht")
