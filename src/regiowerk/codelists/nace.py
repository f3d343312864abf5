"""NACE codes: how they are written, what lies above them, and from Rev. 2 to Rev. 2.1.

Pure functions. Source of the structure: Delegated Regulation (EU) 2023/137.
"""

import re
from functools import lru_cache

# First and last division of each section of Rev. 2.1.
_SECTIONS = (
    ("A", 1, 3), ("B", 5, 9), ("C", 10, 33), ("D", 35, 35), ("E", 36, 39), ("F", 41, 43), ("G", 46, 47),
    ("H", 49, 53), ("I", 55, 56), ("J", 58, 60), ("K", 61, 63), ("L", 64, 66), ("M", 68, 68), ("N", 69, 75),
    ("O", 77, 82), ("P", 84, 84), ("Q", 85, 85), ("R", 86, 88), ("S", 90, 93), ("T", 94, 96), ("U", 97, 98),
    ("V", 99, 99),
)  # fmt: skip
_UNUSED = {4, 34, 40, 44, 45, 48, 54, 57, 67, 76, 83, 89}
SECTION_OF = {
    f"{division:02}": section
    for section, first, last in _SECTIONS
    for division in range(first, last + 1)
    if division not in _UNUSED
}
SECTIONS = tuple(section for section, _, _ in _SECTIONS)

_SCHEMES_OF_REV_21 = frozenset({"NACE21", "CZNACE2025", "PKD2025", "TOL2025", "OENACE2025", "NOGA2025", "WZ2025"})
_SCHEMES_OF_REV_2 = frozenset({"NACE2", "CZNACE", "PKD2007", "TOL2008", "OENACE2008", "NOGA2008", "WZ2008"})
# Trade and repair of vehicles: Rev. 2.1 spreads it over 46, 47 and 95.
_SPLIT_DIVISIONS = frozenset({"45"})

_WRITTEN = re.compile(r"[A-Za-z]?[\s.]*(\d{2})[.\s]*(\d?)[.\s]*(\d?)[.\-\s]*\w{0,3}")


def normalise(code: str) -> str:
    """The code with dots, cut to the class: '25620' → '25.62', '7311Z' → '73.11', 'c' → 'C'; '' when it is none."""
    code = code.strip()
    if len(code) == 1 and code.isalpha():
        return code.upper() if code.upper() in SECTIONS else ""
    match = _WRITTEN.fullmatch(code)
    if not match or not match[1].isascii():
        return ""
    division, group, nace_class = match.groups()
    return f"{division}.{group}{nace_class}" if group else division


@lru_cache(maxsize=8192)
def sector_path(code: str) -> tuple[str, ...]:
    """Section, division, group and class of a Rev. 2.1 code: '25.62' → ('C', '25', '25.6', '25.62').

    Empty when Rev. 2.1 has no such division.
    """
    code = normalise(code)
    if code in SECTIONS:
        return (code,)
    section = SECTION_OF.get(code[:2])
    if not section:
        return ()
    return (section, *(code[:length] for length in (2, 4, 5) if length <= len(code)))


def edition(scheme: str) -> str:
    """The code list with the labels of a scheme's codes: NACE21, NACE2, or '' for another classification."""
    return "NACE21" if scheme in _SCHEMES_OF_REV_21 else "NACE2" if scheme in _SCHEMES_OF_REV_2 else ""


@lru_cache(maxsize=8192)
def to_nace21(scheme: str, code: str) -> str:
    """The code in NACE Rev. 2.1, '' when that is not sure.

    Codes of Rev. 2 are carried over as divisions only: below them the classes were cut anew.
    """
    code = normalise(code)
    if not sector_path(code):
        return ""
    if scheme in _SCHEMES_OF_REV_21:
        return code
    if scheme in _SCHEMES_OF_REV_2 and code[:2] in SECTION_OF and code[:2] not in _SPLIT_DIVISIONS:
        return code[:2]
    return ""
