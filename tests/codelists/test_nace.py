from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regiowerk.codelists import nace


@pytest.mark.parametrize(
    ("code", "path"),
    [
        ("25.62", ("C", "25", "25.6", "25.62")),
        ("2562", ("C", "25", "25.6", "25.62")),
        ("25620", ("C", "25", "25.6", "25.62")),
        ("73.11.Z", ("N", "73", "73.1", "73.11")),
        ("25", ("C", "25")),
        ("62", ("K", "62")),
        ("256", ("C", "25", "25.6")),
        ("c", ("C",)),
        ("00", ()),
        ("45", ()),
        ("4", ()),
        ("", ()),
        ("nonsense", ()),
    ],
)
def test_the_path_leads_from_the_section_to_the_code(code: str, path: tuple[str, ...]) -> None:
    assert nace.sector_path(code) == path


@pytest.mark.parametrize(
    ("scheme", "code", "expected"),
    [
        ("CZNACE2025", "25620", "25.62"),
        ("NACE21", "25.62", "25.62"),
        ("CZNACE", "25620", "25"),
        ("NACE2", "45", ""),  # vehicles: spread over three divisions
        ("NACE2", "62.01", "62"),
        ("CZNACE2025", "00", ""),
        ("SOMETHING", "25", ""),
    ],
)
def test_a_code_of_rev_2_is_carried_over_as_a_division_or_not_at_all(scheme: str, code: str, expected: str) -> None:
    assert nace.to_nace21(scheme, code) == expected


@given(st.text(max_size=12))
def test_normalising_any_text_gives_a_code_or_nothing_and_is_final(text: str) -> None:
    code = nace.normalise(text)
    assert nace.normalise(code) == code
    path = nace.sector_path(text)
    assert not path or path[-1] == code


@given(st.from_regex(r"[0-9]{2,6}", fullmatch=True))
def test_each_step_of_a_path_is_longer_and_begins_alike(code: str) -> None:
    path = nace.sector_path(code)
    assert all(longer.startswith(shorter) for shorter, longer in pairwise(path[1:]))
