"""`@job`: a function that a worker runs later, and how often it may fail."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django_tasks import TaskContext, task
from django_tasks.base import Task

JobFunction = Callable[..., Any]


class HopelessError(Exception):
    """Raised by a job that would fail again: it is not tried once more."""


@dataclass(frozen=True)
class Policy:
    attempts: int = 3  # in all; a worker that dies with the job counts as one
    wait: timedelta = timedelta(minutes=1)  # before the second attempt; doubled before each further one

    def wait_after(self, attempt: int) -> timedelta:
        """How long to wait after the failed attempt with this number, counted from 1."""
        return self.wait * (1 << (attempt - 1))


USUAL = Policy()
_policies: dict[str, Policy] = {}


def job(policy: Policy = USUAL) -> Callable[[JobFunction], "Task[Any, Any]"]:
    """Make a function a job. It gets the job's id as `job_id` and must do no harm when it is run twice.

    Arguments are keyword-only and must be plain JSON; the answer, too.
    """

    def made(function: JobFunction) -> "Task[Any, Any]":
        def call(context: TaskContext, /, **arguments: Any) -> Any:
            return function(job_id=context.task_result.id, **arguments)

        call.__name__, call.__qualname__, call.__module__ = (
            function.__name__,
            function.__qualname__,
            function.__module__,
        )
        _policies[f"{function.__module__}.{function.__qualname__}"] = policy
        return task(takes_context=True)(call)

    return made


def policy_of(path: str) -> Policy:
    return _policies.get(path, USUAL)
