import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from regiowerk.search import actions, backends
from regiowerk.search.backends.tantivy.versions import Versions
from regiowerk.search.management.commands import search
from tests.search.conftest import Shelf

pytestmark = pytest.mark.django_db


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, object]]:
    call_command("search", *arguments, "--json")
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_build_status_update(shelf: Shelf, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "status")[0]["version"] == 0
    shelf.put("a Stahl", "b Holz")
    (built,) = run(capsys, "build")
    assert (built["version"], built["documents"], built["pending"]) == (1, 2, 0)
    actions.note_change(document_ids=shelf.put("c Glas"))
    assert run(capsys, "status")[0]["pending"] == 1
    assert run(capsys, "update") == [{"documents": 1, "rebuilt": False, "busy": False}]
    call_command("search", "status")
    assert "Version 1" in capsys.readouterr().out


def test_query_answers_one_line_for_each_query(
    shelf: Shelf, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    shelf.put("a Stahlbau", "b Holzbau")
    actions.build()
    file = tmp_path / "queries.jsonl"
    file.write_text(
        '{"id": "q1", "lang": "de", "text": "Stahlbau"}\n\n{"id": "q2", "text": "fehlt"}\n', encoding="utf-8"
    )
    first, second = run(capsys, "query", "--file", str(file), "--limit", "5")
    assert (first["id"], first["text"], first["lang"], first["total"]) == ("q1", "Stahlbau", "de", 1)
    (hit,) = first["hits"]  # type: ignore[misc]
    assert set(hit) == {"id", "external_id", "name", "score", "reasons"}
    assert (hit["id"], hit["name"], hit["reasons"]) == ("a", "a Stahlbau", ["name"])
    assert (second["id"], second["total"], second["hits"]) == ("q2", 0, [])
    assert run(capsys, "query", "Holzbau", "--lang", "de")[0]["total"] == 1


def test_wrong_use_and_failures_are_told(shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "PATIENCE", 0.3)
    with pytest.raises(CommandError, match="TEXT or --file") as wrong:
        call_command("search", "query")
    assert wrong.value.returncode == 2
    with pytest.raises(CommandError, match="No such file"):
        call_command("search", "query", "--file", str(tmp_path / "none.jsonl"))
    broken = tmp_path / "broken.jsonl"
    broken.write_text('{"text": "x"}\n{"text"', encoding="utf-8")
    with pytest.raises(CommandError, match="query 2"):
        call_command("search", "query", "--file", str(broken))
    with Versions(backends.folder()).writing(), pytest.raises(CommandError, match="Another process"):
        call_command("search", "build")


def test_update_says_when_another_process_writes(shelf: Shelf, capsys: pytest.CaptureFixture[str]) -> None:
    actions.note_change(document_ids=shelf.put("a Stahl"))
    with Versions(backends.folder()).writing():
        call_command("search", "update")
    assert "Another process" in capsys.readouterr().out
