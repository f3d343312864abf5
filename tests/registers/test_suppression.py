"""Objections: what is taken out stays out, whatever is imported, until it is let in again."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from regiowerk.activity.models import LogEntry
from regiowerk.directory.models import Organisation
from regiowerk.linking.models import Judgement
from regiowerk.registers import objections, storing, suppression
from regiowerk.registers.actions import import_files
from regiowerk.registers.models import Entry, EntryVersion, Run, Suppression
from regiowerk.registers.persons import reduced
from regiowerk.registers.record import Address, Capital, Identifier, Name, RegisterRecord, Relation, decode
from regiowerk.search import actions as index
from regiowerk.search import queries as search
from regiowerk.search.interface import Query
from tests.factories.lei import lei, lei_row, write_lei
from tests.factories.registers import cz_row, de_row, de_rows, ico, write_cz, write_de
from tests.registers.conftest import Importer
from tests.registers.test_interruption import Killed, after

pytestmark = pytest.mark.django_db(transaction=True)

PERSON = 9_000_000
NAME = "Josef Vzorný"
CZ_PERSON = f"cz_res:{ico(PERSON)}"


def czech(folder: Path, name: str = NAME, **columns: str) -> Path:
    rows = [cz_row(9_000_100 + number, f"Vzor {number} s.r.o.") for number in range(60)]
    return write_cz(folder / "res_data.csv", [*rows, cz_row(PERSON, name, **columns)])


def found(text: str) -> list[str]:
    return [hit.id for hit in search.search(Query(text=text, language="cs")).hits]


def suppress(*names: str) -> list[str]:
    marks = objections.suppress(names=names, by="tests")
    index.apply_pending()
    return marks


def test_nothing_of_an_entry_is_left_and_it_stays_out(import_cz: Importer, tmp_path: Path) -> None:
    import_cz(czech(tmp_path))
    import_cz(czech(tmp_path, TEXTADR="Dlouhá 2, 40502 Děčín"))
    assert EntryVersion.objects.exists()
    suppress(CZ_PERSON)
    assert not Entry.objects.filter(key=ico(PERSON)).exists()
    assert not EntryVersion.objects.exists()
    assert not Organisation.objects.filter(name=NAME).exists()
    assert found(ico(PERSON)) == []
    for file in (czech(tmp_path), czech(tmp_path, "Josef Vzorný – obchod", DATPLAT="2026-07-15")):
        report = import_cz(file)
        assert (report.state, report.left_out, report.missing) == ("done", {"suppressed": 1}, 0)
        assert not Entry.objects.filter(key=ico(PERSON)).exists()
    assert Organisation.objects.count() == 60


def test_the_record_of_what_was_done_names_nobody(import_cz: Importer, tmp_path: Path) -> None:
    import_cz(czech(tmp_path))
    suppress(CZ_PERSON)
    kept = json.dumps(
        [*LogEntry.objects.values("verb", "object_id", "data"), *Suppression.objects.values("of", "mark")]
    )
    assert "entry_suppressed" in kept
    assert ico(PERSON) not in kept
    assert "Vzorn" not in kept


def test_what_is_lifted_comes_back_with_the_very_same_file(import_cz: Importer, tmp_path: Path) -> None:
    import_cz(czech(tmp_path))
    marks = suppress(CZ_PERSON)
    import_cz(czech(tmp_path))
    assert objections.lift(marks=marks, by="tests") == 1
    assert objections.lift(marks=marks, by="tests") == 0
    report = import_cz(czech(tmp_path))
    assert (report.new, report.left_out) == (1, {})
    assert Organisation.objects.filter(name=NAME).exists()


def test_the_same_person_is_known_in_another_register_and_namesakes_are_not(
    import_cz: Importer, tmp_path: Path
) -> None:
    import_cz(czech(tmp_path))
    suppress(CZ_PERSON)
    rows = [
        lei_row(1, NAME.upper(), registered_as=ico(PERSON)),
        lei_row(2, NAME, registered_as=ico(9_000_001)),
        lei_row(3, "Jiná Firma", registered_as=ico(PERSON)),
    ]
    run = import_files(source="gleif", paths=[write_lei(tmp_path / "lei.json", rows)], by="tests")
    assert run.left_out == {"suppressed": 1}
    assert sorted(Entry.objects.filter(source="gleif").values_list("key", flat=True)) == sorted([lei(2), lei(3)])


def test_a_linked_entry_goes_with_its_judgement_and_the_other_stays(import_cz: Importer, tmp_path: Path) -> None:
    import_cz(czech(tmp_path))
    row = lei_row(1, "JOSEF VZORNÝ", registered_as=ico(PERSON))
    import_files(source="gleif", paths=[write_lei(tmp_path / "lei.json", [row])], by="tests")
    assert Judgement.objects.exists()
    suppress(CZ_PERSON)
    assert not Judgement.objects.exists()
    assert Organisation.objects.get(home_entries__entry__source="gleif").merged_into is None


def test_an_objection_while_a_file_is_stored(
    import_cz: Importer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = storing.store_changes

    def objected(*args: Any) -> None:
        objections.suppress(names=[CZ_PERSON], by="tests")
        real(*args)

    monkeypatch.setattr(storing, "store_changes", objected)
    import_cz(czech(tmp_path))
    assert not Entry.objects.filter(key=ico(PERSON)).exists()
    assert Organisation.objects.count() == 60


@pytest.mark.parametrize(("place", "name"), [(storing, "erase"), (objections.activity, "note")])
def test_killed_in_the_middle_all_or_nothing_has_happened(
    import_cz: Importer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: Any, name: str
) -> None:
    import_cz(czech(tmp_path))
    with monkeypatch.context() as patch:
        patch.setattr(place, name, after(0, getattr(place, name)))
        with pytest.raises(Killed):
            objections.suppress(names=[CZ_PERSON], by="tests")
    assert Entry.objects.filter(key=ico(PERSON)).exists()
    assert not Suppression.objects.exists()
    assert len(found(ico(PERSON))) == 1
    suppress(CZ_PERSON)
    assert found(ico(PERSON)) == []


def test_an_import_killed_in_the_middle_keeps_objections(
    import_cz: Importer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    suppress(CZ_PERSON)
    with monkeypatch.context() as patch:
        patch.setattr(storing, "_store_batch", after(0, storing._store_batch))
        with pytest.raises(Killed):
            import_cz(czech(tmp_path))
    report = import_cz(czech(tmp_path))
    assert (report.state, report.new, report.left_out) == ("done", 60, {"suppressed": 1})


def test_with_another_key_nothing_is_imported(import_cz: Importer, tmp_path: Path, settings: Any) -> None:
    import_cz(czech(tmp_path))
    suppress(CZ_PERSON)
    settings.SUPPRESSION_KEY = "another one"
    report = import_cz(czech(tmp_path))
    assert (report.state, report.message_code) == ("refused", "suppression_key")
    assert "suppression.key" in report.message


def test_the_command_takes_out_and_lets_in_again(import_de: Importer, tmp_path: Path) -> None:
    path = write_de(tmp_path / "a.jsonl", de_rows(60))
    import_de(path)
    name = "de_offeneregister:U1206_HRB900000"
    call_command("registers", "suppress", name, stdout=StringIO())
    assert Entry.objects.count() == 59
    assert found("900000") == []
    out = StringIO()
    call_command("registers", "suppress", name, "--lift", "--json", stdout=out)
    assert json.loads(out.getvalue()) == {"lifted": 1}
    import_de(path)
    assert Entry.objects.count() == 60
    for wrong, options in (("nowhere:1", ()), ("U1206_HRB900000", ()), (name, ("--lift",))):
        with pytest.raises(CommandError):
            call_command("registers", "suppress", wrong, *options, stdout=StringIO())


class TestSoleTraders:
    def test_only_trade_town_and_number_are_stored(self, import_de: Importer, tmp_path: Path, settings: Any) -> None:
        settings.STORE_SOLE_TRADERS = True
        row = de_row(
            1,
            "Malerbetrieb Max Mustermann e.K.",
            section="HRA",
            registered_address="Geheimweg 7, 09111 Chemnitz.",
            previous_names=[{"company_name": "Max Musterfrau e.K."}],
        )
        import_de(write_de(tmp_path / "a.jsonl", [row]))
        payload = bytes(Entry.objects.get().payload).decode()
        for text in ("Geheimweg", "09111", "Musterfrau"):
            assert text not in payload
        assert decode(payload).addresses[0].one_line == "Chemnitz"
        assert Organisation.objects.get().town == "Chemnitz"
        assert Run.objects.get().new == 1

    @given(street=st.text(min_size=3), number=st.text(min_size=3), code=st.text(min_size=3))
    def test_no_part_of_an_address_below_the_town_is_left(self, street: str, number: str, code: str) -> None:
        address = Address(
            text=f"{street} {number}",
            street=street,
            house_number=number,
            postal_code=code,
            locality="Děčín",
            locality_part=street,
            codes={"lau": "CZ0421", "ruian_adm": number, "ulic": street},
        )
        record = RegisterRecord(
            key="1",
            country="CZ",
            kind="company",
            names=(Name("Josef Vzorný"), Name("Josef Nevzorný", kind="former")),
            identifiers=(Identifier("CZ-ICO", "1"), Identifier("CZ-DIC", "CZ7001011234")),
            addresses=(address, address),
            capital=Capital("1.00", "CZK"),
            relations=(Relation("succeeded_by", name="Jana Vzorná"),),
            natural_person=True,
        )
        kept = reduced(record)
        assert kept.addresses == (Address(locality="Děčín", codes={"lau": "CZ0421"}),)
        assert [name.text for name in kept.names] == ["Josef Vzorný"]
        assert [item.scheme for item in kept.identifiers] == ["CZ-ICO"]
        assert (kept.capital, kept.relations) == (None, ())


def test_marks_tell_nothing_without_the_key(settings: Any) -> None:
    mark = suppression.entry_mark("cz_res", "1")
    settings.SUPPRESSION_KEY = "another one"
    assert suppression.entry_mark("cz_res", "1") != mark
