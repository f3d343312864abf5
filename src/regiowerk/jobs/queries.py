"""Reads of jobs, for pages and commands."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from regiowerk.jobs.models import Progress, Schedule


@dataclass(frozen=True)
class JobState:
    id: str
    path: str  # of the function
    arguments: dict[str, Any]
    state: str  # ready, running, successful, failed
    attempts: int
    queued_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    done: int
    total: int  # 0: not known
    answer: Any
    fault: str  # last line of what went wrong

    @property
    def finished(self) -> bool:
        return self.finished_at is not None and self.state in ("successful", "failed")

    @property
    def percent(self) -> int | None:
        return min(100, self.done * 100 // self.total) if self.total else None


def job(job_id: str) -> JobState | None:
    """One job; None when there is none (any more) or the id is none."""
    try:
        found = DBTaskResult.objects.filter(pk=UUID(job_id)).first()
    except ValueError:
        return None
    return _state(found, Progress.objects.filter(pk=found.pk).first()) if found else None


def jobs(limit: int = 50) -> list[JobState]:
    """The newest jobs first."""
    found = list(DBTaskResult.objects.order_by("-enqueued_at")[:limit])
    progress = Progress.objects.in_bulk([row.pk for row in found])
    return [_state(row, progress.get(row.pk)) for row in found]


def waiting() -> int:
    return DBTaskResult.objects.filter(status=TaskResultStatus.READY).count()


def schedules() -> list[Schedule]:
    return list(Schedule.objects.order_by("next_at", "name"))


def _state(row: "DBTaskResult[Any, Any]", progress: Progress | None) -> JobState:
    return JobState(
        id=str(row.pk),
        path=row.task_path,
        arguments=row.args_kwargs["kwargs"],
        state=row.status.lower(),
        attempts=len(row.worker_ids),
        queued_at=row.enqueued_at,
        started_at=row.started_at,
        finished_at=row.finished_at,
        done=progress.done if progress else 0,
        total=progress.total if progress else 0,
        answer=row.return_value,
        fault=next(iter(reversed(row.traceback.strip().splitlines())), "") if row.traceback else "",
    )
