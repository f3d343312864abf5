"""Dates as registers write them."""

import re
from datetime import date

EARLIEST, LATEST = "1300-01-01", "2100-01-01"  # the oldest firms of Europe; beyond it is a slip
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?: ?R\.?)?")


def iso_date(text: str) -> str:
    """The date, '' when the text is empty. Raises ValueError for what cannot be a date of a register."""
    if not text:
        return ""
    value = date.fromisoformat(text[:10]).isoformat()
    if not EARLIEST <= value < LATEST:
        raise ValueError(text)
    return value


def any_date(text: str) -> str:
    """The same for dates that may be written with dots: '12.11.2014 R.' → '2014-11-12'."""
    text = text.strip()
    if match := _DOTTED.fullmatch(text):
        day, month, year = match.groups()
        return iso_date(f"{year}-{month:0>2}-{day:0>2}")
    return iso_date(text)
