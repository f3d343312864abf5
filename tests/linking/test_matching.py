"""The index and the light path: member lists and deltas against all records."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from regiowerk.linking.index import Index
from regiowerk.linking.matching import link_delta, match_rows
from regiowerk.linking.prepared import prepare
from regiowerk.linking.record import LinkRecord
from tests.factories.firms import Firm, population
from tests.factories.variation import VARIATIONS

FIRMS = 400


@pytest.fixture(scope="module")
def firms() -> list[Firm]:
    return list(population(Random(5), FIRMS))


@pytest.fixture
def index(tmp_path: Path, firms: list[Firm]) -> Iterator[Index]:
    with Index(tmp_path / "linking" / "index.duckdb") as opened:
        opened.put(firm.record("register") for firm in firms)
        yield opened


def row(firm: Firm, name: str = "") -> LinkRecord:
    """As a member list has it: name and town."""
    return firm.record("list", name=name, postal_code="", street="", house_number="", website="", founded="")


def test_rows_are_matched_in_each_spelling(index: Index, firms: list[Firm]) -> None:
    rng = Random(1)
    for spelling, write in VARIATIONS.items():
        chosen = rng.sample(firms, 20)
        matches = match_rows([row(firm, write(rng, firm)) for firm in chosen], index)
        right = [
            match.best is not None and match.best.right == f"register:{firm.number}"
            for match, firm in zip(matches, chosen, strict=True)
        ]
        assert sum(right) >= 17, spelling


def test_every_row_gets_an_answer_in_its_order(index: Index, firms: list[Firm]) -> None:
    unknown = LinkRecord(id="list:x", source="list", name="Quaxolotl Zeppelinwerft", country="DE", town="Plauen")
    matches = match_rows([row(firms[3]), unknown, row(firms[1])], index)
    assert [match.row for match in matches] == [f"list:{firms[3].number}", "list:x", f"list:{firms[1].number}"]
    assert matches[1].band == "none"
    assert matches[1].best is None
    assert matches[0].reasons


def test_namesakes_in_one_town_are_for_a_person(index: Index, firms: list[Firm]) -> None:
    namesake = replace(firms[0], number=9_001, street="Anderswo", postal_code="")
    index.put([namesake.record("register")])
    match = match_rows([row(firms[0])], index)[0]
    assert match.band == "check"
    assert "other_candidate_near" in {reason.code for reason in match.reasons}
    assert {pair.right for pair in match.candidates} >= {f"register:{firms[0].number}", "register:9001"}


def test_an_identifier_settles_it(index: Index, firms: list[Firm]) -> None:
    index.put([firms[0].record("register", identifiers=(("CZ-ICO", "00177041"),))])
    asked = replace(firms[0], core=("Nowhere", "Heard"), town="Anderswo")
    match = match_rows([row(asked)], index)[0]
    assert match.best is None
    known = LinkRecord(id="list:1", source="list", name=firms[0].name, identifiers=(("CZ-ICO", "00177041"),))
    assert match_rows([known], index)[0].band == "sure"


def test_a_delta_is_linked_with_the_other_sources(index: Index, firms: list[Firm]) -> None:
    pairs = link_delta([firm.record("other") for firm in firms[:50]], index)
    assert {(pair.left, pair.right) for pair in pairs if pair.band == "sure"} == {
        (f"other:{firm.number}", f"register:{firm.number}") for firm in firms[:50]
    }


def test_putting_a_record_again_replaces_it(index: Index, firms: list[Firm]) -> None:
    changed = replace(firms[0], core=("Quaxolotl", "Zeppelinwerft"))
    index.put([changed.record("register")])
    assert len(index) == FIRMS
    assert match_rows([row(changed)], index)[0].band == "sure"
    assert match_rows([row(firms[0])], index)[0].band != "sure"


def test_removed_records_are_found_no_more(index: Index, firms: list[Firm]) -> None:
    index.remove([f"register:{firms[0].number}"])
    assert len(index) == FIRMS - 1
    assert match_rows([row(firms[0])], index)[0].band == "none"


def test_a_failed_put_leaves_all_as_it_was(index: Index, firms: list[Firm]) -> None:
    def broken() -> Iterator[LinkRecord]:
        yield replace(firms[0], core=("Quaxolotl",)).record("register")
        raise RuntimeError("the file broke off")

    with pytest.raises(RuntimeError):
        index.put(broken())
    assert len(index) == FIRMS
    assert match_rows([row(firms[0])], index)[0].band == "sure"


def test_other_word_tables_begin_the_index_anew(
    tmp_path: Path, firms: list[Firm], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "index.duckdb"
    with Index(path) as opened:
        opened.put([firms[0].record("register")])
    monkeypatch.setattr("regiowerk.linking.index.fingerprint", lambda folder: "other")
    with Index(path) as opened:
        assert len(opened) == 0
        opened.put([firms[0].record("register")])
    with Index(path) as opened:
        assert len(opened) == 1


def test_the_index_outlives_its_process(tmp_path: Path, firms: list[Firm]) -> None:
    path = tmp_path / "index.duckdb"
    with Index(path) as opened:
        opened.put([firms[0].record("register")])
    with Index(path) as opened:
        assert len(opened) == 1
        assert [len(found) for _, found in opened.candidates([prepare(row(firms[0]))])] == [1]
