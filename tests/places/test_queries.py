import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regiowerk.places import queries
from regiowerk.places.distance import distance_km
from regiowerk.places.models import LocalUnit, Place
from regiowerk.places.town_names import usual_names

pytestmark = pytest.mark.django_db


def test_the_regions_above_a_region() -> None:
    assert queries.region_path("DED41") == ("DE", "DED", "DED4", "DED41")
    assert queries.region_path("DE") == ("DE",)
    assert queries.region_path("") == ()


def test_regions_have_names_in_each_language() -> None:
    labels = queries.region_labels(["CZ042", "DED", "XX"])
    assert labels["CZ042"]["de"] == "Region Ústí"
    assert labels["DED"]["pl"] == "Saksonia"
    assert labels["XX"] == {}


@pytest.mark.parametrize(
    ("text", "name", "nuts3"),
    [
        ("Dresden", "Dresden", "DED21"),
        ("drážďany", "Dresden", "DED21"),
        ("Drezno", "Dresden", "DED21"),
        ("usti nad labem", "Ústí nad Labem", "CZ042"),
        ("Aussig", "Ústí nad Labem", "CZ042"),
        ("Goerlitz", "Görlitz", "DED2D"),
        ("wroc", "Wrocław", "PL514"),
        ("Breslau", "Wrocław", "PL514"),
        ("Åbo", "Turku", "FI1C1"),
        ("Frankfurt", "Frankfurt am Main", "DE712"),
        ("Engelsdorf", "Leipzig", "DED51"),
    ],
)
def test_a_town_is_found_in_any_language_and_spelling(text: str, name: str, nuts3: str) -> None:
    found = queries.find_places(text)[0]
    assert (found.name, found.nuts3, found.postal_code) == (name, nuts3, "")


@pytest.mark.parametrize(
    ("text", "country", "postal_code"),
    [("405 02", "CZ", "405 02"), ("40502", "CZ", "405 02"), ("D-09111", "DE", "09111"), ("59-900", "PL", "59-900")],
)
def test_a_postal_code_is_found_as_people_write_it(text: str, country: str, postal_code: str) -> None:
    found = queries.find_places(text, prefer_countries=(country,))[0]
    assert (found.country, found.postal_code) == (country, postal_code)


def test_the_preferred_country_goes_first() -> None:
    assert queries.find_places("Cvikov", prefer_countries=("CZ",))[0].country == "CZ"
    assert queries.find_places("Cvikov", prefer_countries=("DE",))[0].name == "Zwickau"


def test_nothing_is_found_where_nothing_is() -> None:
    assert queries.find_places("qqqqq") == []
    assert queries.find_places("") == []
    assert queries.find_places("Dresden", limit=0) == []


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.integers(0, 8))
def test_any_text_gives_at_most_so_many_places(text: str, limit: int) -> None:
    assert len(queries.find_places(text, limit=limit)) <= limit


@pytest.mark.parametrize(
    ("country", "locality", "hint", "town", "nuts3"),
    [
        ("DE", "Chemnitz", "", "Chemnitz", "DED41"),
        ("DE", "Chemnitz, Stadt", "Saxony", "Chemnitz", "DED41"),
        ("DE", "Aachen-Forst", "North Rhine-Westphalia", "Aachen", "DEA2D"),
        ("DE", "Oelsnitz/Vogtl.", "Saxony", "Oelsnitz/Vogtl.", "DED44"),
        ("DE", "Oelsnitz (Erzgebirge)", "Sachsen", "Oelsnitz/Erzgeb.", "DED42"),
        ("DE", "Halle (Saale)", "Saxony", "Halle (Saale)", "DEE02"),
        ("DE", "Frankfurt a. M.", "", "Frankfurt am Main", "DE712"),
        ("DE", "H a g e n", "North Rhine-Westphalia", "Hagen", "DEA53"),
        ("DE", "Reichenbach", "DED", "Reichenbach im Vogtland", "DED44"),
        ("DE", "Radeburg OT Bärwalde", "Saxony", "Radeburg", "DED2E"),
        ("DE", "Ergste üb. Schwerte (Ruhr)", "North Rhine-Westphalia", "Schwerte", "DEA5C"),
        ("DE", "Böhlitz-Ehrenberg", "Saxony", "Leipzig", "DED51"),
        ("PL", "WROCŁAW", "", "Wrocław", "PL514"),
        ("FI", "LAHTI", "", "Lahti", "FI1C6"),
    ],
)
def test_a_locality_leads_to_the_town(country: str, locality: str, hint: str, town: str, nuts3: str) -> None:
    found = queries.resolver().resolve(country, locality=locality, region_hint=hint)
    assert (found.town, found.nuts3, found.method) == (town, nuts3, "locality")
    assert found.latitude is not None


def test_the_official_code_goes_before_the_postal_code_and_that_before_the_name() -> None:
    resolve = queries.resolver().resolve
    assert resolve("CZ", "40502", "Liberec", {"lau": "CZ0511"}).nuts3 == "CZ051"
    by_code = resolve("CZ", "405 02", "Děčín", {"lau": "CZ0421"})
    assert (by_code.town, by_code.nuts3, by_code.method) == ("Děčín", "CZ042", "code")
    by_postal_code = resolve("DE", "9111", "Leipzig")
    assert (by_postal_code.nuts3, by_postal_code.method) == ("DED41", "postal_code")
    assert resolve("CZ", "", "Děčín", {"lau": "nonsense"}).method == "locality"


def test_a_district_code_stands_at_the_beginning_of_the_municipality_code() -> None:
    LocalUnit.objects.create(reference_set="test", country="DE", code="14511", name="Chemnitz", nuts3="DED41")
    assert queries.resolver().resolve("DE", codes={"ags": "14511000"}).nuts3 == "DED41"


def test_what_is_not_found_keeps_its_name() -> None:
    found = queries.resolver().resolve("DE", "", "Nirgendwo", region_hint="Saxony")
    assert found == queries.ResolvedPlace("Nirgendwo", "", None, None, "")
    assert queries.resolver().resolve("", "", "") == queries.ResolvedPlace("", "", None, None, "")


def test_two_towns_of_a_name_are_told_apart_by_the_hint_or_marked() -> None:
    for nuts3, weight in (("DED2C", 2), ("DE712", 2)):
        Place.objects.create(
            reference_set="test", country="DE", name="Zweidorf", key="zweidorf", nuts3=nuts3, latitude=51, longitude=13,
            weight=weight,
        )  # fmt: skip
    resolve = queries.resolver().resolve
    assert resolve("DE", locality="Zweidorf", region_hint="Sachsen") == ("Zweidorf", "DED2C", 51, 13, "locality")
    assert resolve("DE", locality="Zweidorf").method == "locality_ambiguous"


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(["DE", "CZ", "PL", "XX", ""]), st.text(max_size=40), st.text(max_size=80), st.text(max_size=20))
def test_any_text_is_resolved_or_not_and_always_alike(country: str, code: str, locality: str, hint: str) -> None:
    resolve = queries.resolver().resolve
    found = resolve(country, code, locality, {"lau": code}, hint)
    assert bool(found.method) == bool(found.nuts3)
    assert found == resolve(country, code, locality, {"lau": code}, hint)


def test_distances_are_in_kilometres() -> None:
    assert distance_km(51.05, 13.74, 50.08, 14.44) == pytest.approx(119, abs=1)  # Dresden to Prague
    assert distance_km(50, 14, 50, 14) == 0
    assert distance_km(0, 0, 0, 180) == pytest.approx(20015, abs=1)


@pytest.mark.parametrize(
    ("country", "nuts3", "town", "language", "other"),
    [
        ("CZ", "CZ042", "Ústí nad Labem", "de", "Aussig"),
        ("CZ", "CZ010", "Praha 4", "fi", ""),
        ("CZ", "CZ010", "Praha 4", "en", "Prague"),
        ("CZ", "", "Cheb", "de", "Eger"),
        ("CZ", "CZ042", "Most", "de", ""),
        ("CZ", "CZ042", "Ústí nad Labem", "cs", ""),
        ("DE", "DED21", "Dresden", "cs", "Drážďany"),
        ("DE", "DED21", "Dresden", "xx", ""),
        ("DE", "DE111", "Dresden", "cs", ""),  # a namesake elsewhere
        ("FI", "FI19B", "Tampere", "sv", "Tammerfors"),
        ("CZ", "CZ042", "", "de", ""),
    ],
)
def test_a_town_has_the_name_that_the_readers_language_uses_today(
    country: str, nuts3: str, town: str, language: str, other: str
) -> None:
    assert queries.town_names(country, nuts3, town, language) == (town, other)


def test_towns_are_found_by_every_name_of_today() -> None:
    for (country, own), names in usual_names().items():
        for name in names.values():
            found = queries.find_places(name, prefer_countries=(country,))
            assert own in {match.name for match in found}, (own, name)
