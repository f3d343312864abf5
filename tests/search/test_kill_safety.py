"""A process killed while it writes leaves an index that answers, and the same command again succeeds."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from regiowerk.search.backends.tantivy import TantivyBackend
from regiowerk.search.interface import Document, IndexBusyError, Query

WRITER = """
import os, sys, time
from pathlib import Path
from django.conf import settings
settings.configure(WORDLIST_DIR=Path(sys.argv[2]))
from regiowerk.search.backends.tantivy import TantivyBackend
from regiowerk.search.interface import Document

def documents():
    for number in range(100_000):
        yield Document(id=f"n{number}", name=f"Neu {number}")
        if number == 20_000:
            print("writing", flush=True)
            time.sleep(60)

backend = TantivyBackend(Path(sys.argv[1]))
if sys.argv[3] == "build":
    backend.build(documents(), 100_000)
else:
    backend.apply(documents(), ["old"])
"""


@pytest.mark.parametrize("job", ["build", "apply"])
def test_a_killed_writer_leaves_the_old_index(job: str, tmp_path: Path, settings: object) -> None:
    folder = tmp_path / "organisations"
    backend = TantivyBackend(folder)
    backend.build([Document(id="old", name="Alt")], 1)
    arguments = [sys.executable, "-c", WRITER, str(folder), str(settings.WORDLIST_DIR), job]  # type: ignore[attr-defined]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True, env=os.environ) as writer:
        assert writer.stdout
        assert writer.stdout.readline() == "writing\n"
        with pytest.raises(IndexBusyError):
            backend.build([], 0)
        assert [hit.id for hit in backend.search(Query(text="Alt")).hits] == ["old"]
        writer.send_signal(signal.SIGKILL)
    assert [hit.id for hit in TantivyBackend(folder).search(Query()).hits] == ["old"]
    backend.apply([Document(id="later", name="Später")], [])
    assert backend.status().documents == 2
    backend.build([Document(id="new", name="Neu")], 1)
    assert [hit.id for hit in backend.search(Query()).hits] == ["new"]
    assert not list(folder.glob("*.building"))


def test_another_process_sees_a_switch_and_a_change(tmp_path: Path) -> None:
    reader, writer = TantivyBackend(tmp_path / "o"), TantivyBackend(tmp_path / "o")
    for version in range(1, 5):
        writer.build([Document(id=f"v{version}", name="Halle")], 1)
        assert [hit.id for hit in reader.search(Query(text="Halle")).hits] == [f"v{version}"]
        writer.apply([Document(id="added", name="Halle")], [])
        assert reader.search(Query(text="Halle")).total == 2
    assert sorted(path.name for path in (tmp_path / "o").glob("v*")) == ["v0003", "v0004"]


def test_an_index_of_other_fields_counts_as_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    backend = TantivyBackend(tmp_path / "o")
    backend.build([Document(id="old", name="Alt")], 1)
    monkeypatch.setattr("regiowerk.search.backends.tantivy.schema.VERSION", 999)
    fresh = TantivyBackend(tmp_path / "o")
    assert fresh.status().version == 0
    assert fresh.search(Query(text="Alt")).total == 0
    assert fresh.build([Document(id="new", name="Neu")], 1).version == 2


def test_readers_in_threads_never_fail_while_versions_change(tmp_path: Path) -> None:
    import threading

    backend = TantivyBackend(tmp_path / "o")
    backend.build([Document(id="a", name="Halle")], 1)
    stop, faults, answers = threading.Event(), [], []

    def read() -> None:
        while not stop.is_set():
            try:
                answers.append(backend.search(Query(text="Halle")).total)
            except Exception as fault:
                faults.append(fault)

    readers = [threading.Thread(target=read) for _ in range(2)]
    for thread in readers:
        thread.start()
    for number in range(6):
        backend.apply([Document(id=f"b{number}", name="Halle")], [])
        backend.build([Document(id="a", name="Halle")], 1)
        time.sleep(0.01)
    stop.set()
    for thread in readers:
        thread.join()
    assert faults == []
    assert set(answers) <= {1, 2}
