"""`regiowerk linking match FILE`."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from regiowerk.registers.models import Run
from tests.factories.region import organisation

pytestmark = pytest.mark.django_db


def match(file: Path, *options: str) -> list[str]:
    output = StringIO()
    call_command("linking", "match", str(file), *options, stdout=output)
    return output.getvalue().splitlines()


@pytest.fixture
def members(tmp_path: Path) -> Path:
    file = tmp_path / "members.csv"
    file.write_bytes("name;town\nErzgebirge Präzision GmbH;Chemnitz\nNirgendwo AG;Entenhausen\n".encode("cp1252"))
    return file


def test_each_row_is_answered_in_json(region: list[Run], members: Path) -> None:
    found, missing = (json.loads(line) for line in match(members, "--country", "de", "--json"))
    firm = organisation("Erzgebirge Präzision GmbH")
    assert (found["row"], found["decision"], found["organisation_id"]) == (1, "sure", firm.public_id)
    assert found["name"] == firm.name
    assert found["register_keys"] == ["de_offeneregister:U1206_HRB2000"]
    assert 0.9 < found["score"] <= 1
    assert "name_same" in found["reasons"]
    assert missing == {
        "row": 2,
        "decision": "none",
        "organisation_id": None,
        "name": None,
        "register_keys": [],
        "score": None,
        "next_score": None,
        "reasons": [],
    }


def test_people_read_a_line_for_each_row(region: list[Run], members: Path) -> None:
    found, missing = match(members, "--country", "DE")
    assert found.split("\t")[:2] == ["1", "sure"]
    assert missing == "2\tnone"


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"", "no rows below its header"), (b"\0\1\2\0\0", "no CSV, XLSX, XLS or ODS"), (b"1;2\n3;4\n", "with names")],
)
def test_files_that_cannot_be_used_end_it_with_a_message(
    db: None, tmp_path: Path, content: bytes, message: str
) -> None:
    file = tmp_path / "members.csv"
    file.write_bytes(content)
    with pytest.raises(CommandError, match=message) as raised:
        match(file)
    assert raised.value.returncode != 0


def test_a_file_that_is_not_there_ends_it_with_a_message(db: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"gone\.csv"):
        match(tmp_path / "gone.csv")
