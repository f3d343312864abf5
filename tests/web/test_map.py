"""The map beside the list: its section in the address, the cells a script asks for, the land they lie on."""

import json
import re

import pytest
from django.conf import Settings
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from regiowerk.config import basemap
from regiowerk.places.outlines import GENERATED
from regiowerk.registers.models import Run
from regiowerk.search.interface import Box
from regiowerk.web.directory.area import area_text, read_area
from tests.factories.region import CZECH, GERMAN

EVERYWHERE = "-30,30,50,75"
STYLE, TILES = "https://maps.example.org/style.json", "https://tiles.example.org:8443/{z}/{x}/{y}.png"


def html(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def cells(client: Client, query: str) -> dict[str, object]:
    response = client.get(f"/de/map/cells?{query}")
    assert response.status_code == 200, response.content
    answer: dict[str, object] = json.loads(response.content)
    return answer


def section_around(client: Client, query: str) -> str:
    """The section of the map that holds the first result, as the page draws it."""
    found = re.search(r'data-at="(-?[\d.]+),(-?[\d.]+)"', html(client, f"/de/verzeichnis/?{query}"))
    assert found
    longitude, latitude = float(found[1]), float(found[2])
    return area_text(Box(longitude - 0.01, latitude - 0.01, longitude + 0.01, latitude + 0.01))


# --- a section in the address -----------------------------------------------------------------


@given(st.tuples(st.floats(-200, 200), st.floats(-100, 100), st.floats(-200, 200), st.floats(-100, 100)))
def test_a_section_is_read_as_it_is_written(degrees: tuple[float, float, float, float]) -> None:
    box = read_area(",".join(f"{value:.6f}" for value in degrees))
    if box is None:
        return
    assert -180 <= box.west < box.east <= 180
    assert -85 <= box.south < box.north <= 85
    assert read_area(area_text(box)) == box


@pytest.mark.parametrize(
    "text", ["", "1,2,3", "1,2,3,4,5", "a,b,c,d", "13,51,12,50", "nan,0,1,1", "1e9,0,1,1", "٣,0,9,9"]
)
def test_what_is_no_section_is_left_out(text: str) -> None:
    assert read_area(text) is None


@pytest.mark.django_db
def test_the_list_within_a_section(client: Client, region: list[Run]) -> None:
    section = section_around(client, "q=Senzorika")
    page = html(client, f"/de/verzeichnis/?area={section}")
    assert "Severočeská Senzorika" in page
    assert "Musterbau" not in re.sub(r"<template.*?</template>", "", page, flags=re.DOTALL)
    chip = re.search(r'<a class="chip"[^>]*href="([^"]*)"[^>]*>\s*<span>Kartenausschnitt', page, re.DOTALL)
    assert chip
    assert "area" not in chip[1]
    assert re.search(rf'<input[^>]*name="area"[^>]*value="{section}"', page, re.DOTALL)
    assert 'class="reach section"' in page


@pytest.mark.django_db
def test_a_section_without_results_keeps_its_map_and_offers_the_whole(client: Client, region: list[Run]) -> None:
    page = html(client, "/de/verzeichnis/?area=-20,40,-19,41")
    assert 'class="reach section"' in page
    assert re.search(r'href="/de/verzeichnis/"[^>]*>Überall suchen', page)


@pytest.mark.django_db
def test_without_a_section_the_form_sends_none(client: Client, region: list[Run]) -> None:
    field = re.search(
        r'<input type="hidden"[^>]*name="area"[^>]*>', html(client, "/de/verzeichnis/?q=Musterbau"), re.DOTALL
    )
    assert field
    assert "disabled" in field[0]


# --- cells --------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("zoom", ["0", "8", "18", "99", "x"])
def test_cells_hold_all_results_but_those_of_the_page(client: Client, region: list[Run], zoom: str) -> None:
    answer = cells(client, f"sort=name&bbox={EVERYWHERE}&zoom={zoom}")
    found = answer["cells"]
    assert isinstance(found, list)
    assert sum(cell["count"] for cell in found) == answer["total"] == GERMAN + CZECH - 20
    assert all(sum(cell["sides"]) == cell["count"] for cell in found)
    assert len(found) <= 480


@pytest.mark.django_db
def test_cells_follow_the_question(client: Client, region: list[Run]) -> None:
    assert cells(client, f"q=Senzorika&bbox={EVERYWHERE}&zoom=8") == {"total": 0, "cells": []}  # it is on the page
    assert cells(client, f"region=DE&bbox={EVERYWHERE}&zoom=8")["total"] == GERMAN - 20
    section = section_around(client, "q=Senzorika")
    assert cells(client, f"area={section}&sort=name&bbox={EVERYWHERE}")["total"] == 0
    assert cells(client, "sort=name&bbox=-20,40,-19,41")["total"] == 0


@pytest.mark.django_db
def test_a_single_organisation_is_linked(client: Client, region: list[Run]) -> None:
    section = section_around(client, "q=Senzorika")
    (cell,) = cells(client, f"bbox={section}&zoom=12&sort=newest&page=2")["cells"]  # type: ignore[misc]
    assert cell["name"] == "Severočeská Senzorika s.r.o."
    assert "<h1" in html(client, cell["url"])


@pytest.mark.django_db
def test_cells_are_asked_from_the_database_once(
    client: Client, region: list[Run], django_assert_max_num_queries: object
) -> None:
    cells(client, f"bbox={EVERYWHERE}&zoom=12&sort=name")
    with django_assert_max_num_queries(1):  # type: ignore[operator]
        cells(client, f"bbox={EVERYWHERE}&zoom=12&sort=name")


@pytest.mark.django_db
def test_cells_need_a_section(client: Client) -> None:
    for query in ("", "bbox=", "bbox=1,2,3", "bbox=13,51,12,50"):
        assert client.get(f"/de/map/cells?{query}").status_code == 400
    assert client.get(f"/de/map/cells?bbox={EVERYWHERE}").headers["Cache-Control"] == "private, max-age=60"
    assert client.post(f"/de/map/cells?bbox={EVERYWHERE}").status_code == 405


# --- the ground ---------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.skipif(not GENERATED.is_file(), reason="the outlines are not built (make setup)")
def test_the_land_is_the_same_for_everybody(client: Client) -> None:
    response = client.get("/de/map/land")
    land = json.loads(response.content)
    assert response.headers["Cache-Control"] == "public, max-age=86400"
    assert {"DE", "CZ", "PL"} <= {feature["properties"]["code"] for feature in land["countries"]["features"]}
    assert "Chemnitz" in {feature["properties"]["name"] for feature in land["towns"]["features"]}
    assert land["borders"]["features"][0]["geometry"]["coordinates"]


@pytest.mark.django_db
def test_the_page_names_the_ground_of_the_operator(client: Client, region: list[Run], settings: Settings) -> None:
    assert "Umrisse: Natural Earth" in html(client, "/de/verzeichnis/?q=Musterbau")
    settings.MAP_TILES, settings.MAP_ATTRIBUTION = TILES, "© Landesvermessung"
    page = html(client, "/de/verzeichnis/?q=Musterbau")
    assert f'data-tiles="{TILES}"' in page
    assert "© Landesvermessung" in page
    assert "Natural Earth" not in page


def test_the_policy_lets_workers_of_the_site_run(client: Client) -> None:
    policy = client.get("/robots.txt").headers["Content-Security-Policy"]
    assert "worker-src 'self';" in f"{policy};"
    assert "connect-src 'self';" in f"{policy};"
    assert "blob:" not in policy


def test_a_ground_brings_its_origins() -> None:
    assert basemap.origins("", "", "", []) == []
    assert basemap.origins(STYLE, "", "© A", ["https://fonts.example.org/x", STYLE]) == [
        "https://maps.example.org",
        "https://fonts.example.org",
    ]
    assert basemap.origins("", TILES, "© A", []) == ["https://tiles.example.org:8443"]
    assert basemap.origins("http://localhost:8000/style.json", "", "© A", []) == ["http://localhost:8000"]


@pytest.mark.parametrize(
    ("style", "tiles", "attribution", "further", "told"),
    [
        (STYLE, TILES, "© A", [], "both set"),
        (STYLE, "", "", [], "REGIOWERK_MAP_ATTRIBUTION"),
        ("maps.example.org/style.json", "", "© A", [], "REGIOWERK_MAP_STYLE_URL"),
        ("http://maps.example.org/style.json", "", "© A", [], "https://"),
        ("https://maps.example.org; script-src *", "", "© A", [], "REGIOWERK_MAP_STYLE_URL"),
        ("https://maps.example.org:port/", "", "© A", [], "REGIOWERK_MAP_STYLE_URL"),
        ("", "https://tiles.example.org/{z}/{x}.png", "© A", [], "{y}"),
        (STYLE, "", "© A", ["'unsafe-inline'"], "REGIOWERK_MAP_ORIGINS"),
    ],
)
def test_a_slip_is_told_at_the_start(style: str, tiles: str, attribution: str, further: list[str], told: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=re.escape(told)):
        basemap.origins(style, tiles, attribution, further)


@pytest.mark.django_db
def test_the_privacy_notice_names_who_else_is_asked(client: Client, settings: Settings) -> None:
    assert "keine Anfragen an Dritte" in html(client, "/de/datenschutz/")
    settings.MAP_ORIGINS = ["https://tiles.example.org"]
    page = html(client, "/de/datenschutz/")
    assert "https://tiles.example.org" in page
    assert "keine Anfragen an Dritte" not in page
