"""Jobs for the tests."""

import os
import signal
from pathlib import Path

from regiowerk.jobs import actions
from regiowerk.jobs.policy import HopelessError, Policy, job


@job()
def double(*, job_id: str, number: int) -> int:
    actions.report(job_id=job_id, done=1, total=2)
    return number * 2


@job(Policy(attempts=2))
def fail(*, job_id: str) -> None:
    raise RuntimeError("no luck")


@job()
def give_up(*, job_id: str) -> None:
    raise HopelessError("the address is wrong")


@job()
def note_line(*, job_id: str, file: str, text: str) -> None:
    with Path(file).open("a", encoding="utf-8") as lines:
        lines.write(f"{text}\n")


@job()
def die_once(*, job_id: str, file: str) -> None:
    """Take the whole worker down at the first attempt, as a machine does that is switched off."""
    if not Path(file).exists():
        Path(file).write_text("died", encoding="utf-8")
        os.kill(os.getpid(), signal.SIGKILL)
    Path(file).write_text("done", encoding="utf-8")
