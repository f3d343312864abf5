"""Spellings of identifiers, so that 'HRB 32007', 'HRB32007 Leipzig' and 'DEU1308.HRB32007' meet."""

import re

_NOT_KEY = re.compile(r"[^A-Z0-9]+")
_COURT_ENTRY = re.compile(r"(?:HRA|HRB|GNR|GSR|PR|VR)\d{1,7}[A-Z]{0,2}(?![A-Z0-9])")
_ENTRY_IN_KEY = re.compile(r"(?:HRA|HRB|GNR|GSR|PR|VR)\d{1,7}")
_COUNTRY_NUMBER = re.compile(r"[A-Z]{2}(\d{7,12})")
_EUID = re.compile(r"[A-Z]{2}([A-Z]\d{4}(?:HRA|HRB|GNR|GSR|PR|VR)\d+.*)")
_SPACE_IN_ENTRY = re.compile(r"\b(HRA|HRB|GNR|GSR|PR|VR)[\s.:-]*(?:NR\.?\s*)?(?=\d)")
MAX_KEY = 40


def key(text: str) -> str:
    """Capital letters and digits alone: '270 82 440' → '27082440'."""
    return _NOT_KEY.sub("", text.upper())


def keys(identifier: str) -> tuple[str, ...]:
    """All spellings an identifier is found by."""
    whole = key(identifier)
    found = [whole]
    if match := _COUNTRY_NUMBER.fullmatch(whole):
        found.append(match[1])
    if match := _EUID.fullmatch(whole):
        found.append(match[1])
    found.extend(court_entries(identifier))
    if match := _ENTRY_IN_KEY.search(whole):
        found.append(match[0])
    return tuple(dict.fromkeys(part for part in found if part))


def court_entries(text: str) -> list[str]:
    """Entries of German court registers in a text, joined: 'HRB 32007 B' → 'HRB32007'."""
    joined = _SPACE_IN_ENTRY.sub(r"\1", text.upper()).replace("_", " ")
    return _COURT_ENTRY.findall(joined)


def query_keys(text: str) -> tuple[str, ...]:
    """What a query is looked up by when it may be an identifier; empty when it cannot be one."""
    whole = key(text)
    if not 4 <= len(whole) <= MAX_KEY or sum(char.isdigit() for char in whole) < 3:
        return ()
    found = [whole]
    if match := _COUNTRY_NUMBER.fullmatch(whole):
        found.append(match[1])
    if match := _EUID.fullmatch(whole):
        found.append(match[1])
    return tuple(found)
