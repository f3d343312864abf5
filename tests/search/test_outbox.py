"""From a noted change to the index: nothing lost, nothing twice, whoever writes."""

import threading
from itertools import pairwise

import pytest
from django.db import OperationalError
from hypothesis import given
from hypothesis import strategies as st

from regiowerk.search import actions, backends, following, queries, sources
from regiowerk.search.backends.tantivy import schema
from regiowerk.search.backends.tantivy.versions import Versions
from regiowerk.search.interface import Document, IndexBusyError, Query
from regiowerk.search.models import PendingChange
from tests.search.conftest import Shelf

pytestmark = pytest.mark.django_db


def found(text: str) -> list[str]:
    return [hit.id for hit in queries.search(Query(text=text)).hits]


def test_changes_reach_the_index(shelf: Shelf) -> None:
    shelf.put("a Stahl", "b Holz", "c Glas")
    assert actions.build().documents == 3
    shelf.put("a Kupfer", "d Zinn")
    del shelf.documents["b"]
    actions.note_change(document_ids=["a", "b", "d", "a"])
    assert queries.pending_changes() == 4
    assert actions.apply_pending() == (3, False, False)
    assert shelf.asked == [["a", "b", "d"]]
    assert (found("Kupfer"), found("Stahl"), found("Holz"), found("Zinn")) == (["a"], [], [], ["d"])
    assert queries.pending_changes() == 0
    assert actions.apply_pending() == (0, False, False)


def test_many_changes_are_taken_over_in_batches(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "BATCH", 2)
    monkeypatch.setattr(actions, "REBUILD_FROM", 10)
    shelf.put("z Anfang")
    actions.build()
    actions.note_change(document_ids=shelf.put("a Eins", "b Zwei", "c Drei", "d Vier", "e Fünf"))
    counted: list[int] = []
    assert actions.apply_pending(progress=counted.append).documents == 5
    assert counted == [2, 2, 1]
    assert found("Fünf") == ["e"]


def test_without_an_index_or_with_most_changed_a_new_one_is_built(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "BATCH", 2)
    actions.note_change(document_ids=shelf.put("a Eins", "b Zwei", "c Drei"))
    assert actions.apply_pending().rebuilt
    actions.note_change(document_ids=["a", "b", "c"])
    assert actions.apply_pending().rebuilt
    assert queries.status().version == 2
    assert queries.pending_changes() == 0


def test_an_index_of_another_release_is_built_anew_though_nothing_changed(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.put("a Eins", "b Zwei")
    actions.build()
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    assert queries.status().version == 0
    assert actions.apply_pending() == (2, True, False)
    assert found("Zwei") == ["b"]


@given(st.sets(st.integers(0, 60)))
def test_unbroken_runs_of_numbers_hold_each_number_once(numbers: set[int]) -> None:
    runs = list(actions._runs(sorted(numbers)))
    assert [number for first, last in runs for number in range(first, last + 1)] == sorted(numbers)
    assert all(later[0] > earlier[1] + 1 for earlier, later in pairwise(runs))


def test_what_is_noted_during_a_build_stays_noted(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf.put("a Eins")
    actions.note_change(document_ids=["a"])

    def all_with_a_change() -> list[Document]:
        actions.note_change(document_ids=["a"])
        return list(shelf.documents.values())

    monkeypatch.setattr(shelf, "all", all_with_a_change)
    actions.build()
    assert queries.pending_changes() == 1


def test_the_work_is_left_to_the_process_that_writes(shelf: Shelf) -> None:
    shelf.put("a Eins")
    actions.build()
    actions.note_change(document_ids=shelf.put("b Zwei"))
    with Versions(backends.folder()).writing():
        assert actions.apply_pending().busy
        with pytest.raises(IndexBusyError):
            actions.build()
        assert queries.pending_changes() == 1
    assert actions.apply_pending().documents == 1


def test_a_fault_before_the_commit_keeps_the_change(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf.put("a Eins")
    actions.build()
    actions.note_change(document_ids=shelf.put("b Zwei"))
    with monkeypatch.context() as patched:
        patched.setattr(type(backends.backend()), "apply", _fail)
        with pytest.raises(OSError, match="disk"):
            actions.apply_pending()
    assert queries.pending_changes() == 1
    actions.apply_pending()
    assert found("Zwei") == ["b"]


def _fail(*_: object) -> None:
    raise OSError("disk full")


def test_the_follower_takes_changes_over_until_it_is_stopped(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf.put("a Eins")
    actions.build()
    actions.note_change(document_ids=shelf.put("b Zwei"))
    stop = threading.Event()
    rounds: list[int] = []

    def applied() -> None:
        rounds.append(1)
        if len(rounds) == 1:
            raise OperationalError("the database went away")
        actions.apply_pending()
        stop.set()

    monkeypatch.setattr(following, "apply_pending", applied)
    monkeypatch.setattr(following, "close_old_connections", lambda: None)
    monkeypatch.setattr(following, "PAUSE_AFTER_FAULT", 0)
    following.follow(stop)
    assert found("Zwei") == ["b"]
    assert not PendingChange.objects.exists()


def test_without_a_source_there_is_a_clear_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "_sources", {})
    with pytest.raises(LookupError, match="No source"):
        actions.build()
