"""What the library tells of the end of a job."""

from typing import Any

from django.dispatch import receiver
from django_tasks import TaskResult, TaskResultStatus
from django_tasks.signals import task_finished

from regiowerk.jobs import actions


@receiver(task_finished)
def look_after_failure(sender: Any, task_result: "TaskResult[Any]", **kwargs: Any) -> None:
    if task_result.status == TaskResultStatus.FAILED:
        actions.after_failure(job_id=task_result.id)
