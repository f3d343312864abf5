"""Query strings of any bytes and length are read, and give a page."""

from urllib.parse import quote_from_bytes, urlencode

import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regiowerk.registers.models import Run
from regiowerk.search.interface import FACETS
from regiowerk.web.directory.parameters import RADII_KM, SORTS, TEXT_LIMIT, SearchParameters, read

NAMES = ("q", "place", "place_in", "radius", "area", "sort", "page", *FACETS)
ANY_QUERY = st.lists(
    st.tuples(
        st.sampled_from(NAMES),
        st.binary(max_size=40)
        | st.sampled_from([b"DE", b"CZ042", b"25.6", b"C", b"2", b"name", b"12,50,13,51", b"\x00", b"\xff"]),
    ),
    max_size=12,
).map(lambda pairs: "&".join(f"{name}={quote_from_bytes(value)}" for name, value in pairs))


@given(ANY_QUERY)
def test_reading_never_fails_and_stays_in_bounds(query: str) -> None:
    parameters = read(QueryDict(query))
    assert len(parameters.q) <= TEXT_LIMIT
    assert parameters.radius in RADII_KM
    assert parameters.sort is None or parameters.sort in SORTS
    assert parameters.page >= 1


@given(ANY_QUERY)
def test_the_address_says_all_of_the_state(query: str) -> None:
    parameters = read(QueryDict(query))
    again = read(QueryDict(parameters.query_string.lstrip("?")))
    assert again.query_string == parameters.query_string
    assert again.filters == parameters.filters


def test_who_chooses_a_part_means_the_part() -> None:
    parameters = read(QueryDict("region=DE&region=DED&sector=C&sector=25.6"))
    assert parameters.filters == {"region": ("DED",), "sector": ("25.6",)}


def test_what_is_usual_is_not_written() -> None:
    assert SearchParameters().query_string == ""
    assert SearchParameters(q="a b", page=2).query_string == "?q=a+b&page=2"


@pytest.mark.parametrize("page", ["abc", "-1", "0", "1e9", "٣", "9" * 400, ""])
def test_a_page_that_is_no_number_is_the_first(page: str) -> None:
    assert read(QueryDict(urlencode({"page": page}))).page == 1


@pytest.mark.django_db
@given(query=ANY_QUERY)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_query_gives_a_page(client: Client, region: list[Run], query: str) -> None:
    for part in ({}, {"HX-Request": "true"}):
        assert client.get(f"/cs/adresar/?{query}", headers=part).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query",
    [
        "q=" + "a" * 100_000,
        "q=" + "%22+OR+" * 500,
        "q=%00&place=%00",
        "&".join(f"region=DE{number}" for number in range(1500)),
        "region=" + "D" * 9000,
        "q=name:(a+AND+*)^2~",
        "place=" + "x" * 100_000,
    ],
    ids=["long", "operators", "nul", "many-fields", "long-code", "syntax", "long-place"],
)
def test_wild_queries_give_a_page(client: Client, region: list[Run], query: str) -> None:
    assert client.get(f"/de/verzeichnis/?{query}").status_code == 200
