"""Jobs as their callers see them: done once, tried again, taken up from the dead, planned."""

from datetime import UTC, datetime, time, timedelta
from io import StringIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from hypothesis import given
from hypothesis import strategies as st

from regiowerk.jobs import actions, queries, worker
from regiowerk.jobs.models import Beat, Schedule
from regiowerk.jobs.queries import JobState
from regiowerk.jobs.times import next_time
from regiowerk.jobs.worker import work
from tests.jobs import sample

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture(autouse=True)
def no_second_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """A database in memory locks whole tables between threads; test_workers.py has the worker as it is."""
    monkeypatch.setattr(worker, "_keep", lambda name, stop: None)


def state(job_id: str) -> JobState:
    found = queries.job(job_id)
    assert found is not None
    return found


def make_due(job_id: str) -> None:
    DBTaskResult.objects.filter(pk=job_id).update(run_after=timezone.now())


@pytest.mark.django_db(transaction=True)
class TestAJob:
    def test_is_done_and_answers(self) -> None:
        job_id = actions.start(sample.double, number=21)
        assert state(job_id).state == "ready"
        work(until_empty=True)
        done = state(job_id)
        assert (done.state, done.answer, done.percent, done.attempts) == ("successful", 42, 50, 1)
        assert done.finished

    def test_that_fails_is_tried_again_after_a_while_and_then_given_up(self) -> None:
        job_id = actions.start(sample.fail)
        work(until_empty=True)
        first = state(job_id)
        assert (first.state, first.attempts, first.fault) == ("ready", 1, "RuntimeError: no luck")
        assert not first.finished
        make_due(job_id)
        work(until_empty=True)
        second = state(job_id)
        assert (second.state, second.attempts, second.finished) == ("failed", 2, True)

    def test_that_is_hopeless_is_not_tried_again(self) -> None:
        job_id = actions.start(sample.give_up)
        work(until_empty=True)
        assert (state(job_id).state, state(job_id).attempts) == ("failed", 1)

    def test_that_failed_gets_a_fresh_start_on_request(self) -> None:
        job_id = actions.start(sample.give_up)
        work(until_empty=True)
        call_command("jobs", "retry", job_id, stdout=StringIO())
        assert (state(job_id).state, state(job_id).attempts) == ("ready", 0)
        with pytest.raises(CommandError, match="no failed job"):
            call_command("jobs", "retry", job_id)

    def test_of_a_dead_worker_is_taken_up_again(self) -> None:
        job_id = actions.start(sample.double, number=1)
        DBTaskResult.objects.get(pk=job_id).claim("dead")
        Beat.objects.create(worker="dead", seen_at=timezone.now() - actions.LOST_AFTER - timedelta(seconds=1))
        assert actions.take_up_lost_jobs() == 1
        make_due(job_id)
        work(until_empty=True)
        assert state(job_id).answer == 2

    def test_of_a_living_worker_is_left_alone(self) -> None:
        job_id = actions.start(sample.double, number=1)
        DBTaskResult.objects.get(pk=job_id).claim("alive")
        actions.beat(worker="alive")
        assert actions.take_up_lost_jobs() == 0
        assert state(job_id).state == "running"

    def test_that_kills_each_worker_is_given_up(self) -> None:
        job_id = actions.start(sample.fail)
        for name in ("one", "two"):
            DBTaskResult.objects.get(pk=job_id).claim(name)
            actions.take_up_lost_jobs()
        assert (state(job_id).state, state(job_id).fault) == ("failed", "The worker died while it did this job.")

    def test_that_was_only_interrupted_starts_again_without_counting(self) -> None:
        job_id = actions.start(sample.double, number=1)
        row = DBTaskResult.objects.get(pk=job_id)
        row.claim("stopped")
        row.set_failed(SystemExit(1))
        actions.after_failure(job_id=job_id)
        assert (state(job_id).state, state(job_id).attempts) == ("ready", 0)

    def test_that_ended_long_ago_is_forgotten(self) -> None:
        old, young = actions.start(sample.double, number=1), actions.start(sample.double, number=2)
        work(until_empty=True)
        DBTaskResult.objects.filter(pk=old).update(finished_at=timezone.now() - actions.KEPT - timedelta(days=1))
        assert actions.prune() == 1
        assert queries.job(old) is None
        assert state(young).answer == 4

    def test_that_nobody_knows_is_none(self) -> None:
        assert queries.job("not-an-id") is None


@pytest.mark.django_db(transaction=True)
class TestASchedule:
    def test_queues_its_job_once_when_it_is_due(self, tmp_path: Path) -> None:
        file = str(tmp_path / "lines")
        planned = actions.schedule(
            name="nightly",
            job_path="tests.jobs.sample.note_line",
            arguments={"file": file, "text": "night"},
            period="daily",
            at=time(3),
        )
        assert planned.next_at > timezone.now()
        assert actions.queue_due() == 0
        Schedule.objects.update(next_at=timezone.now() - timedelta(days=3))
        assert [actions.queue_due(), actions.queue_due()] == [1, 0]
        work(until_empty=True)
        assert Path(file).read_text(encoding="utf-8") == "night\n"
        assert Schedule.objects.get().next_at > timezone.now()

    def test_is_set_up_and_taken_back_on_the_command_line(self) -> None:
        out = StringIO()
        call_command("jobs", "schedules", stdout=out)
        call_command(
            "jobs", "schedule", "weekly", "tests.jobs.sample.double", "--period=weekly", "--at=04:30", stdout=out
        )
        call_command("jobs", "schedules", stdout=out)
        call_command("jobs", "unschedule", "weekly", stdout=out)
        assert out.getvalue().splitlines()[0] == "Nothing is planned."
        assert out.getvalue().count("weekly weekly at 04:30, next ") == 2
        assert not Schedule.objects.exists()

    @pytest.mark.parametrize("path", ["tests.jobs.sample.nothing", "tests.jobs.test_jobs.make_due"])
    def test_of_no_job_is_refused(self, path: str) -> None:
        with pytest.raises(CommandError):
            call_command("jobs", "schedule", "x", path, "--period=daily")
        assert not Schedule.objects.exists()


@given(
    period=st.sampled_from(Schedule.Period.values),
    at=st.times(),
    after=st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
)
def test_the_next_time_is_later_and_within_one_period(period: str, at: time, after: datetime) -> None:
    longest = {"hourly": 1 / 24, "daily": 1, "weekly": 7, "monthly": 31}[period]
    found = next_time(period, at, after, BERLIN)
    assert after < found <= after + timedelta(days=longest, hours=2)
    assert found.astimezone(BERLIN).minute == at.minute


def test_the_local_hour_is_kept_over_the_change_of_the_clock() -> None:
    before = datetime(2026, 10, 24, 12, tzinfo=UTC)
    assert next_time("daily", time(3, 30), before, BERLIN) == datetime(2026, 10, 25, 2, 30, tzinfo=UTC)
    assert next_time("daily", time(3, 30), datetime(2026, 10, 23, 12, tzinfo=UTC), BERLIN).hour == 1


def test_weekly_is_monday_and_monthly_the_first() -> None:
    wednesday = datetime(2026, 11, 25, 12, tzinfo=UTC)
    assert next_time("weekly", time(4), wednesday, BERLIN).date().isoformat() == "2026-11-30"
    assert next_time("monthly", time(4), wednesday, BERLIN).date().isoformat() == "2026-12-01"
