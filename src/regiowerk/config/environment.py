"""Settings from the environment, typed: each reader names the variable in its error."""

import os
from datetime import date
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

TRUE = frozenset({"1", "true", "yes", "on"})
FALSE = frozenset({"0", "false", "no", "off", ""})


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def flag(name: str, default: bool) -> bool:
    value = os.environ.get(name)
    if value is None:
        return default
    if value.strip().lower() in TRUE:
        return True
    if value.strip().lower() in FALSE:
        return False
    raise ImproperlyConfigured(f"{name}={value!r}: write 1 or 0.")


def number(name: str, default: int) -> int:
    value = os.environ.get(name)
    if value is None or not value.strip():
        return default
    try:
        return int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name}={value!r}: write a whole number.") from None


def decimals(name: str, count: int, low: float, high: float) -> tuple[float, ...]:
    """So many numbers from `low` to `high`, separated by commas; none when the variable is not set."""
    value = text(name)
    if not value:
        return ()
    try:
        numbers = tuple(float(part) for part in value.split(","))
    except ValueError:
        numbers = ()
    if len(numbers) != count or not all(low <= number <= high for number in numbers):
        wanted = "a number" if count == 1 else f"{count} numbers, separated by commas,"
        raise ImproperlyConfigured(f"{name}={value!r}: write {wanted} from {low:g} to {high:g}.")
    return numbers


def decimal(name: str, low: float, high: float) -> float | None:
    return next(iter(decimals(name, 1, low, high)), None)


def day(name: str) -> date | None:
    value = text(name)
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise ImproperlyConfigured(f"{name}={value!r}: write a date such as 2026-11-30.") from None


def words(name: str, default: str) -> list[str]:
    """A list, separated by commas; empty parts are dropped."""
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def folder(name: str, default: str) -> Path:
    return Path(text(name) or default).expanduser().resolve()
