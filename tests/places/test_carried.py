"""The places that the package carries are complete and without contradictions."""

from regiowerk.codelists.tables import LANGUAGES, read_table
from regiowerk.places import postal
from regiowerk.places.actions import DATA

# west, south, east, north in degrees
BOXES = {
    "DE": (5.8, 47.2, 15.1, 55.1),
    "CZ": (12.0, 48.5, 18.9, 51.1),
    "PL": (14.1, 49.0, 24.2, 54.9),
    "FI": (20.5, 59.7, 31.6, 70.1),
    "CH": (5.9, 45.8, 10.5, 47.9),
    "AT": (9.5, 46.3, 17.2, 49.1),
}
REGIONS = {row["code"]: row for row in read_table(DATA / "regions.csv")}
TOWNS = list(read_table(DATA / "towns.csv"))


def test_every_region_lies_in_one_that_is_there() -> None:
    assert len(REGIONS) == sum(1 for _ in read_table(DATA / "regions.csv"))
    for code, row in REGIONS.items():
        assert row["name"], code
        assert len(code) == 2 or code[:-1] in REGIONS, code


def test_every_country_has_a_name_in_each_language() -> None:
    countries = [row for code, row in REGIONS.items() if len(code) == 2]
    assert {"DE", "CZ", "PL", "FI", "CH", "AT", "SK", "LI"} <= {row["code"] for row in countries}
    assert all(row[language] for row in countries for language in LANGUAGES)


def test_every_town_lies_in_its_country_and_region() -> None:
    for town in TOWNS:
        west, south, east, north = BOXES[town["country"]]
        assert west < float(town["longitude"]) < east, town
        assert south < float(town["latitude"]) < north, town
        assert town["nuts3"] in REGIONS, town
        assert len(town["nuts3"]) == 5
        assert town["nuts3"].startswith(town["country"])


def test_no_town_is_there_twice() -> None:
    keys = [(town["country"], town["name"], town["nuts3"]) for town in TOWNS]
    assert len(keys) == len(set(keys))


def test_the_five_regions_are_covered() -> None:
    regions = {town["nuts3"] for town in TOWNS}
    assert {
        "DED21",
        "DED41",
        "CZ041",
        "CZ042",
        "CZ051",
        "CZ032",
        "CH023",
        "CH033",
        "FI1C6",
        "FI19B",
        "FI1C5",
    } <= regions
    assert {"PL515", "PL514", "PL22A", "DEA51", "DEA52", "DEA53", "DEA55", "DEA56"} <= regions


def test_postal_codes_are_as_long_as_those_of_the_country() -> None:
    lengths = {"CH": 4, "AT": 4}
    for town in TOWNS:
        for code in town["postal_codes"].split():
            assert len(postal.normalise(town["country"], code)) == lengths.get(town["country"], 5), town


def test_every_part_belongs_to_a_town_that_is_there() -> None:
    towns = {(town["country"], town["name"]) for town in TOWNS}
    for row in read_table(DATA / "parts.csv"):
        assert (row["country"], row["town"]) in towns, row
        parts = row["parts"].split("|")
        assert parts == sorted(set(parts)) or len(parts) == len(set(parts)), row


def test_names_used_today_belong_to_towns_that_are_there_once() -> None:
    rows = list(read_table(DATA / "town_names.csv"))
    keys = [(row["country"], row["name"]) for row in rows]
    assert len(keys) == len(set(keys))
    assert set(keys) <= {(town["country"], town["name"]) for town in TOWNS}
    for row in rows:
        others = [name for column, name in row.items() if column not in ("country", "name") and name]
        assert others, row
        assert row["name"] not in others, row
        assert all(name == name.strip() for name in others), row
