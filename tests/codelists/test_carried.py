"""The tables that the package carries are complete and without contradictions."""

import pytest

from regiowerk.codelists import legal_forms, nace
from regiowerk.codelists.actions import DATA
from regiowerk.codelists.tables import LANGUAGES, read_table

GROUPS = {
    "limited", "stock", "partnership", "cooperative", "association", "foundation", "public", "branch", "sole_trader",
    "other",
}  # fmt: skip
STATUSES = {"active", "pending", "in_liquidation", "insolvent", "suspended", "dissolved", "unknown"}
KINDS = {"company", "research", "education", "association", "public", "other"}


@pytest.mark.parametrize("file", ["sectors.csv", "choices.csv", "legal_form_concepts.csv"])
def test_every_row_has_a_label_in_each_language(file: str) -> None:
    for row in read_table(DATA / file):
        assert all(row[language].strip() for language in LANGUAGES), row


def test_every_section_and_division_is_there_once_in_order() -> None:
    codes = [row["code"] for row in read_table(DATA / "sectors.csv")]
    assert len(codes) == len(set(codes))
    assert [code for code in codes if code.isalpha()] == list(nace.SECTIONS)
    assert {code for code in codes if code.isdigit()} == set(nace.SECTION_OF)
    assert [nace.sector_path(code)[0] for code in codes] == sorted(nace.sector_path(code)[0] for code in codes)


def test_sectors_have_different_names_in_each_language() -> None:
    for language in LANGUAGES:
        divisions = [row[language] for row in read_table(DATA / "sectors.csv") if row["code"].isdigit()]
        assert len(divisions) == len(set(divisions)), language


def test_the_choices_are_those_that_the_common_model_knows() -> None:
    codes: dict[str, list[str]] = {}
    for row in read_table(DATA / "choices.csv"):
        codes.setdefault(row["code_list"], []).append(row["code"])
    assert all(len(found) == len(set(found)) for found in codes.values())
    assert set(codes["FORM"]) == GROUPS
    assert set(codes["STATUS"]) == STATUSES
    assert set(codes["KIND"]) == KINDS


def test_every_legal_form_has_five_labels_and_a_known_group() -> None:
    rows = list(read_table(DATA / "legal_forms.csv"))
    assert len(rows) == len(legal_forms.FORMS)
    for form in legal_forms.FORMS.values():
        assert form.group in GROUPS
        assert set(form.labels) == set(LANGUAGES)
        assert len(f"{form.code_list}:{form.code}") <= 40


def test_the_short_name_of_a_form_is_recognised_as_that_form() -> None:
    country_of = {code_list: country for country, code_list in legal_forms.LIST_OF_COUNTRY.items()}
    for row in read_table(DATA / "legal_forms.csv"):
        if row["short"] and row["spellings"]:
            match = legal_forms.from_name(f"Muster {row['short']}", country_of[row["code_list"]])
            assert match, row
            assert (match.code, match.core) == (row["code"], "Muster"), row
