"""What an entry said before is kept, and told as changes."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regiowerk.registers import queries
from regiowerk.registers.history import EntryHistory, Said, compare
from regiowerk.registers.models import Entry, EntryVersion
from regiowerk.registers.record import Activity, Address, Identifier, LegalForm, Name, RegisterRecord, SizeClass
from regiowerk.registers.sources import catalogue
from tests.factories.registers import cz_row, de_row, de_rows, ico, write_cz, write_de
from tests.registers.conftest import Importer

NAMES = st.builds(
    Name, text=st.sampled_from(("Alfa s.r.o.", "Beta a.s.", "Řeka")), language=st.sampled_from(("cs", ""))
)
ADDRESSES = st.builds(
    Address,
    text=st.sampled_from(("", "Dlouhá 1, Most", "Krátká 2, Cheb")),
    locality=st.sampled_from(("", "Most", "Cheb")),
    street=st.sampled_from(("", "Dlouhá")),
)
ACTIVITIES = st.builds(
    Activity,
    scheme=st.sampled_from(("CZNACE", "CZNACE2025")),
    code=st.sampled_from(("2562", "6201", "46")),
    main=st.booleans(),
)
RECORDS = st.builds(
    RegisterRecord,
    key=st.just("1"),
    country=st.just("CZ"),
    kind=st.just("company"),
    names=st.tuples(NAMES),
    identifiers=st.lists(st.builds(Identifier, st.just("CZ-ICO"), st.sampled_from("123")), max_size=2).map(tuple),
    legal_form=st.sampled_from((None, LegalForm("CZ-FORM", "112"), LegalForm("CZ-FORM", "121"))),
    status=st.sampled_from(("active", "in_liquidation", "dissolved")),
    addresses=st.lists(ADDRESSES, max_size=2).map(tuple),
    activities=st.lists(ACTIVITIES, max_size=4).map(tuple),
    size=st.sampled_from((None, SizeClass("CZ-KATPO", "110"), SizeClass("CZ-KATPO", "120"))),
)


@given(RECORDS)
def test_a_record_differs_in_nothing_from_itself(record: RegisterRecord) -> None:
    assert compare(record, record) == ()


@given(RECORDS, RECORDS)
def test_the_way_back_is_the_way_there_turned_round(one: RegisterRecord, other: RegisterRecord) -> None:
    there, back = compare(one, other), compare(other, one)
    assert [(change.field, change.former, change.present) for change in there] == [
        (change.field, change.present, change.former) for change in back
    ]
    assert len({change.field for change in there}) == len(there)
    assert all(set(change.former).isdisjoint(change.present) for change in there if change.field != "address")


@given(RECORDS, RECORDS)
def test_every_change_of_name_form_and_status_is_told(one: RegisterRecord, other: RegisterRecord) -> None:
    told = {change.field for change in compare(one, other)}
    assert ("name" in told) == (one.name != other.name)
    assert ("legal_form" in told) == (one.legal_form != other.legal_form)
    assert ("status" in told) == (one.status != other.status)


def record(**fields: Any) -> RegisterRecord:
    return RegisterRecord(**{"key": "1", "country": "CZ", "kind": "company", "names": (Name("Alfa"),), **fields})


def test_another_town_is_another_seat_and_other_commas_are_nothing() -> None:
    most = record(addresses=(Address(text="Dlouhá 1, 434 01 Most", locality="Most"),))
    same = record(addresses=(Address(text="DLOUHÁ 1 – 434 01 MOST", locality="Most"),))
    street = record(addresses=(Address(text="Krátká 2, 434 01 Most", locality="Most"),))
    cheb = record(addresses=(Address(text="Krátká 2, 350 02 Cheb", locality="Cheb"),))
    assert compare(most, same) == ()
    assert [change.field for change in compare(most, street)] == ["address"]
    assert [change.field for change in compare(most, cheb)] == ["seat"]


def test_another_edition_of_the_classification_is_no_change() -> None:
    former = record(activities=(Activity("CZNACE", "2562", main=True),))
    present = record(activities=(Activity("CZNACE2025", "2553", main=True),))
    assert compare(former, present) == ()
    both = record(activities=(Activity("CZNACE", "2562"), Activity("CZNACE", "6201", main=True)))
    changes = compare(former, both)
    assert [change.field for change in changes] == ["main_activity", "activities"]
    assert (changes[1].former, changes[1].present) == ((), (Said("CZNACE:6201"),))


def history_of(key: str) -> EntryHistory:
    entry = Entry.objects.get(key=key)
    return queries.entry_histories([entry.pk])[entry.pk]


@pytest.fixture
def renamed_twice(import_cz: Importer, tmp_path: Path) -> str:
    """Key of an entry of three states, among fifty that stay."""
    others = [cz_row(9000001 + number, f"Vzor {number} s.r.o.") for number in range(50)]
    for day, name in (("2026-06-15", "Prvni s.r.o."), ("2026-06-30", "Druha s.r.o."), ("2026-07-15", "Treti s.r.o.")):
        rows = [{**cz_row(9000000, name), "DDATPAKT": day}, *others]
        import_cz(write_cz(tmp_path / f"{day}.csv", [{**row, "DATPLAT": day} for row in rows]))
    return ico(9000000)


def test_each_former_state_is_kept_with_its_dates(renamed_twice: str) -> None:
    history = history_of(renamed_twice)
    assert history.first_seen == date(2026, 6, 15)
    assert (history.missing_since, history.gone) == (None, False)
    told = [
        (step.changes[0].former[0].text, step.changes[0].present[0].text, step.changed_on) for step in history.steps
    ]
    assert told == [
        ("Druha s.r.o.", "Treti s.r.o.", "2026-07-15"),
        ("Prvni s.r.o.", "Druha s.r.o.", "2026-06-30"),
    ]
    assert [str(step.as_of) for step in history.steps] == ["2026-07-15", "2026-06-30"]
    assert EntryVersion.objects.count() == 2


def test_what_does_not_change_has_no_former_state(import_de: Importer, tmp_path: Path) -> None:
    path = write_de(tmp_path / "a.jsonl", de_rows(60))
    import_de(path)
    import_de(path)
    import_de(write_de(tmp_path / "b.jsonl.gz", reversed(de_rows(60))))
    later = [{**row, "retrieved_at": "2019-01-05T00:00:00Z"} for row in de_rows(60)]
    import_de(write_de(tmp_path / "c.jsonl", later))
    assert not EntryVersion.objects.exists()


def test_an_entry_that_was_missing_and_is_back_as_it_was_has_none(import_de: Importer, tmp_path: Path) -> None:
    rows = de_rows(60)
    for number, some in enumerate((rows, rows[1:], rows)):
        report = import_de(write_de(tmp_path / f"{number}.jsonl", some))
    assert (report.changed, report.unchanged) == (1, 59)
    assert not EntryVersion.objects.exists()


def test_absence_is_told(import_de: Importer, tmp_path: Path) -> None:
    rows = de_rows(60)
    for number, some in enumerate((rows, rows[1:], [*rows[1:], de_row(1, "Neu GmbH")])):
        import_de(write_de(tmp_path / f"{number}.jsonl", some))
        if number == 1:
            history = history_of("U1206_HRB900000")
            assert history.missing_since
            assert not history.gone
    assert history_of("U1206_HRB900000").gone


def test_other_rules_of_ours_are_no_news_of_the_register(
    import_de: Importer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = de_rows(60)
    import_de(write_de(tmp_path / "a.jsonl", rows))
    source = catalogue.source("de_offeneregister")
    parse = type(source).parse

    def read_otherwise(self: Any, entry: Any) -> Any:
        parsed = parse(self, entry)
        return parsed._replace(record=RegisterRecord(**{**_fields(parsed.record), "region": "by other rules"}))

    monkeypatch.setattr(type(source), "parse", read_otherwise)
    monkeypatch.setattr(source, "info", source.info._replace(format_version=source.info.format_version + 1))
    rows[0] = {**rows[0], "name": "Anders GmbH"}
    report = import_de(write_de(tmp_path / "b.jsonl", rows))
    assert report.changed == 60
    assert [version.entry.key for version in EntryVersion.objects.all()] == ["U1206_HRB900000"]


def _fields(record: RegisterRecord) -> dict[str, Any]:
    return {name: getattr(record, name) for name in record.__struct_fields__}


def test_an_erased_entry_loses_its_former_states(renamed_twice: str, import_cz: Importer, tmp_path: Path) -> None:
    others = [cz_row(9000001 + number, f"Vzor {number} s.r.o.") for number in range(50)]
    rows = [{"ICO": renamed_twice, "DDATZAN": "2026-07-01"}, *others]
    import_cz(write_cz(tmp_path / "d.csv", [{**row, "DATPLAT": "2026-07-31"} for row in rows]))
    assert not Entry.objects.filter(key=renamed_twice).exists()
    assert not EntryVersion.objects.exists()
