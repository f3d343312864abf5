import csv
import gzip
import itertools
import json
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cz.dic import calc_check_digit_legal

from regiowerk.demo.firms_cz import ico
from regiowerk.demo.generate import ORGANISATIONS, DemoFiles, czech_firms, day_of, generate, german_firms
from regiowerk.demo.naming import czech_adjective, german_adjective
from regiowerk.demo.words import landscapes, table, templates, towns, trades

NATURAL_FORMS = {"101", "105", "107", "424", "425"}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> DemoFiles:
    return generate(tmp_path_factory.mktemp("demo"), "small")


@pytest.fixture(scope="module")
def german(files: DemoFiles) -> list[dict[str, Any]]:
    with gzip.open(files.offeneregister, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


@pytest.fixture(scope="module")
def czech(files: DemoFiles) -> list[dict[str, str]]:
    with files.res_data.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def is_sole_trader(entry: dict[str, Any]) -> bool:
    return entry["name"].endswith((" e.K.", " e.Kfr."))


def is_natural(row: dict[str, str]) -> bool:
    return row["FORMA"] in NATURAL_FORMS or not row["FORMA"]


class TestGermanFile:
    def test_has_the_organisations_and_sole_traders_on_top(self, german: list[dict[str, Any]]) -> None:
        sole_traders = sum(map(is_sole_trader, german))
        assert len(german) - sole_traders == ORGANISATIONS["small"][0]
        assert 0.01 < sole_traders / len(german) < 0.06

    def test_entries_have_the_publishers_keys_in_their_order(self, german: list[dict[str, Any]]) -> None:
        always = {"all_attributes", "company_number", "current_status", "jurisdiction_code", "name", "retrieved_at"}
        for entry in german:
            assert list(entry) == sorted(entry)
            assert always <= entry.keys() <= always | {"officers", "previous_names", "registered_address"}
            assert entry["current_status"] in ("currently registered", "removed")

    def test_register_numbers_are_unique_and_no_real_ones(self, german: list[dict[str, Any]]) -> None:
        keys = [entry["company_number"] for entry in german]
        assert len(set(keys)) == len(keys)
        for key, entry in zip(keys, german, strict=True):
            found = re.fullmatch(r"(U1104|U1206|U1308)_(U1308_)?(HRA|HRB|GnR|PR|VR)(\d+)", key)
            assert found
            assert int(found[4]) >= 900_000
            assert entry["all_attributes"]["native_company_number"].endswith(f" {found[3]} {found[4]}")

    def test_shares_are_plausible(self, german: list[dict[str, Any]]) -> None:
        def share(count: int) -> float:
            return count / len(german)

        sections = Counter(entry["all_attributes"]["_registerArt"] for entry in german)
        assert set(sections) == {"HRA", "HRB", "GnR", "PR", "VR"}
        assert 0.82 < share(sum("registered_address" in entry for entry in german)) < 0.89
        assert 0.10 < share(sum("previous_names" in entry for entry in german)) < 0.25
        assert 0.12 < share(sum(entry["current_status"] == "removed" for entry in german)) < 0.28
        assert 0.2 < share(sum("officers" in entry for entry in german)) < 0.5
        assert any(entry["name"].endswith(" i.L.") for entry in german)

    def test_a_limited_partnership_has_its_general_partner_beside_it(self, german: list[dict[str, Any]]) -> None:
        names = {entry["name"] for entry in german}
        partnerships = [e for e in german if re.search(r" & Co\. KG$", e["name"]) and "officers" in e]
        assert partnerships
        for entry in partnerships:
            assert entry["officers"][0]["type"] == "company"
            assert entry["officers"][0]["name"] in names

    def test_addresses_fit_the_town(self, german: list[dict[str, Any]]) -> None:
        codes = {town.name: town.postal_codes for town in towns("DE")}
        for entry in german:
            found = re.search(r", (\d{5}) [^,]+\.$", entry.get("registered_address", ""))
            if found:
                assert found[1] in codes[entry["all_attributes"]["registered_office"]]


class TestCzechFiles:
    def test_bytes_are_in_the_offices_form(self, files: DemoFiles) -> None:
        raw = files.res_data.read_bytes()
        assert raw.startswith(b"ICO,OKRESLAU,DDATVZN")
        assert raw.count(b"\n") == raw.count(b"\r\n")
        unquoted = re.compile(
            r'^\d{8},(?:[^",]*,){11}"(?:[^"]|"")*",[^",]*,[^",]*,"(?:[^"]|"")*",(?:[^",]*,){8}[^",]*$'
        )
        lines = raw.decode().split("\r\n")[1:-1]
        assert all(unquoted.match(line) or line.count(",") == 24 for line in lines)

    def test_has_the_organisations_and_natural_persons_on_top(self, czech: list[dict[str, str]]) -> None:
        natural = sum(map(is_natural, czech))
        assert len(czech) - natural == ORGANISATIONS["small"][1]
        assert 0.1 < natural / len(czech) < 0.25

    def test_identifiers_are_valid_unique_and_no_real_ones(self, czech: list[dict[str, str]]) -> None:
        numbers = [row["ICO"] for row in czech]
        assert len(set(numbers)) == len(numbers)
        assert all(number >= "90000000" and number[7] == calc_check_digit_legal(number[:7]) for number in numbers)

    def test_ceased_natural_persons_have_number_and_day_only(self, czech: list[dict[str, str]]) -> None:
        erased = [row for row in czech if not row["FORMA"]]
        assert erased
        for row in erased:
            assert {key for key, value in row.items() if value} == {"ICO", "DDATZAN", "DATPLAT"}

    def test_dates_are_in_order(self, czech: list[dict[str, str]]) -> None:
        for row in czech:
            if row["DDATVZN"]:
                end = row["DDATZAN"] or row["DATPLAT"]
                assert date.fromisoformat(row["DDATVZN"]) <= date.fromisoformat(end)

    def test_activities_are_ragged_and_of_both_lists(self, files: DemoFiles, czech: list[dict[str, str]]) -> None:
        assert {len(row["NACE"]) for row in czech if row["NACE"]} == {2, 3, 4, 5}
        assert any(row["NACE"] in ("00", "04") for row in czech)
        with files.res_pf_nace.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        codes = {(row["ICO"], row["KODCIS"], row["HODN"]) for row in rows}
        assert len(rows) > 2 * len([row for row in czech if row["NACE"]])
        for row in czech:
            if row["NACE"]:
                assert (row["ICO"], "80004", row["NACE"]) in codes
                assert (row["ICO"], "80143", row["NACE2025"]) in codes

    def test_villages_have_no_street(self, czech: list[dict[str, str]]) -> None:
        villages = {town.name for town in towns("CZ") if not town.street_names}
        rows = [row for row in czech if row["OBEC_TEXT"] in villages]
        assert rows
        assert all(not row["ULICE_TEXT"] and row["TEXTADR"].startswith("č.p. ") for row in rows)

    def test_names_fit_the_sector(self, czech: list[dict[str, str]]) -> None:
        bakeries = [row for row in czech if "pekárna" in row["FIRMA"].lower() and row["NACE"] not in ("00", "04")]
        assert bakeries
        assert all(row["NACE"].startswith("10") for row in bakeries)


class TestDeterminism:
    def test_the_same_seed_gives_the_same_bytes(self, files: DemoFiles, tmp_path: Path) -> None:
        again = generate(tmp_path, "small")
        for first, second in zip(vars(files).values(), vars(again).values(), strict=True):
            assert first.read_bytes() == second.read_bytes()

    def test_another_seed_gives_others(self) -> None:
        assert next(german_firms(10, seed=1)) != next(german_firms(10, seed=2))

    def test_small_is_the_beginning_of_full(self) -> None:
        small = list(german_firms(100))
        assert list(itertools.islice(german_firms(5_000), len(small))) == small

    def test_scale_multiplies_the_organisations(self, tmp_path: Path) -> None:
        files = generate(tmp_path, "small", scale=2)
        with gzip.open(files.offeneregister, "rt", encoding="utf-8") as file:
            assert sum(not is_sole_trader(json.loads(line)) for line in file) == 2 * ORGANISATIONS["small"][0]


class TestNextMonth:
    @pytest.mark.parametrize("month", [1, 2])
    def test_german_entries_change_go_and_come(self, month: int) -> None:
        before = {firm.number: firm for firm in german_firms(3_000, month - 1)}
        after = {firm.number: firm for firm in german_firms(3_000, month)}
        both = before.keys() & after.keys()
        assert 0.005 < len(before.keys() - both) / len(before) < 0.02
        assert 0.005 < len(after.keys() - both) / len(before) < 0.03
        assert 0.015 < sum(before[number] != after[number] for number in both) / len(both) < 0.05
        renamed = [number for number in both if before[number].name != after[number].name]
        assert renamed
        assert all(after[number].former_names[0] == before[number].name for number in renamed)

    def test_czech_marks_say_what_changed(self) -> None:
        before = {firm.ico: firm for firm in czech_firms(3_000)}
        after = {firm.ico: firm for firm in czech_firms(3_000, 1)}
        assert {firm.mark for firm in before.values()} == {""}
        assert {number for number, firm in after.items() if firm.mark == "P"} == after.keys() - before.keys()
        changed = {number for number, firm in after.items() if firm.mark == "Z"}
        assert 0.015 < len(changed) / len(before) < 0.05
        assert all(after[number] == before[number] for number in after.keys() & before.keys() - changed)


@given(st.integers(0, 9_999_999))
def test_ico_has_the_right_check_digit(number: int) -> None:
    assert ico(number) == f"{number:07}{calc_check_digit_legal(f'{number:07}')}"


@pytest.mark.parametrize(
    ("stem", "gender", "expected"),
    [
        ("děčínsk", "f", "Děčínská"),
        ("teplick", "mp", "Teplické"),
        ("ústeck", "np", "Ústecká"),
        ("plzeňsk", "ma", "Plzeňští"),
        ("teplick", "ma", "Tepličtí"),
    ],
)
def test_czech_adjectives_agree(stem: str, gender: str, expected: str) -> None:
    assert czech_adjective(stem, gender) == expected


@pytest.mark.parametrize(
    ("stem", "gender", "expected"),
    [
        ("erzgebirgisch", "m", "Erzgebirgischer"),
        ("vogtländisch", "f", "Vogtländische"),
        ("sächsisch", "n", "Sächsisches"),
        ("Lausitzer", "m", "Lausitzer"),
    ],
)
def test_german_adjectives_agree(stem: str, gender: str, expected: str) -> None:
    assert german_adjective(stem, gender) == expected


def test_day_of_counts_over_the_year() -> None:
    assert (day_of(0), day_of(7)) == (date(2026, 6, 15), date(2027, 1, 15))


class TestWordLists:
    @pytest.mark.parametrize("country", ["DE", "CZ"])
    def test_towns_have_postal_codes_and_a_landscape(self, country: str) -> None:
        for town in towns(country):
            assert town.landscape == landscapes(country)[town.landscape.name]
            assert all(re.fullmatch(r"\d{5}", code) for code in town.postal_codes)

    @pytest.mark.parametrize("country", ["DE", "CZ"])
    def test_nouns_have_a_gender(self, country: str) -> None:
        genders = {"DE": {"m", "f", "n", "p"}, "CZ": {"m", "f", "n", "ma", "mp", "fp", "np"}}[country]
        assert {noun.gender for trade in trades(country).items for noun in trade.nouns} <= genders

    @pytest.mark.parametrize("name", ["surnames_cs.csv", "first_names.csv", "invented.csv", "landscapes.csv"])
    def test_rows_are_complete(self, name: str) -> None:
        assert all(all(row.values()) for row in table(name))

    def test_every_group_has_templates(self) -> None:
        assert set(templates("cs")) == {"firm", "farm", "body"}
        assert {"firm", "mbh", "charity", "partners", "cooperative", "association", "sole"} == set(templates("de"))
