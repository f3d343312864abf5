"""Jobs of the registers, for `regiowerk jobs schedule`."""

from typing import Any

from regiowerk.jobs import actions as jobs
from regiowerk.jobs.policy import HopelessError, Policy, job
from regiowerk.registers.fetching import actions
from regiowerk.registers.fetching.errors import FetchError
from regiowerk.registers.models import RunState
from regiowerk.registers.sources.catalogue import UnknownSourceError

_ATTEMPTS = Policy(attempts=4)


@job(_ATTEMPTS)
def fetch(*, job_id: str, source: str) -> dict[str, Any]:
    """Fetch what is new of a register and import it; done twice, the second time finds nothing new."""
    try:
        report = actions.fetch(
            source=source,
            by="schedule",
            note=lambda done, total: jobs.report(job_id=job_id, done=done, total=total),
        )
    except UnknownSourceError as error:
        raise HopelessError(f"There is no source {source!r}.") from error
    except FetchError as error:
        if error.hopeless:
            raise HopelessError(str(error)) from error
        raise
    run = report.run
    if run is not None and run.state == RunState.REFUSED:
        raise HopelessError(run.message)
    return {"source": source, "items": len(report.items), "run": run.pk if run else None}
