"""Dates as registers write them."""

from datetime import date

EARLIEST, LATEST = "1300-01-01", "2100-01-01"  # the oldest firms of Europe; beyond it is a slip


def iso_date(text: str) -> str:
    """The date, '' when the text is empty. Raises ValueError for what cannot be a date of a register."""
    if not text:
        return ""
    value = date.fromisoformat(text[:10]).isoformat()
    if not EARLIEST <= value < LATEST:
        raise ValueError(text)
    return value
