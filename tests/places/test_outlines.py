import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regiowerk.places import outlines, topology
from regiowerk.places.models import RegionOutline

BOX = (10.0, 49.0, 16.0, 52.0)
# Two squares that share an edge: Germany (10–13) and Czechia (13–16), arcs quantised to whole degrees.
TOPOLOGY = {
    "type": "Topology",
    "transform": {"scale": [1, 1], "translate": [0, 0]},
    "arcs": [[[13, 49], [0, 3]], [[13, 52], [-3, 0], [0, -3], [3, 0]], [[13, 49], [3, 0], [0, 3], [-3, 0]]],
    "objects": {
        "countries": {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "Polygon", "id": "276", "arcs": [[0, 1]]},
                {"type": "MultiPolygon", "id": "203", "arcs": [[[2, -1]]]},
                {"type": "Polygon", "id": "036", "arcs": [[0, 1]]},
                {"type": "Point", "id": "616", "coordinates": [1, 1]},
            ],
        }
    },
}


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    source, target = tmp_path / "countries-10m.json", tmp_path / "generated" / "countries.json"
    source.write_text(json.dumps(TOPOLOGY), encoding="ascii")
    monkeypatch.setattr(outlines, "GENERATED", target)
    outlines.build_country_outlines(tmp_path, target)
    return target


def test_shared_arcs_become_closed_rings() -> None:
    countries = topology.europe(TOPOLOGY)
    assert countries == {
        "DE": [[(13, 49), (13, 52), (10, 52), (10, 49), (13, 49)]],
        "CZ": [[(13, 49), (16, 49), (16, 52), (13, 52), (13, 49)]],
    }


def test_the_countries_of_a_box_are_drawn(built: Path) -> None:
    drawn = {outline.code: outline.path for outline in outlines.country_outlines(BOX, width=600)}
    assert set(drawn) == {"DE", "CZ"}
    projection = outlines.Projection(BOX, 600)
    corner = f"{projection.project(49, 13)[0]:.1f} {projection.height:.1f}"
    assert corner in drawn["DE"]
    assert corner in drawn["CZ"]


def test_countries_outside_the_box_are_left_out(built: Path) -> None:
    assert [outline.code for outline in outlines.country_outlines((14.0, 50.0, 15.0, 51.0))] == ["CZ"]
    assert outlines.country_outlines((20.0, 60.0, 21.0, 61.0)) == []


def test_without_the_built_file_there_are_no_outlines(built: Path) -> None:
    built.unlink()
    outlines._countries.cache_clear()
    outlines._drawn_countries.cache_clear()
    assert outlines.country_outlines(BOX) == []


def test_another_file_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    other.write_text('{"arcs": []}', encoding="ascii")
    with pytest.raises(ValueError, match="not a TopoJSON file"):
        outlines.build_country_outlines(other, tmp_path / "out.json")


def test_the_map_is_as_wide_as_wanted_and_true_to_scale() -> None:
    projection = outlines.Projection(BOX, 600)
    assert projection.project(52, 10) == pytest.approx((0, 0))
    assert projection.project(49, 16) == pytest.approx((600, projection.height))
    # At 50.5° a degree of longitude is 0.636 of a degree of latitude.
    assert 600 / projection.height == pytest.approx(6 * 0.636 / 3, rel=0.01)
    assert projection.view_box == "0 0 600 472"
    assert outlines.project(52, 10, BOX) == pytest.approx((0, 0))


@pytest.mark.django_db
def test_regions_are_drawn_once_their_outlines_are_loaded() -> None:
    square = [[[13, 50], [14, 50], [14, 51], [13, 51], [13, 50]]]
    RegionOutline.objects.create(
        reference_set="test", code="CZ042", geometry={"type": "Polygon", "coordinates": square}
    )
    drawn = outlines.region_outlines(["CZ042", "DED41"], BOX)
    assert [outline.code for outline in drawn] == ["CZ042"]
    assert drawn[0].path.startswith("M")
    assert drawn[0].path.endswith("Z")


@given(st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90)), max_size=12))
def test_what_is_drawn_stays_near_the_box(ring: list[tuple[float, float]]) -> None:
    for x, y in outlines._clipped(ring, BOX):
        assert 9.69 < x < 16.31
        assert 48.84 < y < 52.16
