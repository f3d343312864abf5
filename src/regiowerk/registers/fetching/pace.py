"""How fast requests follow each other, and how long to wait after a fault. Free of Django."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from regiowerk.registers.fetching.errors import PassingError

ATTEMPTS = 5  # one after the other, without any byte gained
LONGEST_WAIT = 600.0  # seconds that a server may ask for before a fetch gives up for this time
_FIRST_WAIT, _MOST_WAIT = 2.0, 60.0  # seconds after the first fault, doubled after each further one


@dataclass(frozen=True)
class Timing:
    """Clock, sleep and chance; tests bring their own."""

    clock: Callable[[], float] = time.monotonic
    now: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random  # 0 to 1


class Pace:
    """Requests to one host evenly spaced, never more than `per_minute`."""

    def __init__(self, per_minute: float, timing: Timing) -> None:
        self._gap, self._timing = 60.0 / per_minute, timing
        self._next: dict[str, float] = {}

    def wait(self, host: str) -> None:
        now = self._timing.clock()
        pause = self._next.get(host, now) - now
        if pause > 0:
            self._timing.sleep(pause)
        self._next[host] = max(now, now + pause) + self._gap


class Patience:
    """How often one thing is tried again."""

    def __init__(self, timing: Timing) -> None:
        self._timing, self._failures = timing, 0

    def renew(self) -> None:
        """Something was gained: count the faults from the beginning."""
        self._failures = 0

    def wait(self, error: PassingError) -> None:
        """Wait before the next attempt. Raises the error when there have been enough."""
        self._failures += 1
        if self._failures >= ATTEMPTS or (error.asked or 0) > LONGEST_WAIT:
            raise error
        most = min(_FIRST_WAIT * 2 ** (self._failures - 1), _MOST_WAIT)
        # Between half and all of it, so that many instances do not come back at the same moment.
        own = most * (0.5 + self._timing.chance() / 2)
        self._timing.sleep(max(own, error.asked or 0.0))


def asked_wait(header: str | None, now: datetime) -> float | None:
    """Seconds of a Retry-After header, which is a number or a date (RFC 9110, 10.2.3); None when it says nothing."""
    if not header:
        return None
    if header.strip().isdigit():
        return float(header)
    try:
        until = parsedate_to_datetime(header)
    except ValueError:
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max(0.0, (until - now).total_seconds())
