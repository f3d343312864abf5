"""What the movable map is drawn from."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from regiowerk.places.geojson import borders
from regiowerk.places.topology import Ring


def square(column: int, row: int) -> Ring:
    west, south = float(column), float(row)
    return [(west, south), (west + 1, south), (west + 1, south + 1), (west, south + 1), (west, south)]


def steps(lines: list[Ring]) -> list[frozenset[tuple[float, float]]]:
    return [frozenset(pair) for line in lines for pair in pairwise(line)]


def test_two_neighbours_have_one_border() -> None:
    assert steps(borders({"A": [square(0, 0)], "B": [square(1, 0)]})) == [frozenset({(1.0, 0.0), (1.0, 1.0)})]
    assert borders({"A": [square(0, 0), square(1, 0)]}) == []  # within a land there is none


def test_a_border_is_one_line_as_far_as_it_goes() -> None:
    high = [(1.0, 0.0), (2.0, 0.0), (2.0, 2.0), (1.0, 2.0), (1.0, 1.0), (1.0, 0.0)]
    (line,) = borders({"A": [high], "B": [[(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (1.0, 2.0), (0.0, 2.0), (0.0, 0.0)]]})
    assert line == [(1.0, 2.0), (1.0, 1.0), (1.0, 0.0)]


@given(st.dictionaries(st.tuples(st.integers(0, 4), st.integers(0, 4)), st.sampled_from("ABC"), max_size=25))
def test_every_stretch_between_two_lands_is_drawn_once(owners: dict[tuple[int, int], str]) -> None:
    lands: dict[str, list[Ring]] = {}
    for (column, row), land in owners.items():
        lands.setdefault(land, []).append(square(column, row))
    between = {
        frozenset({(column + 1.0, float(row)), (column + 1.0, row + 1.0)})
        for (column, row), land in owners.items()
        if owners.get((column + 1, row), land) != land
    } | {
        frozenset({(float(column), row + 1.0), (column + 1.0, row + 1.0)})
        for (column, row), land in owners.items()
        if owners.get((column, row + 1), land) != land
    }
    drawn = steps(borders(lands))
    assert len(drawn) == len(set(drawn))
    assert set(drawn) == between
