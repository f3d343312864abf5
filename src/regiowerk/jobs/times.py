"""When a schedule is due next. Pure."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from regiowerk.jobs.models import Schedule

_UTC = ZoneInfo("UTC")


def next_time(period: str, at: time, after: datetime, zone: ZoneInfo) -> datetime:
    """The first time of the period later than `after` (aware), in UTC.

    `at` is local time. Where the clock is put forward over it, the hour after is meant; where it is put
    back over it, the first of the two.
    """
    local = after.astimezone(zone)
    if period == Schedule.Period.HOURLY:
        found = after.astimezone(_UTC).replace(minute=at.minute, second=0, microsecond=0)
        return found if found > after else found + timedelta(hours=1)
    day = local.date() - timedelta(days=1)
    while True:
        found = datetime.combine(day, at.replace(second=0, microsecond=0), zone).astimezone(_UTC)
        if found > after and _falls_on(period, day.weekday(), day.day):
            return found
        day += timedelta(days=1)


def _falls_on(period: str, weekday: int, day: int) -> bool:
    if period == Schedule.Period.WEEKLY:
        return weekday == 0
    return period != Schedule.Period.MONTHLY or day == 1
