"""The one process that keeps the index up to date: it looks into the outbox until it is told to stop."""

import logging
import threading

from django.db import OperationalError, close_old_connections

from regiowerk.search.actions import apply_pending
from regiowerk.search.models import PendingChange

PAUSE = 0.5  # seconds between two looks into the outbox
PAUSE_AFTER_FAULT = 5.0
log = logging.getLogger(__name__)


def follow(stop: threading.Event) -> None:
    """Apply what is noted, again and again, until `stop` is set. A fault is told and waited out."""
    while not stop.is_set():
        pause = PAUSE
        try:
            if PendingChange.objects.exists():
                apply_pending()
        except OperationalError as error:
            log.warning("The database does not answer, trying again: %s", error)
            pause = PAUSE_AFTER_FAULT
        except Exception:
            log.exception("The index could not be brought up to date, trying again")
            pause = PAUSE_AFTER_FAULT
        close_old_connections()
        stop.wait(pause)
