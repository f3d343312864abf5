"""Postal codes: how they are compared and how they are shown. Pure functions."""

import re

_DIGITS = {"DE": 5, "FI": 5, "CZ": 5, "SK": 5, "PL": 5, "CH": 4, "AT": 4, "LI": 4}
_LOOKS_LIKE = re.compile(r"(?:[A-Z]{1,3}[\s-]+)?(\d{2,3}[\s-]?\d{2,3}|\d{4})", re.IGNORECASE)


def normalise(country: str, code: str) -> str:
    """Digits only, with the leading zeros that a spreadsheet took away: ('PL', '59-975') → '59975'."""
    length = _DIGITS.get(country)
    if length is None:
        return "".join(filter(str.isalnum, code.upper()))
    digits = "".join(char for char in code if "0" <= char <= "9")
    return digits.zfill(length) if len(digits) == length - 1 and length == 5 else digits


def display(country: str, code: str) -> str:
    """As people of the country write it: ('CZ', '40502') → '405 02'."""
    if len(code) == 5:
        if country in {"CZ", "SK"}:
            return f"{code[:3]} {code[3:]}"
        if country == "PL":
            return f"{code[:2]}-{code[2:]}"
    return code


def from_text(text: str) -> str:
    """The digits when a text is nothing but a postal code ('D-09111', '405 02', '59-975'), else ''."""
    match = _LOOKS_LIKE.fullmatch(text.strip())
    return "".join(char for char in match[1] if "0" <= char <= "9") if match else ""
