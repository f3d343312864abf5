"""The process that does jobs: the library's worker, and beside it a thread that keeps house."""

import logging
import signal
import threading

from django.db import close_old_connections, connection
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from regiowerk.jobs import actions

BEAT = 10.0  # seconds between two signs of life
PRUNE_EVERY = 360  # beats
log = logging.getLogger(__name__)


def work(*, until_empty: bool = False, interval: float = 0.5) -> None:
    """Do jobs until told to stop (SIGTERM, SIGINT), or until none waits."""
    name = get_random_string(32)
    actions.beat(worker=name)
    stop = threading.Event()
    keeper = threading.Thread(target=_keep, args=(name, stop), daemon=True)
    keeper.start()
    worker = Worker(
        queue_names=["*"],
        interval=interval,
        batch=until_empty,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=name,
        excluded_queue_names=[],
    )
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT)}
    worker.configure_signals()
    try:
        worker.run()
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
        stop.set()
        keeper.join(timeout=5)
        actions.leave(worker=name)


def keep_house(*, worker: str, prune: bool = False) -> None:
    """What every worker does for all: sign of life, lost jobs, due schedules, old rows."""
    actions.beat(worker=worker)
    actions.take_up_lost_jobs()
    actions.queue_due()
    if prune:
        actions.prune()


def _keep(worker: str, stop: threading.Event) -> None:
    beats = 0
    while not stop.is_set():
        try:
            keep_house(worker=worker, prune=beats % PRUNE_EVERY == 0)
        except Exception:
            log.exception("The worker could not keep house, trying again")
        beats += 1
        close_old_connections()
        stop.wait(BEAT)
    connection.close()
