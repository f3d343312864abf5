"""Writes around the queue: start, progress, another attempt, schedules, what dead workers left."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks import TaskResultStatus
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from regiowerk.jobs.models import Beat, Progress, Schedule
from regiowerk.jobs.policy import policy_of
from regiowerk.jobs.times import next_time

LOST_AFTER = timedelta(seconds=90)  # without a sign of life a worker counts as dead
KEPT = timedelta(days=30)  # how long finished jobs are kept
_STOPPED = ("builtins.SystemExit", "builtins.KeyboardInterrupt")
_HOPELESS = "regiowerk.jobs.policy.HopelessError"


def start(job: "Task[Any, Any]", **arguments: Any) -> str:
    """Queue a job; call it inside the transaction whose outcome the job needs. Returns the job's id."""
    return str(job.enqueue(**arguments).id)


def report(*, job_id: str, done: int, total: int = 0) -> None:
    Progress.objects.update_or_create(job=UUID(job_id), defaults={"done": done, "total": total})


def beat(*, worker: str) -> None:
    Beat.objects.update_or_create(worker=worker, defaults={"seen_at": timezone.now()})


def leave(*, worker: str) -> None:
    Beat.objects.filter(worker=worker).delete()


def take_up_lost_jobs() -> int:
    """Queue again what a dead worker had begun; give up what has killed its workers too often. Returns the number."""
    alive = set(Beat.objects.filter(seen_at__gte=timezone.now() - LOST_AFTER).values_list("worker", flat=True))
    running = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING)
    lost = [found for found in running if not found.worker_ids or found.worker_ids[-1] not in alive]
    return sum(_queue_again(found, "The worker died while it did this job.") for found in lost)


def after_failure(*, job_id: str) -> None:
    """Another attempt where the job's policy allows one; a job that was only interrupted starts again at once."""
    failed = DBTaskResult.objects.filter(pk=UUID(job_id), status=TaskResultStatus.FAILED).first()
    if failed is None or failed.exception_class_path == _HOPELESS:
        return
    if failed.exception_class_path in _STOPPED:
        failed.worker_ids = failed.worker_ids[:-1]
        _queue_again(failed, failed.traceback, wait=timedelta(0))
    elif len(failed.worker_ids) < policy_of(failed.task_path).attempts:
        _queue_again(failed, failed.traceback)


def _queue_again(found: "DBTaskResult[Any, Any]", reason: str, wait: timedelta | None = None) -> bool:
    """False when somebody else was quicker."""
    policy, attempt = policy_of(found.task_path), len(found.worker_ids)
    same = DBTaskResult.objects.filter(pk=found.pk, status=found.status, started_at=found.started_at)
    now = timezone.now()
    if wait is None and attempt >= policy.attempts:
        return bool(same.update(status=TaskResultStatus.FAILED, finished_at=now, traceback=reason))
    pause = policy.wait_after(max(1, attempt)) if wait is None else wait
    return bool(
        same.update(status=TaskResultStatus.READY, run_after=now + pause, traceback=reason, worker_ids=found.worker_ids)
    )


def try_again(*, job_id: str) -> bool:
    """Give a failed job a fresh start. False when there is no such job or it has not failed."""
    failed = DBTaskResult.objects.filter(pk=UUID(job_id), status=TaskResultStatus.FAILED)
    return bool(failed.update(status=TaskResultStatus.READY, run_after=timezone.now(), worker_ids=[], finished_at=None))


def schedule(*, name: str, job_path: str, arguments: dict[str, Any], period: str, at: time) -> Schedule:
    """Set up or change a schedule; its next time is reckoned from now.

    Raises ImportError when there is no such function and TypeError when it is no job.
    """
    if not isinstance(import_string(job_path), Task):
        raise TypeError(f"{job_path} is not a job")
    found, _ = Schedule.objects.update_or_create(
        name=name,
        defaults={
            "job_path": job_path,
            "arguments": arguments,
            "period": period,
            "at": at,
            "next_at": _next(period, at, timezone.now()),
        },
    )
    return found


def unschedule(*, name: str) -> bool:
    return bool(Schedule.objects.filter(name=name).delete()[0])


def queue_due() -> int:
    """Queue what is due, each once however many workers ask. A time that passed unseen is made up for once."""
    now = timezone.now()
    queued = 0
    for due in Schedule.objects.filter(next_at__lte=now):
        with transaction.atomic():
            mine = Schedule.objects.filter(pk=due.pk, next_at=due.next_at)
            if mine.update(next_at=_next(due.period, due.at, now), last_at=now):
                import_string(due.job_path).enqueue(**due.arguments)
                queued += 1
    return queued


def prune() -> int:
    """Forget jobs that ended long ago. Returns their number."""
    old = DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - KEPT)
    ids = list(old.values_list("pk", flat=True)[:1000])
    Progress.objects.filter(job__in=ids).delete()
    Beat.objects.filter(seen_at__lt=timezone.now() - KEPT).delete()
    return DBTaskResult.objects.filter(pk__in=ids).delete()[0]


def _next(period: str, at: time, after: datetime) -> datetime:
    return next_time(period, at, after, ZoneInfo(settings.TIME_ZONE))
