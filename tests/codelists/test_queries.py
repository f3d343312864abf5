import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from regiowerk.codelists import actions, freshness, queries
from regiowerk.codelists.models import Code, ReferenceSet

pytestmark = pytest.mark.django_db

NEW = actions.SetDescription(name="test", publisher="Test", licence="CC0 1.0", attribution="Test")


def test_labels_come_from_the_carried_lists() -> None:
    assert queries.label("SECTOR", "25")["cs"] == "Kovovýrobky"
    assert queries.label("FORM", "limited")["en"] == "Limited company"
    assert "s. r. o." in queries.label("LEGAL_FORM", "CSU-56:112")["de"]
    assert queries.label("SECTOR", "no such code") == {}
    assert queries.labels("STATUS", ["active", "?"])["active"]["pl"] == "Aktywny"


def test_after_the_first_call_no_query_is_needed() -> None:
    queries.label("SECTOR", "25")
    with CaptureQueriesContext(connection) as captured:
        queries.labels("SECTOR", ["25", "26", "C"])
        queries.sector_choices()
    assert len(captured) == 0


def test_sectors_are_offered_as_sections_with_their_divisions() -> None:
    sections = queries.sector_choices()
    assert [section.code for section in sections][:3] == ["A", "B", "C"]
    assert "25" in [division.code for division in sections[2].divisions]


def test_short_names_and_official_headings_stand_in_for_each_other() -> None:
    Code.objects.create(code_list="NACE21", code="25.62", labels={"en": "Manufacture of locks and hinges"})
    assert queries.label("SECTOR", "25.62")["en"] == "Manufacture of locks and hinges"
    assert queries.label("NACE21", "25")["en"] == "Metal products"


def test_carrying_again_changes_nothing() -> None:
    before = list(Code.objects.order_by("id").values_list("id", flat=True))
    assert actions.carry() is False
    assert list(Code.objects.order_by("id").values_list("id", flat=True)) == before


def test_a_set_is_replaced_once_for_each_fingerprint() -> None:
    def write() -> int:
        return actions.write_codes("TEST", [Code(code_list="TEST", code="1", labels={"en": "one"})])

    assert actions.replace_set(description=NEW, fingerprint="a", write=write) is True
    assert actions.replace_set(description=NEW, fingerprint="a", write=write) is False
    assert queries.label("TEST", "1") == {"en": "one"}
    assert ReferenceSet.objects.get(name="test").rows == 1


def test_a_set_that_fails_leaves_the_old_one() -> None:
    actions.replace_set(
        description=NEW, fingerprint="a", write=lambda: actions.write_codes("TEST", [Code(code_list="TEST", code="1")])
    )

    def broken() -> int:
        actions.write_codes("TEST", [])
        raise ValueError("broken file")

    with pytest.raises(ValueError, match="broken file"):
        actions.replace_set(description=NEW, fingerprint="b", write=broken)
    assert Code.objects.filter(code_list="TEST").count() == 1
    assert ReferenceSet.objects.get(name="test").fingerprint == "a"


def test_another_process_notices_new_data_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    assert queries.label("SECTOR", "25")["en"] == "Metal products"
    code = Code.objects.get(code_list="SECTOR", code="25")
    code.labels["en"] = "Metalwork"
    code.save()
    ReferenceSet.objects.filter(name=actions.CARRIED).update(fingerprint="of another process")
    assert queries.label("SECTOR", "25")["en"] == "Metal products"
    monkeypatch.setattr(freshness, "CHECK_EVERY_S", 0.0)
    assert queries.label("SECTOR", "25")["en"] == "Metalwork"
