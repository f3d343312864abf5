"""Register entries and list rows become one flat kind of record."""

from regiowerk.linking.prepared import prepare, street_key, town_key
from regiowerk.linking.record import domain, from_member_row, from_register
from regiowerk.registers.record import Address, Identifier, LegalForm, Name, RegisterRecord


def test_a_register_entry_keeps_what_is_compared() -> None:
    entry = RegisterRecord(
        key="00177041",
        country="CZ",
        kind="company",
        names=(Name("Kovo Brno, a.s."), Name("Kovo Most, a.s.", "former")),
        identifiers=(Identifier("CZ-ICO", "00177041", checked=True), Identifier("CZ-DIC", "CZ1", checked=False)),
        legal_form=LegalForm("CSU-56", "121"),
        status="active",
        founded="1991-05-02",
        addresses=(
            Address("postal", postal_code="11000", locality="Praha"),
            Address(street="Dlouhá", house_number="7", postal_code="602 00", locality="Brno"),
        ),
    )
    record = from_register("cz_res", entry)
    assert (record.id, record.town, record.founded) == ("cz_res:00177041", "Brno", "1991-05-02")
    assert record.identifiers == (("CZ-ICO", "00177041"),)
    assert [other.text for other in record.other_names] == ["Kovo Most, a.s."]
    assert prepare(record).name.form == "121"
    assert prepare(record).postal_code == "60200"


def test_a_list_row_keeps_valid_identifiers_only() -> None:
    row = from_member_row(
        list_name="chamber",
        row=3,
        name=" Kovo Brno ",
        country="CZ",
        website="https://www.Kovo.example/kontakt",
        identifiers=(("CZ-ICO", "177041"), ("CZ-ICO", "12345678"), ("UNHEARD-OF", "1")),
    )
    assert row.id == "chamber:3"
    assert row.name == "Kovo Brno"
    assert row.website == "kovo.example"
    assert row.identifiers == (("CZ-ICO", "00177041"),)


def test_towns_and_streets_meet_in_their_spellings() -> None:
    assert town_key("Praha 5") == town_key("PRAHA")
    assert town_key("Frankfurt (Oder)") == "frankfurt"
    assert town_key("Köln") == town_key("Koeln")
    assert street_key("Hauptstraße") == street_key("Hauptstr.") == street_key("Haupt Str")
    assert street_key("ul. Długa 7") == street_key("Dluga")


def test_a_domain_is_read_from_an_address() -> None:
    assert domain("http://www2.example.org:8080/x?y") == "example.org"
    assert domain("n/a") == ""
