"""Killed at any moment, the same command again gives the same as without."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from regiowerk.common import workers
from regiowerk.common.locks import file_lock
from regiowerk.directory.models import Organisation
from regiowerk.registers import actions, reading, snapshots, storing
from regiowerk.registers.actions import RunBusyError
from regiowerk.registers.models import Entry, EntryVersion, Run
from regiowerk.registers.staging import Staging
from regiowerk.search import queries as search
from tests.factories.registers import de_rows, write_de
from tests.registers.conftest import Importer


class Killed(BaseException):
    """Stands for the end of the process: nothing catches it."""


def after(calls: int, function: Callable[..., Any]) -> Callable[..., Any]:
    """The function, which ends the process instead of its n-th call."""
    done = 0

    def dying(*args: Any, **kwargs: Any) -> Any:
        nonlocal done
        done += 1
        if done > calls:
            raise Killed
        return function(*args, **kwargs)

    return dying


MOMENTS = [
    (snapshots, "_copy", 0),
    (Staging, "add", 0),
    (Staging, "add", 2),
    (actions.guards, "check", 0),
    (storing, "_store_batch", 0),
    (storing, "_store_batch", 2),
    (storing, "mark_missing", 0),
    (storing, "_mark_batch", 0),
    (actions.signals.run_stored, "send", 0),
    (actions, "_end", 0),
]


def state() -> dict[str, Any]:
    """All that a reader can see, without the ids and dates that are made by chance."""
    return {
        "entries": sorted(Entry.objects.values_list("key", "missing_since_id", "gone_since_id")),
        "former": sorted(EntryVersion.objects.values_list("entry__key", "run__pk", "replaced_run__pk")),
        "organisations": sorted(Organisation.objects.values_list("name", "status", "town")),
        "documents": search.status().documents,
        "runs": list(Run.objects.order_by("pk").values_list("state", "read", "new", "changed", "unchanged", "missing")),
    }


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    monkeypatch.setattr(reading, "BATCH", 10)
    monkeypatch.setattr(storing, "BATCH", 10)
    monkeypatch.setattr(workers, "WORKERS", 1)
    rows = de_rows(60)
    changed = [{**row, "name": f"Neu {number} GmbH"} for number, row in enumerate(rows[1:40])]
    return (
        write_de(tmp_path / "a.jsonl", rows),
        write_de(tmp_path / "b.jsonl", [*changed, *rows[40:], *de_rows(15, start=5)]),
    )


@pytest.mark.parametrize(
    ("place", "name", "calls"), MOMENTS, ids=[f"{number}-{moment[1]}" for number, moment in enumerate(MOMENTS)]
)
def test_an_interrupted_run_ends_as_an_undisturbed_one(
    import_de: Importer, files: tuple[Path, Path], place: Any, name: str, calls: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = files
    import_de(first)
    with monkeypatch.context() as patch:
        patch.setattr(place, name, after(calls, getattr(place, name)))
        with pytest.raises(Killed):
            import_de(second)
    import_de(second)
    interrupted = state()
    assert interrupted["runs"][-1] == ("done", 74, 15, 39, 20, 1)
    assert len(interrupted["organisations"]) == 75
    assert [key for key, _, _ in interrupted["former"]] == [f"U1206_HRB{900_000 + number}" for number in range(1, 40)]
    assert interrupted["documents"] == 75
    assert ("Neu 0 GmbH", "active", "Chemnitz") in interrupted["organisations"]


def test_two_imports_of_one_source_at_once(import_de: Importer, files: tuple[Path, Path], data_dir: Path) -> None:
    with file_lock(data_dir / "work" / "de_offeneregister.lock"), pytest.raises(RunBusyError):
        import_de(files[0])
    assert import_de(files[0]).state == "done"


def test_another_file_after_an_interrupted_run(
    import_de: Importer, files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = files
    with monkeypatch.context() as patch:
        patch.setattr(storing, "_store_batch", after(2, storing._store_batch))
        with pytest.raises(Killed):
            import_de(first)
    report = import_de(second)
    assert report.state == "done"
    assert Run.objects.order_by("pk").values_list("state", flat=True)[0] == "failed"
    assert Organisation.objects.count() == 20 + 55  # of the first file two batches were in


def test_back_to_the_file_before_an_interrupted_run(
    import_de: Importer, files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = files
    import_de(first)
    before = state()["organisations"]
    with monkeypatch.context() as patch:
        patch.setattr(storing, "_store_batch", after(2, storing._store_batch))
        with pytest.raises(Killed):
            import_de(second)
    assert state()["organisations"] != before
    report = import_de(first)
    assert report.message_code != "same_file"
    assert state()["organisations"] == before


def test_a_lost_staging_file_is_made_again(
    import_de: Importer, files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, data_dir: Path
) -> None:
    first, second = files
    import_de(first)
    with monkeypatch.context() as patch:
        patch.setattr(storing, "_store_batch", after(2, storing._store_batch))
        with pytest.raises(Killed):
            import_de(second)
    for file in (data_dir / "work").glob("run-*"):
        file.unlink()
    report = import_de(second)
    assert (report.state, report.taken, report.missing) == ("done", 74, 1)
    assert Organisation.objects.count() == 75


def test_kill_minus_nine_of_the_command(tmp_path: Path) -> None:
    """The real thing: SIGKILL in the middle of storing, then the same command."""
    environment = {
        **os.environ,
        "REGIOWERK_DATA_DIR": str(tmp_path / "data"),
        "DJANGO_SETTINGS_MODULE": "regiowerk.config.settings",
    }
    environment.pop("DATABASE_URL", None)
    path = write_de(tmp_path / "a.jsonl.gz", de_rows(400))

    def run(code: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False, timeout=120
        )

    command = (
        "import sys; from regiowerk.config.cli import main;"
        f"sys.argv = ['regiowerk', 'registers', 'import', 'de_offeneregister', {str(path)!r}, '--json'];"
    )
    dying = (
        "import os, signal, django; os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'regiowerk.config.settings');"
        "django.setup(); from regiowerk.registers import storing; storing.BATCH = 50; real = storing._store_batch\n"
        "def deadly(run, batch):\n"
        "    if run.applied >= 150: os.kill(os.getpid(), signal.SIGKILL)\n"
        "    real(run, batch)\n"
        "storing._store_batch = deadly\n"
    )
    assert (
        run("import sys; from regiowerk.config.cli import main; sys.argv = ['regiowerk', 'migrate']; main()").returncode
        == 0
    )
    assert run(f"{dying}{command} main()").returncode == -signal.SIGKILL
    again = run(f"{command} main()")
    assert again.returncode == 0, again.stderr
    assert '"new": 400' in again.stdout
    shown = run(
        "import sys; from regiowerk.config.cli import main;"
        "sys.argv = ['regiowerk', 'directory', 'show', 'U1206_HRB900399', '--json']; main()"
    )
    assert "Beispielwerk 900399 GmbH" in shown.stdout
