"""What counts as one organisation, what a person must look at, and why."""

from typing import Any

import pytest

from regiowerk.linking.comparison import ScoredPair
from regiowerk.linking.frequencies import usual
from regiowerk.linking.identifiers import decide
from regiowerk.linking.prepared import prepare
from regiowerk.linking.ranking import settle
from regiowerk.linking.record import LinkRecord, OtherName
from regiowerk.linking.scoring import score, shipped


def record(name: str, identity: str = "a:1", **values: Any) -> LinkRecord:
    known = {"country": "DE", "town": "Chemnitz", "postal_code": "09111", "street": "Lindenweg"}
    return LinkRecord(id=identity, source=identity.partition(":")[0], name=name, **(known | values))


def pair(left: LinkRecord, right: LinkRecord) -> ScoredPair:
    return score(prepare(left), prepare(right), usual(), shipped())


def codes(scored: ScoredPair) -> set[str]:
    return {reason.code for reason in scored.reasons}


@pytest.mark.parametrize(
    "written",
    [
        "KARVOTEC MASCHINENBAU GMBH",
        "Karvotec Maschinen Bau GmbH",
        "Maschinenbau Karvotec GmbH",
        "Karvotec Maschinenbau",
        "Karvotec Maschinenbau Chemnitz GmbH",
        "Karvotec Mashcinenbau GmbH",
        "Karvotec Masch. GmbH",
        "Karvotec MaschinenbauGmbH",
    ],
)
def test_spellings_of_one_firm_are_sure(written: str) -> None:
    assert pair(record("Karvotec Maschinenbau GmbH"), record(written, "b:1")).band == "sure"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("Karvotec Maschinenbau GmbH & Co. KG", "form_beside"),
        ("Karvotec Maschinenbau Holding GmbH", "role_differs"),
        ("2. Karvotec Maschinenbau GmbH", "number_differs"),
        ("Karvotec Maschinenbau GmbH Zweigniederlassung Plauen", "branch_differs"),
        ("Belmira Optik GmbH", "name_different"),
    ],
)
def test_firms_in_one_house_stay_apart(name: str, reason: str) -> None:
    scored = pair(record("Karvotec Maschinenbau GmbH"), record(name, "b:1"))
    assert scored.band == "none"
    assert reason in codes(scored)


def test_numbered_firms_stay_apart() -> None:
    assert pair(record("3. Karvotec Verwaltungs GmbH"), record("4. Karvotec Verwaltungs GmbH", "b:1")).band == "none"


def test_a_branch_is_told_as_one() -> None:
    branch = record("Karvotec Maschinenbau GmbH Zweigniederlassung Plauen", "b:1", town="Plauen", postal_code="08523")
    assert pair(record("Karvotec Maschinenbau GmbH"), branch).relation == "branch_of"


def test_another_legal_form_at_one_address_is_for_a_person() -> None:
    scored = pair(record("Karvotec Maschinenbau GmbH"), record("Karvotec Maschinenbau AG", "b:1"))
    assert scored.band == "check"
    assert "form_different" in codes(scored)


def test_a_former_name_counts_as_the_firms_own() -> None:
    renamed = record("Belmira Optik GmbH", other_names=(OtherName("Karvotec Maschinenbau GmbH", "former"),))
    scored = pair(renamed, record("Karvotec Maschinenbau GmbH", "b:1"))
    assert scored.band == "sure"
    assert "name_former" in codes(scored)


def test_a_name_alone_is_never_sure() -> None:
    bare = {"town": "", "postal_code": "", "street": ""}
    scored = pair(record("Karvotec Maschinenbau GmbH", **bare), record("Karvotec Maschinenbau GmbH", "b:1", **bare))
    assert scored.band != "sure"


def test_a_short_name_needs_more_than_its_town() -> None:
    near = {"postal_code": "", "street": ""}
    assert pair(record("KVT GmbH", **near), record("KVT GmbH", "b:1", **near)).band == "check"
    assert pair(record("KVT GmbH", house_number="7"), record("KVT GmbH", "b:1", house_number="7")).band == "sure"


def test_identifiers_decide_before_any_likeness() -> None:
    known: dict[str, Any] = {"identifiers": (("DE-HR", "U1206_HRB7"),)}
    other_court: dict[str, Any] = {"identifiers": (("DE-HR", "U1104_HRB7"),)}
    same = pair(record("Karvotec GmbH", **known), record("Belmira Optik AG", "b:1", town="Plauen", **known))
    assert same.comparison.identifier == "same"
    assert same.band == "check"  # one number under two names: somebody should look
    assert pair(record("Karvotec GmbH", **known), record("Karvotec Gmbh", "b:1", **known)).band == "sure"
    different = pair(record("Karvotec GmbH", **known), record("Karvotec GmbH", "b:1", **other_court))
    assert different.band == "none"
    assert "identifier_different" in codes(different)


def test_an_entry_that_went_on_under_another_number_is_a_successor() -> None:
    gone = record("Karvotec GmbH", identifiers=(("DE-HR", "U1206_HRB7"),), status="dissolved")
    scored = pair(gone, record("Karvotec GmbH", "b:1", identifiers=(("DE-HR", "U1104_HRB9"),)))
    assert (scored.band, scored.relation) == ("none", "succession")


def test_an_equal_identifier_counts_more_than_a_different_one() -> None:
    assert decide((("LEI", "x"), ("CZ-ICO", "1")), (("CZ-ICO", "1"), ("LEI", "y"))).verdict == "same"
    assert decide((("LEI", "x"),), (("CZ-ICO", "1"),)).verdict == "unknown"
    assert decide((), (("CZ-ICO", "1"),)).verdict == "unknown"


def test_comparing_is_the_same_in_both_directions() -> None:
    left, right = record("Karvotec Maschinenbau Holding GmbH"), record("Karvotec Masch. Bau AG", "b:1")
    assert pair(left, right).weight == pytest.approx(pair(right, left).weight)


def test_two_candidates_of_nearly_one_weight_are_for_a_person() -> None:
    row = record("Karvotec Maschinenbau GmbH", "list:1", street="", postal_code="")
    first, second = (record("Karvotec Maschinenbau GmbH", f"reg:{number}") for number in (1, 2))
    settled = list(settle([pair(row, first), pair(row, second)], shipped().margin))
    assert [found.band for found in settled] == ["check", "check"]
    assert all("other_candidate_near" in codes(found) for found in settled)


def test_a_candidate_far_behind_another_falls_out() -> None:
    row = record("Karvotec Maschinenbau GmbH", "list:1")
    first = record("Karvotec Maschinenbau GmbH", "reg:1")
    second = record("Karvotec Maschinenbau AG", "reg:2")
    settled = list(settle([pair(row, second), pair(row, first)], shipped().margin))
    assert [found.right for found in settled] == ["reg:1"]
    assert settled[0].band == "sure"
