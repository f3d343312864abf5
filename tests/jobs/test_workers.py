"""Real worker processes on a real database: several never do one job twice, a killed one's job is taken up again."""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from django.db import connection

PROJECT = Path(__file__).resolve().parents[2]
PREPARE = """
import django; django.setup()
from pathlib import Path
from django_tasks_db.models import DBTaskResult
from django.utils import timezone
from regiowerk.jobs import actions
from tests.jobs import sample
"""


@pytest.fixture
def environment(transactional_db: None, tmp_path: Path) -> dict[str, str]:
    """A database that processes of their own can work on: a file, or the test's own database of the server."""
    found = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "regiowerk.config.settings",
        "REGIOWERK_DATA_DIR": str(tmp_path / "instance"),
        "REGIOWERK_LOG_LEVEL": "ERROR",
        "PYTHONPATH": str(PROJECT),
    }
    if connection.vendor == "postgresql":
        server, _, _ = os.environ["DATABASE_URL"].rpartition("/")
        found["DATABASE_URL"] = f"{server}/{connection.settings_dict['NAME']}"
        return found
    for app in ("jobs", "django_tasks_database"):
        subprocess.run([sys.executable, "-m", "regiowerk", "migrate", app, "-v0"], env=found, check=True)
    return found


def python(environment: dict[str, str], code: str) -> None:
    subprocess.run([sys.executable, "-c", PREPARE + code], env=environment, check=True)


def worker(environment: dict[str, str]) -> "subprocess.Popen[bytes]":
    code = "import django; django.setup(); from regiowerk.jobs.worker import work; work(until_empty=True)"
    return subprocess.Popen([sys.executable, "-c", code], env=environment, stderr=subprocess.DEVNULL)


def test_two_workers_do_each_job_once(environment: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "lines"
    python(environment, f"for n in range(40): actions.start(sample.note_line, file={str(file)!r}, text=str(n))")
    assert [process.wait(timeout=60) for process in [worker(environment), worker(environment)]] == [0, 0]
    lines = Counter(file.read_text(encoding="utf-8").split())
    assert lines == Counter(str(number) for number in range(40))


def test_the_job_of_a_killed_worker_is_taken_up_again(environment: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "mark"
    python(environment, f"actions.start(sample.die_once, file={str(file)!r})")
    assert worker(environment).wait(timeout=60) < 0
    assert file.read_text(encoding="utf-8") == "died"
    python(
        environment,
        "from regiowerk.jobs.models import Beat\n"
        "Beat.objects.update(seen_at=timezone.now() - 2 * actions.LOST_AFTER)\n"
        "assert actions.take_up_lost_jobs() == 1\n"
        "DBTaskResult.objects.update(run_after=timezone.now())",
    )
    assert worker(environment).wait(timeout=60) == 0
    assert file.read_text(encoding="utf-8") == "done"
