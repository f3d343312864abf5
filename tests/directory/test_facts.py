"""Facts of several register entries: each once, nothing lost, the best one first."""

import json
from collections.abc import Iterator
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from regiowerk.directory import facts
from regiowerk.directory.merging import combined
from regiowerk.directory.models import Organisation, Profile
from regiowerk.directory.page import Fact, OrganisationPage, Origin
from regiowerk.directory.queries import cards, find_by_identifier, organisation_page
from regiowerk.registers.actions import import_files
from regiowerk.registers.record import Activity, Address, Identifier, LegalForm, Name, RegisterRecord, Relation
from regiowerk.search import queries as search
from regiowerk.search.interface import Query
from tests.factories.lei import lei, lei_row, write_lei
from tests.factories.registers import cz_row, ico, write_cz

pytestmark = pytest.mark.django_db

FIRM = 3_000_001
WORDS = st.sampled_from(["Vzor", "VZOR", "Ukázka", "Nova"])
DAYS = st.sampled_from(["", "1994-03-01", "2011-01-01"])
RECORDS = st.builds(
    RegisterRecord,
    key=st.just("1"),
    country=st.just("CZ"),
    kind=st.just("company"),
    names=st.tuples(
        st.builds(Name, text=WORDS),
        st.builds(Name, text=WORDS, kind=st.sampled_from(["former", "trade", "short"])),
    ),
    identifiers=st.lists(
        st.builds(Identifier, scheme=st.sampled_from(["CZ-ICO", "LEI"]), value=st.sampled_from("12")), max_size=2
    ).map(tuple),
    legal_form=st.none() | st.builds(LegalForm, code_list=st.just("CZ"), code=st.sampled_from(["112", "121"])),
    status=st.sampled_from(["active", "dissolved", "unknown"]),
    founded=DAYS,
    dissolved=DAYS,
    addresses=st.lists(st.builds(Address, text=st.sampled_from(["Pražská 1", "Dlouhá 2"])), max_size=1).map(tuple),
    activities=st.lists(
        st.builds(Activity, scheme=st.sampled_from(["NACE2", "NACE21", "SIC"]), code=st.just("25"), main=st.booleans()),
        max_size=2,
    ).map(tuple),
)
TOLD = st.lists(RECORDS, min_size=1, max_size=4).map(
    lambda records: [
        (record, Origin(f"source{number}", "1", date(2026, 1, 1), None)) for number, record in enumerate(records)
    ]
)


def said(lines: tuple[Fact, ...]) -> Iterator[Fact]:
    for line in lines:
        yield from (line, *line.agreeing, *line.differing)


def content(fact: Fact) -> tuple[object, ...]:
    return fact.name, fact.text, fact.code, fact.origin


@given(TOLD)
def test_no_fact_is_lost_and_every_field_has_one_line(told: list[facts.Told]) -> None:
    given_facts = [fact for record, origin in told for fact in facts.of(record, origin)]
    lines = facts.each_once(given_facts)
    kept = {content(fact) for fact in said(lines)}
    lost = {content(fact) for fact in given_facts} - kept
    assert {(name, code) for name, _, code, _ in lost} <= {("status", "unknown")}
    fields = [(line.name, line.code if line.name in ("identifier", "address") else "", line.value) for line in lines]
    assert len(fields) == len(set(fields))


@given(TOLD)
def test_the_line_says_what_the_combined_record_says(told: list[facts.Told]) -> None:
    lines = facts.each_once(fact for record, origin in told for fact in facts.of(record, origin))
    shown = {(line.name, line.code, line.text) for line in lines}
    whole = combined([record for record, _ in told])
    nowhere = Origin("", "", None, None)
    assert {(fact.name, fact.code, fact.text) for fact in facts.of(whole, nowhere)} == shown
    activities = facts.activities(told)
    assert [(line.scheme, line.code, line.main) for line in activities] == [
        (item.scheme, item.code, item.main)
        for item in whole.activities
        if activities and item.scheme == activities[0].scheme
    ]


@given(TOLD)
def test_every_name_is_told_once(told: list[facts.Told]) -> None:
    whole = combined([record for record, _ in told])
    former, other = facts.names(told, whole.name)
    shown = [name.text.casefold() for name in (*former, *other) if name.text != whole.name]
    assert len(shown) == len(set(shown))
    known = {name.text.casefold() for record, _ in told for name in record.names}
    assert known == {*shown, whole.name.casefold()}
    assert all(name.origins for name in (*former, *other))


@pytest.fixture
def linked(tmp_path: Path) -> OrganisationPage:
    """A firm that two registers know, by its number."""
    rows = [cz_row(3_000_100 + number, f"Vzor {number} s.r.o.") for number in range(20)]
    rows.append(cz_row(FIRM, "Strojírna Ještěd s.r.o."))
    import_files(source="cz_res", paths=[write_cz(tmp_path / "res_data.csv", rows)], by="tests")
    other = {"name": "Ješted Works", "type": "ALTERNATIVE_LANGUAGE_LEGAL_NAME"}
    row = lei_row(1, "STROJÍRNA JEŠTĚD, s.r.o.", registered_as=ico(FIRM), otherNames=[other])
    import_files(source="gleif", paths=[write_lei(tmp_path / "lei.json", [row])], by="tests")
    return the_page()


def the_page() -> OrganisationPage:
    page = organisation_page(str(find_by_identifier(ico(FIRM))))
    assert page
    return page


def test_the_best_source_comes_first_and_the_others_stand_with_it(linked: OrganisationPage) -> None:
    lines = {(fact.name, fact.code if fact.name == "identifier" else ""): fact for fact in linked.facts}
    founded = lines["founded", ""]
    assert (founded.text, founded.origin and founded.origin.source) == ("1994-03-01", "cz_res")
    assert [(other.text, other.origin and other.origin.source) for other in founded.differing] == [
        ("2011-01-01", "gleif")
    ]
    number = lines["identifier", "CZ-ICO"]
    assert [other.origin and other.origin.source for other in number.agreeing] == ["gleif"]
    assert lines["identifier", "LEI"].text == lei(1)
    assert [name.text for name in linked.other_names] == ["Ješted Works"]
    assert [line.code for line in linked.activities] == ["25510"]


def test_a_card_and_the_index_know_what_all_entries_say(linked: OrganisationPage) -> None:
    card = cards([linked.public_id])[linked.public_id]
    assert card.name == "Strojírna Ještěd s.r.o."
    assert [scheme for scheme, _ in card.identifiers] == ["CZ-ICO", "LEI"]
    for text in (ico(FIRM), lei(1), "Ješted Works"):
        assert search.search(Query(text=text, language="cs")).hits[0].id == linked.public_id


def add_profile(organisation: Organisation, number: str, description: str) -> Profile:
    return Profile.objects.create(
        organisation=organisation, external_id=number, language="cs", description=description, updated_on="2026-06-01"
    )


def test_the_own_words_of_a_merged_organisation_are_shown(linked: OrganisationPage) -> None:
    merged = Organisation.objects.get(merged_into__public_id=linked.public_id)
    add_profile(merged, "p1", "Vyrábíme ozubená kola.")
    page = the_page()
    assert page.own_words
    assert page.own_words.description == "Vyrábíme ozubená kola."
    assert page.unshown_profiles == ()


def test_of_two_profiles_the_kept_ones_is_shown(linked: OrganisationPage) -> None:
    add_profile(Organisation.objects.get(merged_into__public_id=linked.public_id), "p1", "Zde ne.")
    add_profile(Organisation.objects.get(public_id=linked.public_id), "p2", "Vyrábíme ozubená kola.")
    page = the_page()
    assert page.own_words
    assert page.own_words.description == "Vyrábíme ozubená kola."
    assert page.unshown_profiles == (":p1",)


def test_the_command_names_all_entries_and_what_each_says(linked: OrganisationPage) -> None:
    merged = Organisation.objects.get(merged_into__public_id=linked.public_id)
    for known_by in (linked.public_id, merged.public_id, ico(FIRM), lei(1), f"gleif:{lei(1)}"):
        out = StringIO()
        call_command("directory", "show", known_by, "--json", stdout=out)
        shown = json.loads(out.getvalue())
        assert shown["public_id"] == linked.public_id
        assert shown["register_keys"] == [f"cz_res:{ico(FIRM)}", f"gleif:{lei(1)}"]
    out = StringIO()
    call_command("directory", "show", ico(FIRM), stdout=out, no_color=True)
    founded = out.getvalue().partition("  founded")[2].splitlines()
    assert "1994-03-01  [cz_res, 2026-06-15]" in founded[0]
    assert "also" in founded[1]
    assert "2011-01-01  [gleif, " in founded[1]


def test_the_history_says_which_source_told_what(linked: OrganisationPage) -> None:
    told = {(event.name, event.on, event.source) for event in linked.history if event.name == "founded"}
    assert told == {("founded", "1994-03-01", "cz_res"), ("founded", "2011-01-01", "gleif")}


def test_head_office_and_successor_are_told_and_branches_are_not() -> None:
    told = RegisterRecord(
        key="1",
        country="CH",
        kind="company",
        names=(Name("Muster AG, Zweigniederlassung Basel", language="de"),),
        relations=(
            Relation("branch_of", "CH-UID", "CHE100155212", "Muster AG"),
            Relation("has_branch", "CH-UID", "CHE103690319", "Muster AG, Zweigniederlassung Genf"),
            Relation("succeeded_by", name="Neue Muster AG"),
        ),
    )
    lines = [fact for fact in facts.of(told, Origin("ch_zefix", "1", None, None)) if fact.name == "relation"]
    assert [(fact.code, fact.text, fact.value) for fact in lines] == [
        ("branch_of", "Muster AG", "CHE100155212"),
        ("succeeded_by", "Neue Muster AG", "Neue Muster AG"),
    ]
    assert facts.each_once(lines) == tuple(lines)
